import { useMessages } from '../../../i18n/language.ts';
import { Picture } from '../../../ui/Picture.tsx';
import { ProductPage } from './open-product.tsx';
import { useOpenProduct } from './use-open-product.ts';
import { viewerWords } from './words.ts';

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
  const open = useOpenProduct();
  return (
    <button
      type="button"
      className="good-picture"
      aria-label={say.about(itemNumber)}
      onPointerDown={ProductPage.fetch}
      onClick={() => open(itemNumber)}
    >
      <Picture source={source} size={size} />
    </button>
  );
}
