import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Reason } from '../../shared/contract/answer.ts';
import type { ShippingTerms } from '../../shared/contract/shipping.ts';
import type { Http, HttpAnswer } from '../connection/http.ts';
import { createSender, type Keyed } from './sender.ts';

export type ShippingTable = NonNullable<ShippingTerms['origins'][number]['table']>;

export type Overseas = NonNullable<ShippingTerms['overseas']>;

export interface ShippingState {
  /** null until the first answer. */
  terms: ShippingTerms | null;
  reason: Reason | null;
  isBusy: boolean;
}

/** What sending costs in a stream, as its console sets it. */
export interface ShippingStore {
  store: StoreApi<ShippingState>;
  open(): void;
  close(): void;
  /** Under the version that is shown (L4): a stale one is refused, and shown anew. @returns true if it is set */
  set(origin: string, table: ShippingTable | null, isOverseas?: boolean): Promise<boolean>;
  setOverseas(overseas: Overseas | null): Promise<boolean>;
}

export function createShippingStore(
  slug: string,
  { http, newKey }: { http: Http; newKey(): string },
): ShippingStore {
  const store = createStore<ShippingState>(() => ({ terms: null, reason: null, isBusy: false }));
  const send = createSender(newKey);
  let isOpen = false;

  async function load(reason: Reason | null): Promise<void> {
    const answer = await http.call('shippingTerms', { params: { slug } });
    if (!isOpen) return;
    if (answer.ok) store.setState({ terms: answer.value, reason, isBusy: false });
    else store.setState({ reason: answer.refusal, isBusy: false });
  }

  async function change<Terms extends object>(
    wanted: Terms,
    call: (body: Terms & { version: number } & Keyed) => Promise<HttpAnswer<unknown>>,
  ): Promise<boolean> {
    const { terms, isBusy } = store.getState();
    if (!terms || isBusy) return false;
    store.setState({ isBusy: true, reason: null });
    const answer = await send({ ...wanted, version: terms.version }, call);
    await load(answer.ok ? null : answer.refusal);
    return answer.ok;
  }

  return {
    store,
    open() {
      isOpen = true;
      void load(null);
    },
    close() {
      isOpen = false;
    },
    set: (origin, table, isOverseas = false) =>
      change({ origin, table, ...(isOverseas && { isOverseas }) }, (body) =>
        http.call('setShipping', { params: { slug }, body }),
      ),
    setOverseas: (overseas) =>
      change({ overseas }, (body) => http.call('setOverseas', { params: { slug }, body })),
  };
}
