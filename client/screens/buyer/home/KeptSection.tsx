import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { FoundProduct } from '../../../../shared/contract/search.ts';
import { namedIn } from '../../../../shared/values/names.ts';
import { MAX_KEPT } from '../../../../shared/values/search-bounds.ts';
import { commonMessages } from '../../../i18n/common.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { createKeptPlaces, keyOf } from '../../../stores/kept-places.ts';
import { type KeptProduct, keptProducts } from '../../../stores/kept-products.ts';
import { useOwnStore, useWorld } from '../../../stores/world.ts';
import { Button } from '../../../ui/Button.tsx';
import { Heart } from '../../../ui/Heart.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { ProductRow } from '../../../ui/ProductRow.tsx';
import { dayAndTime } from '../../../ui/time-words.ts';
import { homeWords } from './words.ts';

/**
 * What is kept on this device, each with where it can be bought now or next, or that it is in no stream just now. The rows
 * are there at once, and as high before the server has said where.
 */
export function KeptSection() {
  const say = useMessages(homeWords);
  const common = useMessages(commonMessages);
  const products = keptProducts(useWorld().keep);
  const kept = useStore(products.store, (state) => state.kept);
  const places = useOwnStore((world) => createKeptPlaces(products, world));
  const { value, reason } = useStore(places.store);
  useEffect(() => {
    // Another page of this device has kept more since.
    if (value !== null && kept.some((product) => !value.has(keyOf(product)))) void places.reload();
  }, [kept, value, places]);
  return (
    <section>
      <h2>{say.kept}</h2>
      <ul className="product-rows">
        {kept.map((product) => (
          <KeptRow
            key={keyOf(product)}
            product={product}
            place={value?.get(keyOf(product))}
            onForget={() => products.toggle(product)}
          />
        ))}
      </ul>
      {reason && (
        <Notice tone="fault">
          <p>{say.placesUnknown}</p>
          <Button look="line" onClick={() => void places.reload()}>
            {common.tryAgain}
          </Button>
        </Notice>
      )}
      <p className="soft small">{say.keptHere(MAX_KEPT)}</p>
    </section>
  );
}

function KeptRow({
  product,
  place,
  onForget,
}: {
  product: KeptProduct;
  /** undefined: not known yet; null: in no stream. */
  place: FoundProduct | null | undefined;
  onForget(): void;
}) {
  const say = useMessages(homeWords);
  const language = useLanguage();
  const isSold = place && place.when !== 'past';
  const where = isSold
    ? place.when === 'on'
      ? say.liveNow
      : say.liveAt(dayAndTime(place.startsAtMs, language))
    : place === undefined
      ? '\u00a0'
      : say.notPlanned;
  return (
    <ProductRow
      product={{ ...product, picture: place?.picture || product.picture }}
      href={isSold ? `/s/${place.slug}/${place.itemNumber}` : null}
      offer={place ?? null}
      says={where}
    >
      <button
        type="button"
        className="icon-button"
        aria-label={say.forget(namedIn(language, product).name)}
        onClick={onForget}
      >
        <Heart isKept />
      </button>
    </ProductRow>
  );
}
