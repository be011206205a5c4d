import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Reason } from '../../shared/contract/answer.ts';
import type { BoundsView, StreamBounds } from '../../shared/contract/bounds.ts';
import type { Http } from '../connection/http.ts';
import { createSender } from './sender.ts';

export interface BoundsState {
  /** null until the first answer. */
  view: BoundsView | null;
  reason: Reason | null;
  isBusy: boolean;
}

/** What newcomers and unpaid orders may keep of a stream's stock, as its host sets it. */
export interface BoundsStore {
  store: StoreApi<BoundsState>;
  open(): void;
  close(): void;
  /** Under the version that is shown (L4): a stale one is refused, and shown anew. @returns true if they are set */
  set(bounds: StreamBounds): Promise<boolean>;
}

export function createBoundsStore(
  slug: string,
  { http, newKey }: { http: Http; newKey(): string },
): BoundsStore {
  const store = createStore<BoundsState>(() => ({ view: null, reason: null, isBusy: false }));
  const send = createSender(newKey);
  let isOpen = false;

  async function load(reason: Reason | null): Promise<void> {
    const answer = await http.call('bounds', { params: { slug } });
    if (!isOpen) return;
    if (answer.ok) store.setState({ view: answer.value, reason, isBusy: false });
    else store.setState({ reason: answer.refusal, isBusy: false });
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
    async set(bounds) {
      const { view, isBusy } = store.getState();
      if (!view || isBusy) return false;
      store.setState({ isBusy: true, reason: null });
      const answer = await send({ bounds, version: view.version }, (body) =>
        http.call('setBounds', { params: { slug }, body }),
      );
      await load(answer.ok ? null : answer.refusal);
      return answer.ok;
    },
  };
}
