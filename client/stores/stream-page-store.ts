import type { StreamPage, StreamPageView } from '../../shared/market/stream/page.ts';
import type { Http } from '../connection/http.ts';
import { createPictures } from './pictures.ts';
import { createStreamCurrency } from './stream-currency.ts';
import { createTermsStore, type TermsStore } from './terms-store.ts';

/** The pictures of a page. */
export type PagePicture = 'cover' | 'hostPicture';

/** What the page of a stream says, as its host edits it (S8). */
export interface StreamPageStore extends Pick<TermsStore<StreamPageView>, 'store' | 'open' | 'close'> {
  /**
   * Says all of it, under the version that is shown.
   * @param pictures new ones, brought to the server first; null: the one that `page` names, or none
   * @returns true if it is said
   */
  describe(page: StreamPage, pictures: Readonly<Record<PagePicture, Blob | null>>): Promise<boolean>;
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
    async describe(page, pictures) {
      if (terms.store.getState().isBusy) return false;
      terms.store.setState({ isBusy: true, reason: null });
      const whole = { ...page };
      for (const name of ['cover', 'hostPicture'] as const) {
        const brought = await bring(pictures[name]);
        if (!brought.ok) {
          terms.store.setState({ isBusy: false, reason: brought.refusal });
          return false;
        }
        const { picture } = brought.value;
        if (picture !== undefined) whole[name] = picture;
      }
      terms.store.setState({ isBusy: false, reason: null });
      return change({ page: whole }, (body) => http.call('describeStream', { params: { slug }, body }));
    },
  };
}
