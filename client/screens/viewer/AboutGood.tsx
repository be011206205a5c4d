import { lazy, Suspense, useState } from 'react';
import { useMessages } from '../../i18n/language.ts';
import { loadChunk } from '../../ui/load-chunk.ts';
import { Picture } from '../../ui/Picture.tsx';
import { viewerWords } from './words.ts';

const ProductSheet = lazy(async () => ({
  default: (await loadChunk(() => import('./product/ProductSheet.tsx'))).ProductSheet,
}));

/** A product's picture, which opens its page. */
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
          <ProductSheet itemNumber={itemNumber} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
