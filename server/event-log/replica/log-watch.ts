import type { Clock } from '../../lib/clock.ts';
import { type HeadBus, type HeardHead, isHead, type ToldHead } from '../ports/head-bus.ts';
import type { Store } from '../ports/store.ts';

/** Time between two questions for heads in ms: while the bus loses messages, and otherwise. */
const ASK_MS = 1_000;
const ASK_ANYWAY_MS = 3_000;
/** Time without the store's answer in ms after which views count as stale; screens show it themselves after 3 s. */
const STALE_MS = 2_500;
const MAX_ASKED = 1_000;
/** Shortest time between two messages about one log, in ms. */
const TELL_APART_MS = 10;

/**
 * Reports of commits among the nodes of a log: over the bus, and from the store, since a bus may lose messages. Once a
 * second each node also reports the time of the logs that it decides (T7). A single process reports and asks nothing.
 */
export class LogWatch {
  private readonly deps: {
    store: Store;
    clock: Clock;
    bus: HeadBus;
    /** The ids of awake logs. */
    awake(): string[];
    /** The awake logs that this process decides and that can still change; their time is reported. */
    kept(): string[];
    /** The present report about a log; null: none. */
    told(logId: string): ToldHead | null;
    /** Called for a reported head, of another node or of the store. */
    onHead(head: HeardHead, isFromStore: boolean): void;
    onFault(error: unknown, context: string): void;
  };
  private readonly untold = new Set<string>();
  /** The time of each log's last report, in steady ms, as all times here. */
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

  /** Reports the growth of a log; several commits in a row share one message. */
  tell(logId: string): void {
    if (!this.isOpen || this.untold.has(logId)) return;
    const { clock } = this.deps;
    this.untold.add(logId);
    const toldAtMs = this.toldAtMs.get(logId) ?? Number.NEGATIVE_INFINITY;
    const waitMs = toldAtMs + TELL_APART_MS - clock.steadyMs();
    if (waitMs <= 0) this.tellNow(logId);
    else clock.at(clock.nowMs() + waitMs, () => this.tellNow(logId));
  }

  /** False while the store does not answer, since others' commits are unknown then. */
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
