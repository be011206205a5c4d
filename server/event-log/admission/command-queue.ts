import type { Waiting } from '../commit/open-batch.ts';

/**
 * Commands decided in one cut at most: some tens of milliseconds' work, so that whoever comes next does not wait long for
 * its end. In a rush a turn of the loop may take much longer for all whom it turns away, and has one cut: then that takes
 * one command for each millisecond since the cut before, so that a good part of the time goes to those who were let in.
 */
const MAX_CUT = 256;
const MAX_RARE_CUT = 1_024;
/** Commands waiting or parked at most; beyond it they are BUSY before they are queued. */
const MAX_QUEUE = 2_000;
const MAX_PARKED = 5_000;
/** The longest wait that is still promised to a newcomer: a crowd that comes at once is served if it can be. */
const MAX_WAIT_MS = 1_000;
/**
 * A queue that no cut has emptied for so long, nor so many cuts, is no crowd at the door and no slow disk, but more than
 * can be done. It would make everybody wait and serve no one sooner, so only as many are let in as the next cut can take,
 * and the rest is told BUSY at once (after "controlled delay", B. Maurer, Fail at Scale, ACM Queue 13(8), 2015). So it
 * stays until nobody has been turned away for as long: a queue kept short is empty now and then.
 */
const STANDING_MS = 300;
const STANDING_CUTS = 4;

/** Where commands wait for their cut, in the order in which they came. It is bounded at the door. */
export class WaitingRoom<State, Fact> {
  private queue: Waiting<State, Fact>[] = [];
  private readonly exclusive = new Set<string>();
  /** Let in, but still looking whether their key is known. */
  private entering = 0;
  private parked = 0;
  /** When a newcomer last found nobody waiting, and how many cuts have left somebody since. */
  private emptyAtMs = Number.NEGATIVE_INFINITY;
  private cutsSince = 0;
  /** How many the next cut takes at most, and when the last one was. */
  private cutSize = MAX_CUT;
  private cutAtMs = 0;
  /** When somebody was last turned away because too many stand here for long already. */
  private turnedAwayAtMs = Number.NEGATIVE_INFINITY;
  /** So many of the first are decided one by one: one of them breaks a constraint. */
  private alone = 0;

  get length(): number {
    return this.queue.length;
  }

  get hasParked(): boolean {
    return this.parked > 0;
  }

  /** Commands that wait for a time rather than for their turn (F5). */
  get parkedCount(): number {
    return this.parked;
  }

  first(): Waiting<State, Fact> | undefined {
    return this.queue[0];
  }

  /** True if a newcomer can't come in now. */
  isBusyFor(exclusive: string | undefined, nowMs: number): boolean {
    const first = this.queue[0];
    const length = this.queue.length + this.entering;
    if (this.isStanding(nowMs) && length >= this.cutSize) {
      this.turnedAwayAtMs = nowMs;
      return true;
    }
    return (
      length >= MAX_QUEUE ||
      this.parked >= MAX_PARKED ||
      (first !== undefined && nowMs - first.receivedAtMs > MAX_WAIT_MS) ||
      (exclusive !== undefined && this.exclusive.has(exclusive))
    );
  }

  /** True while more stand here than can be done, so that not everybody who comes is let in. */
  isCrowded(nowMs: number): boolean {
    return this.isStanding(nowMs);
  }

  /**
   * True if a newcomer would find no place, though he is not here yet: as many are on their way as the next cut takes, those
   * in the cut under way not counted. Only while more come than can be done: a crowd at rest is let in.
   * @param inside those on their way here, those who wait here, and those in the cut under way
   * @param inCut of them those in the cut under way
   */
  isBusyBeyond(inside: number, inCut: number, nowMs: number): boolean {
    if (!this.isStanding(nowMs) || inside - inCut < this.cutSize) return false;
    this.turnedAwayAtMs = nowMs;
    return true;
  }

  /** True while somebody was turned away a moment ago because the queue is a standing one. */
  turnsAway(nowMs: number): boolean {
    // A clock that was set back makes nobody stand for so long.
    return Math.abs(nowMs - this.turnedAwayAtMs) < STANDING_MS;
  }

  private isStanding(nowMs: number): boolean {
    if (this.queue.length === 0) {
      this.emptyAtMs = nowMs;
      this.cutsSince = 0;
    }
    const isNew = this.cutsSince >= STANDING_CUTS && nowMs - this.emptyAtMs > STANDING_MS;
    return isNew || this.turnsAway(nowMs);
  }

  /** Keeps others of the same name out until the returned function is called. */
  claim(exclusive: string): () => void {
    this.exclusive.add(exclusive);
    return () => this.exclusive.delete(exclusive);
  }

  /** Keeps a place in the queue during a look into the store. */
  async keepPlace<T>(look: () => Promise<T>): Promise<T> {
    this.entering += 1;
    try {
      return await look();
    } finally {
      this.entering -= 1;
    }
  }

  push(waiting: Waiting<State, Fact>): void {
    this.queue.push(waiting);
  }

  /** Puts commands that were taken back to the front, in their order. */
  putBack(commands: readonly Waiting<State, Fact>[]): void {
    this.queue = [...commands, ...this.queue];
  }

  /** The next so many are taken one by one. */
  takeAlone(count: number): void {
    this.alone = count;
  }

  take(nowMs: number): Waiting<State, Fact>[] {
    const isAlone = this.alone > 0;
    if (isAlone) this.alone -= 1;
    this.cutSize = this.cutsSince > 0 ? between(MAX_CUT, nowMs - this.cutAtMs, MAX_RARE_CUT) : MAX_CUT;
    this.cutAtMs = nowMs;
    const taken = this.queue.splice(0, isAlone ? 1 : this.cutSize);
    this.cutsSince = this.queue.length > 0 ? this.cutsSince + 1 : 0;
    return taken;
  }

  /** Counts a command as parked until the returned function is called. */
  park(): () => void {
    this.parked += 1;
    return () => {
      this.parked -= 1;
    };
  }

  /** Takes out those who have waited longer than that. */
  takeOlderThan(receivedAtMs: number): Waiting<State, Fact>[] {
    const old = this.queue.filter((waiting) => waiting.receivedAtMs < receivedAtMs);
    if (old.length > 0) this.queue = this.queue.filter((waiting) => waiting.receivedAtMs >= receivedAtMs);
    return old;
  }
}

function between(least: number, value: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}
