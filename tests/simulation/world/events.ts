import type { Life } from './life.ts';

/** Something that will happen at a moment of the virtual time. */
export interface SimEvent {
  atMs: number;
  /** Events of one moment happen in the order in which they were planned. */
  order: number;
  run: () => void;
  /** Whose it is: what is dead does nothing any more, what is paused does it later. Null: the world's own. */
  life: Life | null;
  /** It was due when its process did not run. */
  isLate: boolean;
  /** It goes on beside the world (`aside.ts`). */
  isAside: boolean;
}

/** A binary heap of events, the earliest first. Called-off events stay in it and do nothing. */
export class EventQueue {
  private readonly heap: SimEvent[] = [];

  get size(): number {
    return this.heap.length;
  }

  first(): SimEvent | undefined {
    return this.heap[0];
  }

  /** A process runs again, sooner than was planned: what is late is due now. */
  hasten(life: Life, atMs: number): void {
    const late = this.heap.filter((event) => event.isLate && event.life === life && event.atMs > atMs);
    if (late.length === 0) return;
    for (const event of late) event.atMs = atMs;
    // A sorted list is a heap.
    this.heap.sort((a, b) => (isBefore(a, b) ? -1 : 1));
  }

  push(event: SimEvent): void {
    const { heap } = this;
    let at = heap.length;
    heap.push(event);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent]!;
      if (!isBefore(event, above)) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = event;
  }

  take(): SimEvent | undefined {
    const { heap } = this;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child += 1;
      if (!isBefore(heap[child]!, last)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = last;
    return first;
  }
}

function isBefore(a: SimEvent, b: SimEvent): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
}
