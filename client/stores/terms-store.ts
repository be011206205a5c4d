import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Reason } from '../../shared/contract/answer.ts';
import type { HttpAnswer } from '../connection/http.ts';
import { createIdempotentSender, type Keyed } from './idempotent-sender.ts';

export interface TermsState<Terms> {
  /** null until the first answer. */
  terms: Terms | null;
  reason: Reason | null;
  isBusy: boolean;
}

/** Terms of a stream that a form shows and changes under their version (L4). */
export interface TermsStore<Terms> {
  store: StoreApi<TermsState<Terms>>;
  open(): void;
  close(): void;
  /** Under the version that is shown: a stale one is refused, and shown anew. @returns true if it is set */
  change<Wanted extends object>(
    wanted: Wanted,
    call: (body: Wanted & { version: number } & Keyed) => Promise<HttpAnswer<unknown>>,
  ): Promise<boolean>;
}

export function createTermsStore<Terms extends { version: number }>(
  ask: () => Promise<HttpAnswer<Terms>>,
  newKey: () => string,
): TermsStore<Terms> {
  const store = createStore<TermsState<Terms>>(() => ({ terms: null, reason: null, isBusy: false }));
  const send = createIdempotentSender(newKey);
  let isOpen = false;

  async function load(reason: Reason | null): Promise<void> {
    const answer = await ask();
    if (!isOpen) return;
    if (answer.ok) store.setState({ terms: answer.value, reason, isBusy: false });
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
    async change(wanted, call) {
      const { terms, isBusy } = store.getState();
      if (!terms || isBusy) return false;
      store.setState({ isBusy: true, reason: null });
      const answer = await send({ ...wanted, version: terms.version }, call);
      await load(answer.ok ? null : answer.refusal);
      return answer.ok;
    },
  };
}
