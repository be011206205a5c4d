import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Reason } from '../../shared/contract/answer.ts';
import type { StreamSummary } from '../../shared/contract/stream.ts';
import type { Http } from '../connection/http.ts';

export interface StreamsState {
  /** null until the server has answered. */
  streams: readonly StreamSummary[] | null;
  reason: Reason | null;
}

/** What is on: asked when the page opens, and every half minute while it is looked at. */
export interface StreamsStore {
  store: StoreApi<StreamsState>;
  open(): void;
  close(): void;
  reload(): Promise<void>;
}

const AGAIN_MS = 30_000;

export function createStreamsStore({ http }: { http: Http }): StreamsStore {
  const store = createStore<StreamsState>(() => ({ streams: null, reason: null }));
  let timer: ReturnType<typeof setInterval> | undefined;
  async function reload() {
    const answer = await http.call('streams');
    store.setState(answer.ok ? { streams: answer.value.streams, reason: null } : { reason: answer.refusal });
  }
  return {
    store,
    open() {
      void reload();
      timer = setInterval(() => document.visibilityState === 'visible' && void reload(), AGAIN_MS);
    },
    close: () => clearInterval(timer),
    reload,
  };
}
