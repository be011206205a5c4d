import { type Deadline, isBefore } from '../domain/deadlines.ts';

/** A binary heap of deadlines, earliest first. Pointless ones stay in it until they are due. */
export class DeadlineQueue {
  private readonly heap: Deadline[] = [];

  constructor(deadlines: readonly Deadline[] = []) {
    for (const deadline of deadlines) this.add(deadline);
  }

  earliest(): Deadline | undefined {
    return this.heap[0];
  }

  add(deadline: Deadline): void {
    const { heap } = this;
    heap.push(deadline);
    let at = heap.length - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(heap[at]!, heap[parent]!)) break;
      this.swap(at, parent);
      at = parent;
    }
  }

  /** Takes the earliest deadline that is due at or before a time, or nothing. */
  takeDue(atMs: number): Deadline | undefined {
    const { heap } = this;
    const first = heap[0];
    if (!first || first.dueAtMs > atMs) return undefined;
    const last = heap.pop()!;
    if (heap.length > 0) {
      heap[0] = last;
      this.sink();
    }
    return first;
  }

  private sink(): void {
    const { heap } = this;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      const right = left + 1;
      let least = at;
      if (left < heap.length && isBefore(heap[left]!, heap[least]!)) least = left;
      if (right < heap.length && isBefore(heap[right]!, heap[least]!)) least = right;
      if (least === at) return;
      this.swap(at, least);
      at = least;
    }
  }

  private swap(a: number, b: number): void {
    const { heap } = this;
    const kept = heap[a]!;
    heap[a] = heap[b]!;
    heap[b] = kept;
  }
}
