import type { FoundProduct } from '../../shared/contract/search.ts';
import { ok } from '../../shared/values/result.ts';
import type { Http } from '../connection/http.ts';
import type { KeptProduct, KeptProducts } from './kept-products.ts';
import { createRemoteValue, type RemoteValue } from './remote-value.ts';

/** By {@link keyOf}: where each can be bought now or next, or was sold last; null: in no stream that is listed. */
type KeptPlaces = ReadonlyMap<string, FoundProduct | null>;

/**
 * Where what is kept on this device can be bought. A product that is sold elsewhere by now is kept under its newest place.
 * One that was kept since, by another page of the device, is not in it: ask again.
 */
export function createKeptPlaces(products: KeptProducts, { http }: { http: Http }): RemoteValue<KeptPlaces> {
  return createRemoteValue(async () => {
    const { kept } = products.store.getState();
    if (kept.length === 0) return ok(new Map());
    const answer = await http.call('places', { query: { items: kept.map(nameOf).join(',') } });
    if (!answer.ok) return answer;
    const byName = new Map(answer.value.places.map(({ asked, product }) => [asked, product]));
    const places = new Map<string, FoundProduct | null>();
    for (const product of kept) {
      const place = byName.get(nameOf(product)) ?? null;
      places.set(keyOf(product), place);
      if (place && place.when !== 'past') products.moved(product, place);
    }
    return ok(places);
  });
}

/** What a product is known by in any stream: its name and its producer. */
export const keyOf = ({ name, producer }: KeptProduct) => `${producer}\n${name}`;
const nameOf = ({ slug, itemNumber }: KeptProduct) => `${slug}.${itemNumber}`;
