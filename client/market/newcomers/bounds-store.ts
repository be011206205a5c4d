import type { BoundsView, StreamBounds } from '../../../shared/market/newcomers/contract.ts';
import type { Http } from '../../connection/http.ts';
import { createTermsStore, type TermsStore } from '../../stores/terms-store.ts';

/** What newcomers and unpaid orders may keep of a stream's stock, as its host sets it. */
export interface BoundsStore extends Pick<TermsStore<BoundsView>, 'store' | 'open' | 'close'> {
  set(bounds: StreamBounds): Promise<boolean>;
}

export function createBoundsStore(
  slug: string,
  { http, newKey }: { http: Http; newKey(): string },
): BoundsStore {
  const { change, ...terms } = createTermsStore(() => http.call('bounds', { params: { slug } }), newKey);
  return {
    ...terms,
    set: (bounds) => change({ bounds }, (body) => http.call('setBounds', { params: { slug }, body })),
  };
}
