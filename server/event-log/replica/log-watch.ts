import type { Clock } from '../../lib/clock.ts';
import { type HeadBus, isHead } from '../ports/head-bus.ts';
import type { Head, Store } from '../ports/store.ts';

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
 * store is asked as well. In a process that is alone there is nobody to tell and nothing to ask.
 */
export class LogWatch {
  private readonly deps: {
    store: Store;
    clock: Clock;
    bus: HeadBus;
    /** The logs that this process has awake. */
    awake(): string[];
    /** A log has come so far, as another node or the store says. */
    onHead(head: Pick<Head, 'logId' | 'history' | 'seq' | 'owner'>, isFromStore: boolean): void;
    onFault(error: unknown, context: string): void;
  };
  private readonly untold = new Map<string, Head>();
  private readonly toldAtMs = new Map<string, number>();
  private unsubscribe = () => {};
  private callOff = () => {};
  private isOpen = false;
  private askedAtMs = 0;
  private answeredAtMs: number;

  constructor(deps: LogWatch['deps']) {
    this.deps = deps;
    this.answeredAtMs = deps.clock.nowMs();
  }

  start(): void {
    this.isOpen = true;
    this.unsubscribe = this.deps.bus.subscribe((message) => {
      if (isHead(message)) this.deps.onHead(message, false);
    });
    this.plan();
  }

  /** Tells the others that a log of this process has grown; of several commits in a row the last one. */
  tell(head: Head): void {
    if (!this.isOpen) return;
    const { clock } = this.deps;
    const isWaiting = this.untold.has(head.logId);
    this.untold.set(head.logId, head);
    if (isWaiting) return;
    const atMs = (this.toldAtMs.get(head.logId) ?? 0) + TELL_APART_MS;
    if (atMs <= clock.nowMs()) this.tellNow(head.logId);
    else clock.at(atMs, () => this.tellNow(head.logId));
  }

  /** False while the store does not answer: nobody knows then what the others have written. */
  isCurrent(): boolean {
    return !this.isOpen || this.deps.clock.nowMs() - this.answeredAtMs < STALE_MS;
  }

  close(): void {
    this.isOpen = false;
    this.unsubscribe();
    this.callOff();
  }

  private tellNow(logId: string): void {
    const head = this.untold.get(logId);
    this.untold.delete(logId);
    if (!head || !this.isOpen) return;
    this.toldAtMs.delete(logId);
    this.toldAtMs.set(logId, this.deps.clock.nowMs());
    if (this.toldAtMs.size > MAX_ASKED) this.toldAtMs.delete(this.toldAtMs.keys().next().value ?? '');
    const { history, seq, owner } = head;
    this.deps.bus.publish({ kind: 'head', logId, history, seq, owner });
  }

  private plan(): void {
    if (!this.isOpen) return;
    const { clock } = this.deps;
    this.callOff = clock.at(clock.nowMs() + ASK_MS, () => {
      void this.ask().then(() => this.plan());
    });
  }

  private async ask(): Promise<void> {
    const { store, clock, bus, onHead, onFault } = this.deps;
    try {
      const nowMs = clock.nowMs();
      if (bus.isWhole() && nowMs - this.askedAtMs < ASK_ANYWAY_MS) {
        await store.nowMs();
      } else {
        const heads = await store.heads(this.deps.awake().slice(-MAX_ASKED));
        this.askedAtMs = nowMs;
        for (const head of heads) onHead(head, true);
      }
      this.answeredAtMs = clock.nowMs();
    } catch (error) {
      onFault(error, 'watch');
    }
  }
}
