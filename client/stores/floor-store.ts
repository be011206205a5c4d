import { createStore, type StoreApi } from 'zustand/vanilla';
import type { FloorReport } from '../../shared/contract/floor.ts';
import type { PastStream } from '../../shared/contract/sales.ts';
import type { Http } from '../connection/http.ts';

export type ComparedWith = 'host' | 'shop';

export interface FloorState {
  floor: FloorReport | null;
  /** The streams before, newest first; null until they were counted. */
  past: PastStream[] | null;
  with: ComparedWith;
}

/** What the floor did with a stream, and the streams it is compared with. */
export interface FloorStore {
  store: StoreApi<FloorState>;
  open(): void;
  close(): void;
  compareWith(whom: ComparedWith): void;
}

/** While it is live, and a long log is read a part at a time. */
const LIVE_PAUSE_MS = 5_000;
const READING_PAUSE_MS = 500;
const RETRY_PAUSE_MS = 10_000;

/**
 * @param isOver true once nothing of the stream moves any more
 * @param isCompared false: the streams before are not asked for
 */
export function createFloorStore(
  slug: string,
  { http }: { http: Http },
  isOver: () => boolean,
  isCompared = true,
): FloorStore {
  const store = createStore<FloorState>(() => ({
    floor: null,
    past: null,
    with: 'host',
  }));
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  let isOpen = false;

  function later(name: string, ms: number, run: () => Promise<void>): void {
    clearTimeout(timers.get(name));
    if (isOpen)
      timers.set(
        name,
        setTimeout(() => void run(), ms),
      );
  }

  async function loadFloor(): Promise<void> {
    const answer = await http.call('floor', { params: { slug } });
    if (!isOpen) return;
    if (!answer.ok) return later('floor', RETRY_PAUSE_MS, loadFloor);
    store.setState({ floor: answer.value });
    if (!answer.value.isWhole) later('floor', READING_PAUSE_MS, loadFloor);
    else if (!isOver()) later('floor', LIVE_PAUSE_MS, loadFloor);
  }

  async function loadPast(): Promise<void> {
    const of = store.getState().with;
    const answer = await http.call('past', { params: { slug }, query: { of } });
    if (!isOpen || of !== store.getState().with) return;
    if (!answer.ok) return later('past', RETRY_PAUSE_MS, loadPast);
    store.setState({ past: answer.value.streams });
    if (!answer.value.isWhole) later('past', READING_PAUSE_MS, loadPast);
  }

  return {
    store,
    open() {
      isOpen = true;
      void loadFloor();
      if (isCompared) void loadPast();
    },
    close() {
      isOpen = false;
      for (const timer of timers.values()) clearTimeout(timer);
    },
    compareWith(whom) {
      store.setState({ with: whom, past: null });
      void loadPast();
    },
  };
}
