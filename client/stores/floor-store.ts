import { createStore, type StoreApi } from 'zustand/vanilla';
import type { FloorReport } from '../../shared/contract/floor.ts';
import type { Http } from '../connection/http.ts';

/** What the floor did with a stream; null until something of its log was read. */
export interface FloorState {
  floor: FloorReport | null;
}

export interface FloorStore {
  store: StoreApi<FloorState>;
  open(): void;
  close(): void;
}

/** While it is live, and a long log is read a part at a time. */
const LIVE_PAUSE_MS = 5_000;
const READING_PAUSE_MS = 500;
const RETRY_PAUSE_MS = 10_000;

/** @param isOver true once nothing of the stream moves any more */
export function createFloorStore(slug: string, { http }: { http: Http }, isOver: () => boolean): FloorStore {
  const store = createStore<FloorState>(() => ({ floor: null }));
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOpen = false;

  function later(ms: number): void {
    if (isOpen) timer = setTimeout(() => void load(), ms);
  }

  async function load(): Promise<void> {
    const answer = await http.call('floor', { params: { slug } });
    if (!isOpen) return;
    if (!answer.ok) return later(RETRY_PAUSE_MS);
    store.setState({ floor: answer.value });
    if (!answer.value.isWhole) later(READING_PAUSE_MS);
    else if (!isOver()) later(LIVE_PAUSE_MS);
  }

  return {
    store,
    open() {
      isOpen = true;
      void load();
    },
    close() {
      isOpen = false;
      clearTimeout(timer);
    },
  };
}
