import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Reason } from '../../shared/contract/answer.ts';
import type { LineFault } from '../../shared/contract/refusals.ts';
import type { QuoteView } from '../../shared/market/order/contract.ts';
import type { LiveRequest } from '../../shared/protocol.ts';
import type { LiveStore } from './live-store.ts';

/** What is known of the total of an order that is not placed yet. */
export type Quoted =
  | { kind: 'asking' }
  /** `wasMinor`: the total that stood here for the same lines until it changed, else null; `code`: what was asked with it. */
  | { kind: 'quoted'; quote: QuoteView; wasMinor: number | null; code: string | null }
  | { kind: 'refused'; reason: Reason; lines: LineFault[] }
  /** The line is gone: it is asked again when it is back. */
  | { kind: 'offline' };

/** Asks what an order would cost, and keeps the newest answer alone. */
export interface QuoteStore {
  store: StoreApi<Quoted>;
  open(): void;
  close(): void;
  /** @param asOf anything that makes the same question a new one, such as a payment that came in */
  ask(request: LiveRequest<'order:quote'>, asOf: string): void;
  askAgain(): void;
}

export function createQuoteStore(live: Pick<LiveStore, 'send' | 'onWelcome'>): QuoteStore {
  const store = createStore<Quoted>(() => ({ kind: 'asking' }));
  let asked: { request: LiveRequest<'order:quote'>; about: string; asOf: string } | null = null;
  let shownMinor: number | null = null;
  let tries = 0;
  let stopListening = () => {};

  async function send(): Promise<void> {
    if (!asked) return;
    tries += 1;
    const mine = tries;
    if (shownMinor === null) store.setState({ kind: 'asking' }, true);
    const { request } = asked;
    const answer = await live.send('order:quote', request);
    // What was asked since then is newer.
    if (mine !== tries) return;
    if (answer.ok) {
      const { ok: _ok, ...quote } = answer;
      const wasMinor = shownMinor === null || shownMinor === quote.totalMinor ? null : shownMinor;
      shownMinor = quote.totalMinor;
      store.setState({ kind: 'quoted', quote, wasMinor, code: request.code ?? null }, true);
    } else if (answer.code === 'NO_ANSWER') {
      store.setState({ kind: 'offline' }, true);
    } else {
      store.setState({ kind: 'refused', reason: answer, lines: answer.lines ?? [] }, true);
    }
  }

  return {
    store,
    open() {
      stopListening = live.onWelcome(() => void send());
    },
    close() {
      tries += 1;
      asked = null;
      stopListening();
    },
    ask(request, asOf) {
      const about = JSON.stringify(request);
      if (asked?.about === about && asked.asOf === asOf) return;
      if (asked?.about !== about) shownMinor = null;
      asked = { request, about, asOf };
      void send();
    },
    askAgain: () => void send(),
  };
}
