import type { Deadline } from '../decision.ts';

/**
 * A binary heap of deadlines, earliest first. Pointless ones stay until they are due. It has three lists of plain
 * values: a million records would slow every garbage collection.
 */
export class DeadlineQueue<Due extends Deadline = Deadline> {
  private readonly dueAtMs: number[] = [];
  private readonly kinds: string[] = [];
  private readonly ids: string[] = [];
  private readonly isBefore: (a: Due, b: Due) => boolean;

  /** @param isBefore whether a deadline is earlier than another */
  constructor(isBefore: (a: Due, b: Due) => boolean, deadlines: readonly Due[] = []) {
    this.isBefore = isBefore;
    for (const deadline of deadlines) this.add(deadline);
  }

  earliest(): Due | undefined {
    return this.dueAtMs.length === 0 ? undefined : this.at(0);
  }

  add(deadline: Due): void {
    let at = this.dueAtMs.length;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.isEarlier(deadline, parent)) break;
      this.move(parent, at);
      at = parent;
    }
    this.put(at, deadline);
  }

  /** Takes the earliest deadline due by a time, or nothing. */
  takeDue(atMs: number): Due | undefined {
    const first = this.earliest();
    if (!first || first.dueAtMs > atMs) return undefined;
    const last = this.at(this.dueAtMs.length - 1);
    this.dueAtMs.pop();
    this.kinds.pop();
    this.ids.pop();
    if (this.dueAtMs.length > 0) this.sink(last);
    return first;
  }

  /** Places a deadline at the empty root, or further down where it belongs. */
  private sink(deadline: Due): void {
    const { length } = this.dueAtMs;
    let at = 0;
    for (;;) {
      let least = 2 * at + 1;
      if (least >= length) break;
      if (least + 1 < length && this.isBefore(this.at(least + 1), this.at(least))) least += 1;
      if (!this.isBefore(this.at(least), deadline)) break;
      this.move(least, at);
      at = least;
    }
    this.put(at, deadline);
  }

  private isEarlier(deadline: Due, at: number): boolean {
    const dueAtMs = this.dueAtMs[at]!;
    return deadline.dueAtMs === dueAtMs ? this.isBefore(deadline, this.at(at)) : deadline.dueAtMs < dueAtMs;
  }

  private at(at: number): Due {
    return { dueAtMs: this.dueAtMs[at]!, kind: this.kinds[at]!, id: this.ids[at]! } as Due;
  }

  private put(at: number, { dueAtMs, kind, id }: Due): void {
    this.dueAtMs[at] = dueAtMs;
    this.kinds[at] = kind;
    this.ids[at] = id;
  }

  private move(from: number, to: number): void {
    this.dueAtMs[to] = this.dueAtMs[from]!;
    this.kinds[to] = this.kinds[from]!;
    this.ids[to] = this.ids[from]!;
  }
}
