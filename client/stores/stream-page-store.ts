import type { StreamPage, StreamPageView } from '../../shared/market/stream/page.ts';
import type { Http } from '../connection/http.ts';
import { createPictures } from './pictures.ts';
import { createStreamCurrency } from './stream-currency.ts';
import { createTermsStore, type TermsStore } from './terms-store.ts';

/** What the page of a stream says, as its host edits it (S8). */
export interface StreamPageStore extends Pick<TermsStore<StreamPageView>, 'store' | 'open' | 'close'> {
  /**
   * Says all of it, under the version that is shown.
   * @param cover a new one, brought to the server first; null: the one that `page` names, or none
   * @returns true if it is said
   */
  describe(page: StreamPage, cover: Blob | null): Promise<boolean>;
  /** Lets the stream sell in another currency (S9). @returns true if it does */
  sellIn(currency: string): Promise<boolean>;
}

export function createStreamPageStore(
  slug: string,
  { http, newKey }: { http: Http; newKey(): string },
): StreamPageStore {
  const { change, ...terms } = createTermsStore(() => http.call('streamPage', { params: { slug } }), newKey);
  const bring = createPictures(http);
  const setCurrency = createStreamCurrency(slug, { http, newKey });
  return {
    ...terms,
    async sellIn(currency) {
      if (terms.store.getState().isBusy) return false;
      terms.store.setState({ isBusy: true, reason: null });
      const answer = await setCurrency(currency);
      terms.store.setState({ isBusy: false, reason: answer.ok ? null : answer.refusal });
      return answer.ok;
    },
    async describe(page, cover) {
      if (terms.store.getState().isBusy) return false;
      terms.store.setState({ isBusy: true, reason: null });
      const brought = await bring(cover);
      terms.store.setState({ isBusy: false, reason: brought.ok ? null : brought.refusal });
      if (!brought.ok) return false;
      const { picture } = brought.value;
      const whole = { ...page, ...(picture !== undefined && { cover: picture }) };
      return change({ page: whole }, (body) => http.call('describeStream', { params: { slug }, body }));
    },
  };
}
