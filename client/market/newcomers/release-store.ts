import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Reason } from '../../../shared/contract/answer.ts';
import type { CashChoice, CashView } from '../../../shared/market/newcomers/contract.ts';
import type { Http, HttpAnswer } from '../../connection/http.ts';

export interface ReleaseState {
  /** null until it was read. */
  view: CashView | null;
  reason: Reason | null;
  isBusy: boolean;
  /** Orders that went back by the last release, as far as it has come; null: none was asked for. */
  released: number | null;
}

/** Newcomers' cash orders of a stream, as its host releases them (H8). */
export interface ReleaseStore {
  store: StoreApi<ReleaseState>;
  open(): void;
  close(): void;
  /**
   * As many orders at a time as one command takes, until none of the choice is left.
   * @param onlyBrief those alone of guests who had watched for less than a minute
   */
  release(of: CashChoice, onlyBrief?: boolean): Promise<void>;
  allow(bar: number): Promise<void>;
  openProduct(itemNumber: number): Promise<void>;
}

export function createReleaseStore(
  slug: string,
  { http, newKey }: { http: Http; newKey(): string },
): ReleaseStore {
  const store = createStore<ReleaseState>(() => ({
    view: null,
    reason: null,
    isBusy: false,
    released: null,
  }));
  const params = { slug };

  async function load(reason: Reason | null = null): Promise<void> {
    const answer = await http.call('newcomersCash', { params });
    if (answer.ok) store.setState({ view: answer.value, reason, isBusy: false });
    else store.setState({ reason: answer.refusal, isBusy: false });
  }

  async function does(act: () => Promise<HttpAnswer<unknown>>): Promise<void> {
    if (store.getState().isBusy) return;
    store.setState({ isBusy: true, reason: null });
    const answer = await act();
    await load(answer.ok ? null : answer.refusal);
  }

  return {
    store,
    open: () => void load(),
    close: () => {},
    async release(of, onlyBrief = false) {
      const { view } = store.getState();
      if (!view) return;
      await does(async () => {
        for (let released = 0; ; ) {
          // Each slice has a key of its own; what was released by then is released, whatever breaks here.
          const asked = { key: newKey(), of, upTo: view.upTo };
          const body = onlyBrief ? { ...asked, onlyBrief: true as const } : asked;
          const answer = await http.call('releaseCash', { params, body });
          if (!answer.ok) return answer;
          released += answer.value.released;
          store.setState({ released });
          if (answer.value.left === 0) return answer;
        }
      });
    },
    allow: (bar) => does(() => http.call('allowCash', { params, body: { key: newKey(), bar } })),
    openProduct: (itemNumber) =>
      does(() => http.call('openProduct', { params, body: { key: newKey(), itemNumber } })),
  };
}
