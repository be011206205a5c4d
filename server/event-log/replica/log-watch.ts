import type { Clock } from '../../lib/clock.ts';
import { type HeadBus, type HeardHead, isHead, type ToldHead } from '../ports/head-bus.ts';
import type { Store } from '../ports/store.ts';

/** Logs are asked how far they have come this often while the bus is known to lose messages, and now and then anyway. */
const ASK_MS = 1_000;
const ASK_ANYWAY_MS = 3_000;
/** A store that has not answered for so long is gone: what is shown is stale (screens say so themselves after 3 s). */
const STALE_MS = 2_500;
const MAX_ASKED = 1_000;
/** Of one log the others are told this often at most. */
const TELL_APART_MS = 10;

/**
 * How the nodes of a log notice each other's commits: each is told over the bus, and since a bus may lose, the
 * store is asked as well. With it they tell, once a second, what time it is in the logs that they decide (T7). In a process that is alone there is nobody to tell and nothing to ask.
 */
export class LogWatch {
  private readonly deps: {
    store: Store;
    clock: Clock;
    bus: HeadBus;
    /** The logs that this process has awake. */
    awake(): string[];
    /** Those of them that this process decides, and that anything can still come of: the others are told their time. */
    kept(): string[];
    /** What is told of a log at this moment; null: nothing. */
    told(logId: string): ToldHead | null;
    /** A log has come so far, as another node or the store says. */
    onHead(head: HeardHead, isFromStore: boolean): void;
    onFault(error: unknown, context: string): void;
  };
  private readonly untold = new Set<string>();
  /** In steady ms, as all times here. */
  private readonly toldAtMs = new Map<string, number>();
  private unsubscribe = () => {};
  private callOff = () => {};
  private isOpen = false;
  private askedAtMs = Number.NEGATIVE_INFINITY;
  private answeredAtMs: number;

  constructor(deps: LogWatch['deps']) {
    this.deps = deps;
    this.answeredAtMs = deps.clock.steadyMs();
  }

  start(): void {
    this.isOpen = true;
    this.unsubscribe = this.deps.bus.subscribe((message) => {
      if (isHead(message)) this.deps.onHead(message.head, false);
    });
    this.plan();
  }

  /** Tells the others that a log of this process has grown; of several commits in a row the last one. */
  tell(logId: string): void {
    if (!this.isOpen || this.untold.has(logId)) return;
    const { clock } = this.deps;
    this.untold.add(logId);
    const toldAtMs = this.toldAtMs.get(logId) ?? Number.NEGATIVE_INFINITY;
    const waitMs = toldAtMs + TELL_APART_MS - clock.steadyMs();
    if (waitMs <= 0) this.tellNow(logId);
    else clock.at(clock.nowMs() + waitMs, () => this.tellNow(logId));
  }

  /** False while the store does not answer: nobody knows then what the others have written. */
  isCurrent(): boolean {
    return !this.isOpen || this.deps.clock.steadyMs() - this.answeredAtMs < STALE_MS;
  }

  close(): void {
    this.isOpen = false;
    this.unsubscribe();
    this.callOff();
  }

  private tellNow(logId: string): void {
    this.untold.delete(logId);
    const head = this.isOpen ? this.deps.told(logId) : null;
    if (!head) return;
    this.toldAtMs.delete(logId);
    this.toldAtMs.set(logId, this.deps.clock.steadyMs());
    if (this.toldAtMs.size > MAX_ASKED) this.toldAtMs.delete(this.toldAtMs.keys().next().value ?? '');
    this.deps.bus.publish({ kind: 'head', head });
  }

  private plan(): void {
    if (!this.isOpen) return;
    const { clock } = this.deps;
    this.callOff = clock.at(clock.nowMs() + ASK_MS, () => {
      for (const logId of this.deps.kept()) this.tell(logId);
      void this.ask().then(() => this.plan());
    });
  }

  private async ask(): Promise<void> {
    const { store, clock, bus, onHead, onFault } = this.deps;
    try {
      const steadyMs = clock.steadyMs();
      if (bus.isWhole() && steadyMs - this.askedAtMs < ASK_ANYWAY_MS) {
        await store.nowMs();
      } else {
        const heads = await store.heads(this.deps.awake().slice(-MAX_ASKED));
        this.askedAtMs = steadyMs;
        for (const head of heads) onHead(head, true);
      }
      this.answeredAtMs = clock.steadyMs();
    } catch (error) {
      onFault(error, 'watch');
    }
  }
}
