import type { ProducersProduct, PublicProducer } from '../../../../shared/contract/producer-profile.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { momentOfItemPath } from '../../../stores/replay/address.ts';
import { ProductRow } from '../../../ui/ProductRow.tsx';
import { SoldCount } from '../../../ui/SoldCount.tsx';
import { dayAndTime } from '../../../ui/time-words.ts';
import { profileWords } from './words.ts';

/** The products of a producer, each with its price and where it can be bought; one of the past leads to its moment. */
export function ProfileProducts({ producer: { products, total } }: { producer: PublicProducer }) {
  const say = useMessages(profileWords);
  if (total === 0) return <p className="soft">{say.none}</p>;
  const isAnyOffAir = products.some(({ when }) => when !== 'on');
  return (
    <section>
      <h2>{say.products(total)}</h2>
      <ul className="product-rows">
        {products.map((product) => (
          <Row key={`${product.slug} ${product.itemNumber}`} product={product} />
        ))}
      </ul>
      {total > products.length && <p className="soft small">{say.more(total - products.length)}</p>}
      {isAnyOffAir && <p className="soft small">{say.listPrices}</p>}
    </section>
  );
}

function Row({ product }: { product: ProducersProduct }) {
  const say = useMessages(profileWords);
  const language = useLanguage();
  const { slug, itemNumber, when, startsAtMs, sold } = product;
  const time = dayAndTime(startsAtMs, language);
  return (
    <ProductRow
      product={product}
      href={when === 'past' ? momentOfItemPath(slug, itemNumber) : `/s/${slug}/${itemNumber}`}
      offer={product}
      says={{ on: say.liveNow, coming: say.liveAt(time), past: say.was(time) }[when]}
      note={<SoldCount units={sold} />}
    />
  );
}
