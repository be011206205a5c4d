import type { ReactNode } from 'react';
import type { FoundProduct } from '../../shared/contract/search.ts';
import { namedIn } from '../../shared/values/names.ts';
import { useLanguage } from '../i18n/language.ts';
import { Picture } from './Picture.tsx';
import { Price } from './Price.tsx';
import './product-row.css';
import './row-link.css';

/**
 * A product in a list over all streams, a `ul` of class `product-rows`: picture, name, producer, where it is sold, its price.
 * @param href where the whole row leads; null: nowhere
 * @param offer where it is sold; null: nowhere, or not known yet
 * @param says the same in words
 * @param note below that
 * @param children what else can be done with it, above the link
 */
export function ProductRow({
  product,
  href,
  offer,
  says,
  note,
  children,
}: {
  /** Without its producer where all are of one. */
  product: Pick<FoundProduct, 'name' | 'nameEn' | 'picture'> &
    Partial<Pick<FoundProduct, 'producer' | 'producerEn'>>;
  href: string | null;
  offer: Pick<FoundProduct, 'when' | 'priceMinor' | 'currency'> | null;
  says: string;
  note?: ReactNode;
  children?: ReactNode;
}) {
  const { name, producer } = namedIn(useLanguage(), product);
  const isOn = offer?.when === 'on';
  return (
    <li>
      <Picture source={product.picture} size={64} />
      <div>
        <h3>
          {href === null ? (
            <bdi>{name}</bdi>
          ) : (
            <a className="row-link" href={href}>
              <bdi>{name}</bdi>
            </a>
          )}
        </h3>
        {producer !== undefined && (
          <p className="soft">
            <bdi>{producer}</bdi>
          </p>
        )}
        <p className={isOn ? 'row-when on' : 'row-when soft figures'}>
          {isOn && <i aria-hidden="true" />}
          {says}
        </p>
        {note}
      </div>
      <span className="product-side">
        {offer?.priceMinor !== undefined && <Price minor={offer.priceMinor} currency={offer.currency} />}
        {children}
      </span>
    </li>
  );
}
