import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Reason } from '../../shared/contract/answer.ts';
import type { ListedStream } from '../../shared/market/stream/contract.ts';
import type { Http } from '../connection/http.ts';
import { newestAnswer } from './newest-answer.ts';

export interface StreamsState {
  /** null until the server has answered. */
  streams: readonly ListedStream[] | null;
  reason: Reason | null;
}

/** What is on: asked when the page opens, and every half minute while it is looked at; sooner after a no. */
export interface StreamsStore {
  store: StoreApi<StreamsState>;
  open(): void;
  close(): void;
  reload(): Promise<void>;
}

const AGAIN_MS = 30_000;
/** After no answer, or a no: spread, so that a crowd does not come as one. */
const AFTER_A_NO_MS = 3_000;

export function createStreamsStore({ http }: { http: Http }): StreamsStore {
  const store = createStore<StreamsState>(() => ({ streams: null, reason: null }));
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOpen = false;
  const asked = newestAnswer();
  async function reload() {
    const isNewest = asked();
    const answer = await http.call('streams');
    if (!isNewest()) return;
    store.setState(answer.ok ? { streams: answer.value.streams, reason: null } : { reason: answer.refusal });
    clearTimeout(timer);
    if (isOpen) timer = setTimeout(look, answer.ok ? AGAIN_MS : AFTER_A_NO_MS * (1 + Math.random()));
  }
  function look() {
    if (document.visibilityState === 'visible') void reload();
    else timer = setTimeout(look, AFTER_A_NO_MS);
  }
  return {
    store,
    open() {
      isOpen = true;
      void reload();
    },
    close() {
      isOpen = false;
      clearTimeout(timer);
    },
    reload,
  };
}
