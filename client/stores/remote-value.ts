import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Reason } from '../../shared/contract/answer.ts';
import type { Result } from '../../shared/values/result.ts';
import { newestAnswer } from './newest-answer.ts';

export interface RemoteState<Value> {
  /** null until the first answer. */
  value: Value | null;
  /** Why the last question had no answer; an older value stays in view. */
  reason: Reason | null;
}

/** One question to the server, asked when its screen opens and again when something changed. */
export interface RemoteValue<Value> {
  store: StoreApi<RemoteState<Value>>;
  open(): void;
  close(): void;
  reload(): Promise<void>;
}

/** @param again after how long it is asked again while its screen is open, by what is known then; null: not by itself */
export function createRemoteValue<Value>(
  ask: () => Promise<Result<Value, Reason>>,
  again: (known: RemoteState<Value>) => number | null = () => null,
): RemoteValue<Value> {
  const store = createStore<RemoteState<Value>>(() => ({ value: null, reason: null }));
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOpen = false;
  const asked = newestAnswer();

  async function reload(): Promise<void> {
    clearTimeout(timer);
    const isNewest = asked();
    const answer = await ask();
    if (!isNewest() || !isOpen) return;
    store.setState(answer.ok ? { value: answer.value, reason: null } : { reason: answer.refusal });
    const afterMs = again(store.getState());
    if (afterMs !== null) timer = setTimeout(() => void reload(), afterMs);
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
