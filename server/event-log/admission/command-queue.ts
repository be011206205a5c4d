import type { QueuedCommand } from '../commit/decide-batch.ts';
import { MAX_DRAWN } from './draw-room.ts';

/**
 * Bounds of a batch: 256 commands, some tens of milliseconds, so that newcomers wait little. In a rush, refusals make a
 * turn of the loop much longer, with one batch in it. That batch takes a command for each millisecond since the last,
 * up to 1,024.
 */
const MAX_BATCH = 256;
const MAX_RARE_BATCH = 1_024;
/** Bound of waiting commands; beyond it they are refused BUSY before the queue. */
const MAX_QUEUE = 2_000;
/** Further room for urgent commands: they are few, and their senders are known. */
const MAX_URGENT = 200;
/** Longest wait in ms that a newcomer is admitted to. */
const MAX_WAIT_MS = 1_000;
/**
 * Time in ms and batches without an empty queue, after which it is a standing queue (controlled delay, B. Maurer, Fail
 * at Scale, ACM Queue 13(8), 2015). It delays all and serves none sooner, so admission is limited to the next batch. It
 * ends after as long without a refusal.
 */
const STANDING_MS = 300;
const STANDING_BATCHES = 4;

/** The queue of commands before their batch, in order of arrival, bounded at the door. Times are steady ms. */
export class CommandQueue<State, Fact> {
  private commands: QueuedCommand<State, Fact>[] = [];
  /**
   * Commands of a held draw, in its order (F7). They come before all others and don't count in the queue's length for
   * them.
   */
  private drawn: QueuedCommand<State, Fact>[] = [];
  /** When a batch last took some of them. */
  private drewAtMs = Number.NEGATIVE_INFINITY;
  private readonly exclusive = new Set<string>();
  /** Admitted commands whose key is still being looked up. */
  private entering = 0;
  /** When the queue was last empty, and the batches since that left commands. */
  private emptyAtMs = Number.NEGATIVE_INFINITY;
  private batchesSince = 0;
  /** The size of the next batch, and the time of the last. */
  private batchSize = MAX_BATCH;
  private batchAtMs = 0;
  /** When a command was last refused because of a standing queue. */
  private turnedAwayAtMs = Number.NEGATIVE_INFINITY;
  /** The number of next commands to decide singly: one of them breaks a constraint. */
  private alone = 0;

  get length(): number {
    return this.drawn.length + this.commands.length;
  }

  /** The number of commands of held draws. */
  get drawnCount(): number {
    return this.drawn.length;
  }

  first(): QueuedCommand<State, Fact> | undefined {
    return this.drawn[0] ?? this.commands[0];
  }

  /** True if a command read by that time waits in the queue, those of draws aside. */
  hasReadBy(steadyMs: number): boolean {
    return this.commands.some(({ readAtMs }) => readAtMs <= steadyMs);
  }

  /**
   * True if a newcomer must be refused.
   * @param isUrgent it has a separate bound
   * @param isDrawing a draw is open: a retry would come after it, so all possible participants are admitted
   */
  isBusyFor(
    exclusive: string | undefined,
    steadyMs: number,
    { isUrgent = false, isDrawing = false }: { isUrgent?: boolean; isDrawing?: boolean } = {},
  ): boolean {
    const first = this.commands[0];
    const length = this.commands.length + this.entering;
    if (isUrgent) return length >= MAX_QUEUE + MAX_URGENT;
    if (exclusive !== undefined && this.exclusive.has(exclusive)) return true;
    if (isDrawing) return length >= MAX_QUEUE + MAX_DRAWN;
    if (this.hasStandingQueue(steadyMs) && length >= this.batchSize) {
      this.turnedAwayAtMs = steadyMs;
      return true;
    }
    return (
      length >= MAX_QUEUE ||
      (first !== undefined && steadyMs - Math.max(first.readAtMs, this.drewAtMs) > MAX_WAIT_MS)
    );
  }

  /**
   * True if a command on its way would be refused, since as many are ahead of it as the next batch takes. It applies to
   * a standing queue alone; a crowd on an idle log is admitted.
   * @param inside commands on their way, in the queue and in the batch in progress
   * @param inBatch of them those in the batch
   */
  isBusyBeyond(inside: number, inBatch: number, steadyMs: number): boolean {
    if (!this.hasStandingQueue(steadyMs) || inside - inBatch < this.batchSize) return false;
    this.turnedAwayAtMs = steadyMs;
    return true;
  }

  /** True while a command was refused lately because of a standing queue. */
  turnsAway(steadyMs: number): boolean {
    return steadyMs - this.turnedAwayAtMs < STANDING_MS;
  }

  /** True while commands come faster than they are decided, so that some are refused (CoDel). */
  hasStandingQueue(steadyMs: number): boolean {
    if (this.commands.length === 0) {
      this.emptyAtMs = steadyMs;
      this.batchesSince = 0;
    }
    const isNew = this.batchesSince >= STANDING_BATCHES && steadyMs - this.emptyAtMs > STANDING_MS;
    return isNew || this.turnsAway(steadyMs);
  }

  /** Claims an exclusive name. @returns how to release it */
  claim(exclusive: string): () => void {
    this.exclusive.add(exclusive);
    return () => this.exclusive.delete(exclusive);
  }

  /** Holds a place in the queue during a look-up. */
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

  /** Queues the commands of a draw, in its order. */
  pushDrawn(drawn: readonly QueuedCommand<State, Fact>[]): void {
    this.drawn.push(...drawn);
  }

  /** Puts taken commands back at the front, in their order. */
  putBack(commands: readonly QueuedCommand<State, Fact>[]): void {
    const isDrawn = ({ heldDraws }: QueuedCommand<State, Fact>) => heldDraws.length > 0;
    this.drawn = [...commands.filter(isDrawn), ...this.drawn];
    this.commands = [...commands.filter((waiting) => !isDrawn(waiting)), ...this.commands];
  }

  /** Sets the number of next commands to take singly. */
  isolateNext(count: number): void {
    this.alone = count;
  }

  take(steadyMs: number): QueuedCommand<State, Fact>[] {
    const isAlone = this.alone > 0;
    if (isAlone) this.alone -= 1;
    if (this.drawn.length > 0) {
      // The queue behind a draw is a crowd, not a standing queue.
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

  /** Removes the commands read before a steady time. */
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
