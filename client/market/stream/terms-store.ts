import type { StreamTerms, StreamTermsView } from '../../../shared/market/stream/terms.ts';
import type { Http } from '../../connection/http.ts';
import { createTermsStore, type TermsStore } from '../../stores/terms-store.ts';

/** The times of a stream, its pins and its price guard, as its host sets them (S10). */
export interface StreamTermsStore extends Pick<TermsStore<StreamTermsView>, 'store' | 'open' | 'close'> {
  set(terms: StreamTerms): Promise<boolean>;
}

export function createStreamTermsStore(
  slug: string,
  { http, newKey }: { http: Http; newKey(): string },
): StreamTermsStore {
  const params = { slug };
  const { change, ...terms } = createTermsStore(() => http.call('streamTerms', { params }), newKey);
  return {
    ...terms,
    set: (wanted) => change({ terms: wanted }, (body) => http.call('setStreamTerms', { params, body })),
  };
}
