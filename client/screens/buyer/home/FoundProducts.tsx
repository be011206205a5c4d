import type { FoundProduct } from '../../../../shared/contract/search.ts';
import { titledIn } from '../../../../shared/values/names.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { momentOfItemPath } from '../../../stores/replay/address.ts';
import { ProductRow } from '../../../ui/ProductRow.tsx';
import { dayAndTime } from '../../../ui/time-words.ts';
import { homeWords } from './words.ts';

/** Products as a search or a device finds them; each leads to its own page, or to its moment in the replay of the stream that it was in. */
export function FoundProducts({ products }: { products: readonly FoundProduct[] }) {
  return (
    <ul className="product-rows">
      {products.map((product) => (
        <FoundRow key={`${product.slug} ${product.itemNumber}`} product={product} />
      ))}
    </ul>
  );
}

function FoundRow({ product }: { product: FoundProduct }) {
  const say = useMessages(homeWords);
  const language = useLanguage();
  const { slug, itemNumber, when, startsAtMs } = product;
  const { title } = titledIn(language, product);
  const time = dayAndTime(startsAtMs, language);
  return (
    <ProductRow
      product={product}
      href={when === 'past' ? momentOfItemPath(slug, itemNumber) : `/s/${slug}/${itemNumber}`}
      offer={product}
      says={{ on: say.liveIn(title), coming: say.liveAt(time), past: say.was(time) }[when]}
    />
  );
}
