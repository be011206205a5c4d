import type { ShippingTerms } from '../../../shared/market/shipping/contract.ts';
import type { Http } from '../../connection/http.ts';
import { createTermsStore, type TermsStore } from '../../stores/terms-store.ts';

export type ShippingTable = NonNullable<ShippingTerms['origins'][number]['table']>;

export type Overseas = NonNullable<ShippingTerms['overseas']>;

/** What sending costs in a stream, as its console sets it. */
export interface ShippingStore extends Pick<TermsStore<ShippingTerms>, 'store' | 'open' | 'close'> {
  set(origin: string, table: ShippingTable | null, isOverseas?: boolean): Promise<boolean>;
  setOverseas(overseas: Overseas | null): Promise<boolean>;
}

export function createShippingStore(
  slug: string,
  { http, newKey }: { http: Http; newKey(): string },
): ShippingStore {
  const { change, ...terms } = createTermsStore(
    () => http.call('shippingTerms', { params: { slug } }),
    newKey,
  );
  return {
    ...terms,
    set: (origin, table, isOverseas = false) =>
      change({ origin, table, ...(isOverseas && { isOverseas }) }, (body) =>
        http.call('setShipping', { params: { slug }, body }),
      ),
    setOverseas: (overseas) =>
      change({ overseas }, (body) => http.call('setOverseas', { params: { slug }, body })),
  };
}
