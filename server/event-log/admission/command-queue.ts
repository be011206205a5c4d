import type { QueuedCommand } from '../commit/decide-batch.ts';

/**
 * Commands decided in one batch at most: some tens of milliseconds' work, so that whoever comes next does not wait long for
 * its end. In a rush a turn of the loop may take much longer for all whom it turns away, and has one batch: then that takes
 * one command for each millisecond since the batch before, so that a good part of the time goes to those who were let in.
 */
const MAX_BATCH = 256;
const MAX_RARE_BATCH = 1_024;
/** Commands waiting at most; beyond it they are BUSY before they are queued. */
const MAX_QUEUE = 2_000;
/** Room beyond it for those that are never to wait outside: they are few, and each comes from somebody who is known. */
const MAX_URGENT = 200;
/** The longest wait that is still promised to a newcomer: a crowd that comes at once is served if it can be. */
const MAX_WAIT_MS = 1_000;
/**
 * A queue that no batch has emptied for so long, nor so many batches, is no crowd at the door and no slow disk, but more than
 * can be done. It would make everybody wait and serve no one sooner, so only as many are let in as the next batch can take,
 * and the rest is told BUSY at once (after "controlled delay", B. Maurer, Fail at Scale, ACM Queue 13(8), 2015). So it
 * stays until nobody has been turned away for as long: a queue kept short is empty now and then.
 */
const STANDING_MS = 300;
const STANDING_BATCHES = 4;

/** Where commands wait for their batch, in the order in which they came. It is bounded at the door. Times are steady ms. */
export class CommandQueue<State, Fact> {
  private commands: QueuedCommand<State, Fact>[] = [];
  /** Those of a draw that was held, in its order (F7): they come before all others, and are no queue that others meet. */
  private drawn: QueuedCommand<State, Fact>[] = [];
  /** When a batch last took some of them. */
  private drewAtMs = Number.NEGATIVE_INFINITY;
  private readonly exclusive = new Set<string>();
  /** Let in, but still looking whether their key is known. */
  private entering = 0;
  /** When a newcomer last found nobody waiting, and how many batches have left somebody since. */
  private emptyAtMs = Number.NEGATIVE_INFINITY;
  private batchesSince = 0;
  /** How many the next batch takes at most, and when the last one was. */
  private batchSize = MAX_BATCH;
  private batchAtMs = 0;
  /** When somebody was last turned away because too many stand here for long already. */
  private turnedAwayAtMs = Number.NEGATIVE_INFINITY;
  /** So many of the first are decided one by one: one of them breaks a constraint. */
  private alone = 0;

  get length(): number {
    return this.drawn.length + this.commands.length;
  }

  /** Those who have their place by a draw. */
  get drawnCount(): number {
    return this.drawn.length;
  }

  first(): QueuedCommand<State, Fact> | undefined {
    return this.drawn[0] ?? this.commands[0];
  }

  /** True if a newcomer can't come in now. @param isUrgent it comes in whatever waits, short of a bound of its own */
  isBusyFor(exclusive: string | undefined, steadyMs: number, isUrgent = false): boolean {
    const first = this.commands[0];
    const length = this.commands.length + this.entering;
    if (isUrgent) return length >= MAX_QUEUE + MAX_URGENT;
    if (this.hasStandingQueue(steadyMs) && length >= this.batchSize) {
      this.turnedAwayAtMs = steadyMs;
      return true;
    }
    return (
      length >= MAX_QUEUE ||
      (first !== undefined && steadyMs - Math.max(first.readAtMs, this.drewAtMs) > MAX_WAIT_MS) ||
      (exclusive !== undefined && this.exclusive.has(exclusive))
    );
  }

  /**
   * True if a newcomer would find no place, though he is not here yet: as many are on their way as the next batch takes, those
   * in the batch under way not counted. Only while more come than can be done: a crowd at rest is let in.
   * @param inside those on their way here, those who wait here, and those in the batch under way
   * @param inBatch of them those in the batch under way
   */
  isBusyBeyond(inside: number, inBatch: number, steadyMs: number): boolean {
    if (!this.hasStandingQueue(steadyMs) || inside - inBatch < this.batchSize) return false;
    this.turnedAwayAtMs = steadyMs;
    return true;
  }

  /** True while somebody was turned away a moment ago because the queue is a standing one. */
  turnsAway(steadyMs: number): boolean {
    return steadyMs - this.turnedAwayAtMs < STANDING_MS;
  }

  /** True while more stand here than can be done, so that not everybody who comes is let in (CoDel). */
  hasStandingQueue(steadyMs: number): boolean {
    if (this.commands.length === 0) {
      this.emptyAtMs = steadyMs;
      this.batchesSince = 0;
    }
    const isNew = this.batchesSince >= STANDING_BATCHES && steadyMs - this.emptyAtMs > STANDING_MS;
    return isNew || this.turnsAway(steadyMs);
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

  push(waiting: QueuedCommand<State, Fact>): void {
    this.commands.push(waiting);
  }

  /** Takes those of a draw in, in its order. */
  pushDrawn(drawn: readonly QueuedCommand<State, Fact>[]): void {
    this.drawn.push(...drawn);
  }

  /** Puts commands that were taken back to the front, in their order. */
  putBack(commands: readonly QueuedCommand<State, Fact>[]): void {
    this.drawn = [...commands.filter(({ isDrawn }) => isDrawn), ...this.drawn];
    this.commands = [...commands.filter(({ isDrawn }) => !isDrawn), ...this.commands];
  }

  /** The next so many are taken one by one. */
  isolateNext(count: number): void {
    this.alone = count;
  }

  take(steadyMs: number): QueuedCommand<State, Fact>[] {
    const isAlone = this.alone > 0;
    if (isAlone) this.alone -= 1;
    if (this.drawn.length > 0) {
      // Who waits behind a draw is a crowd at the door.
      this.drewAtMs = steadyMs;
      this.emptyAtMs = steadyMs;
      this.batchesSince = 0;
      this.batchAtMs = steadyMs;
      return this.drawn.splice(0, isAlone ? 1 : MAX_BATCH);
    }
    this.batchSize =
      this.batchesSince > 0 ? between(MAX_BATCH, steadyMs - this.batchAtMs, MAX_RARE_BATCH) : MAX_BATCH;
    this.batchAtMs = steadyMs;
    const taken = this.commands.splice(0, isAlone ? 1 : this.batchSize);
    this.batchesSince = this.commands.length > 0 ? this.batchesSince + 1 : 0;
    return taken;
  }

  /** Takes out those who have waited longer than that. */
  takeOlderThan(readAtMs: number): QueuedCommand<State, Fact>[] {
    const isOld = (waiting: QueuedCommand<State, Fact>) => waiting.readAtMs < readAtMs;
    const old = [...this.drawn.filter(isOld), ...this.commands.filter(isOld)];
    if (old.length === 0) return old;
    this.drawn = this.drawn.filter((waiting) => !isOld(waiting));
    this.commands = this.commands.filter((waiting) => !isOld(waiting));
    return old;
  }
}

function between(least: number, value: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}
