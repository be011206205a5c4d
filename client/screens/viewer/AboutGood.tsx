import { lazy, Suspense, useState } from 'react';
import { useMessages } from '../../i18n/language.ts';
import { loadChunk } from '../../ui/load-chunk.ts';
import { Picture } from '../../ui/Picture.tsx';
import { viewerWords } from './words.ts';

const AboutSheet = lazy(async () => ({
  default: (await loadChunk(() => import('./AboutSheet.tsx'))).AboutSheet,
}));

/** A good's picture, which opens where it comes from. */
export function AboutGood({
  itemNumber,
  source,
  size,
}: {
  itemNumber: number;
  source: string;
  size: number;
}) {
  const say = useMessages(viewerWords);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className="good-picture"
        aria-label={say.about(itemNumber)}
        onClick={() => setOpen(true)}
      >
        <Picture source={source} size={size} />
      </button>
      {isOpen && (
        <Suspense>
          <AboutSheet itemNumber={itemNumber} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
