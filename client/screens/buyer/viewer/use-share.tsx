import { type ReactNode, useState } from 'react';
import { createPortal } from 'react-dom';
import { useMessages } from '../../../i18n/language.ts';
import { Copied } from '../../../ui/Copied.tsx';
import { isCancelled } from '../../../ui/is-cancelled.ts';
import { loadChunk } from '../../../ui/load-chunk.ts';
import { Sheet } from '../../../ui/Sheet.tsx';
import type { Poster } from './product/poster.ts';
import { productWords } from './product/product-words.ts';
import './share.css';

/** What is passed on, as its poster tells it. */
type Shared = Omit<Poster, 'scan'>;

/**
 * Passes something on: by the phone's own way to share, else as a poster to keep and a link to copy. What `sheet` returns
 * is empty until it is needed, and stands at the end of the page: the colours and letters of a stage are not its.
 */
export function useShare(): { share(what: Shared): void; sheet(title: string, what: Shared): ReactNode } {
  const say = useMessages(productWords);
  const [poster, setPoster] = useState<string | null>(null);
  const [isOpen, setOpen] = useState(false);
  const show = async (what: Shared) => {
    setOpen(true);
    // Without its chunk the link is there all the same.
    const chunk = await loadChunk(() => import('./product/poster.ts')).catch(() => null);
    if (chunk) setPoster(await chunk.drawPoster({ ...what, scan: say.scan }));
  };
  return {
    share(what) {
      if (!navigator.share) return void show(what);
      const { name, url } = what;
      navigator.share({ title: name, text: textOf(what), url }).catch((fault: unknown) => {
        // Whoever thought better of it wants no poster either.
        if (!isCancelled(fault)) void show(what);
      });
    },
    sheet: (title, what) =>
      isOpen &&
      createPortal(
        <Sheet title={title} isQuestion onClose={() => setOpen(false)}>
          <div className="stack share-poster">
            {poster !== null && (
              <>
                <img src={poster} alt={textOf(what)} />
                <p className="soft">{say.keepPoster}</p>
              </>
            )}
            <Copied name={say.link} text={what.url} words={{ copy: say.copy, copied: say.copied }} />
          </div>
        </Sheet>,
        document.body,
      ),
  };
}

const textOf = ({ name, price }: Shared) => [name, price].filter(Boolean).join(' · ');
