import { useState } from 'react';
import { namedIn, titledIn } from '../../../../shared/values/names.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { Button } from '../../../ui/Button.tsx';
import { Copied } from '../../../ui/Copied.tsx';
import { loadChunk } from '../../../ui/load-chunk.ts';
import { useMoney } from '../../../ui/Price.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';
import { productPath } from '../product-address.ts';
import { useCard, useCurrency, useLive, useViewer } from '../viewer-stores.ts';
import { productWords } from './product-words.ts';

/** A product goes to others: by the phone's own way to share, else as a poster to keep and a link to copy. */
export function ShareProduct({ itemNumber }: { itemNumber: number }) {
  const say = useMessages(productWords);
  const language = useLanguage();
  const money = useMoney(useCurrency());
  const { slug } = useViewer();
  const card = useCard(itemNumber);
  const stream = useLive(({ view }) => view.stream);
  const [poster, setPoster] = useState<string | null>(null);
  const [isOpen, setOpen] = useState(false);
  if (!card || !stream) return null;
  const { name } = namedIn(language, card);
  const { title } = titledIn(language, stream);
  const url = location.origin + productPath(slug, itemNumber);
  // A flash is over before a poster is looked at: it shows the regular price.
  const price = money(card.listPriceMinor);
  const show = async () => {
    setOpen(true);
    // Without its chunk the link is there all the same.
    const chunk = await loadChunk(() => import('./poster.ts')).catch(() => null);
    if (!chunk) return;
    setPoster(await chunk.drawPoster({ name, price, title, url, picture: card.picture, scan: say.scan }));
  };
  const share = () => {
    if (!navigator.share) return void show();
    navigator.share({ title: name, text: `${name} · ${price}`, url }).catch((fault: unknown) => {
      // Whoever thought better of it wants no poster either.
      if (!(fault instanceof DOMException && fault.name === 'AbortError')) void show();
    });
  };
  return (
    <>
      <Button look="line" className="share-button" onClick={share}>
        {say.share}
      </Button>
      {isOpen && (
        <Sheet title={say.shareTitle} isQuestion onClose={() => setOpen(false)}>
          <div className="stack share-product">
            {poster !== null && (
              <>
                <img src={poster} alt={`${name} · ${price}`} />
                <p className="soft">{say.keepPoster}</p>
              </>
            )}
            <Copied name={say.link} text={url} words={{ copy: say.copy, copied: say.copied }} />
          </div>
        </Sheet>
      )}
    </>
  );
}
