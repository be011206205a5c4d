import type { StreamEngine } from '../application/engines.ts';
import type { Committed } from '../event-log/commit/committed.ts';
import type { Head, Store } from '../event-log/ports/store.ts';
import type { Clock } from '../lib/clock.ts';
import type { StreamFact } from '../market/facts.ts';
import { isSelling } from '../market/kernel/selling.ts';
import { streamRules } from '../market/market.ts';
import type { StreamState } from '../market/state.ts';
import type { AuditReader } from './audit-reader.ts';
import type { Finding } from './broken.ts';
import { type Counted, countedOf, sameCounters, sameOrders, sumsInMemory } from './counted.ts';

export interface AuditorDeps {
  store: Pick<Store, 'openLogs'>;
  books: AuditReader;
  clock: Clock;
  streams: {
    stream(streamId: string): Promise<StreamEngine | null>;
    onCommitted(listener: (committed: Committed<StreamState, StreamFact>) => void): () => void;
  };
  /** Something can't be: told once, with what it was. */
  onFinding(finding: Finding): Promise<void>;
  onFault(error: unknown, context: string): void;
}

const EVERY_MS = 5_000;
/** Streams that are scheduled or over come less often: nothing is sold out of them. */
const QUIET_MS = 60_000;
/** Adding up orders may take one part in so many of the time: a look of a second, beside which orders wait, every 100 s. */
const SUMS_SHARE = 100;
/** Batches of one stream that are remembered while the tables are being asked. */
const MAX_BATCHES = 2_000;
/** How long a batch that the tables show already may take to be known here. */
const CATCH_UP_MS = 50;
const CATCH_UPS = 20;
const MAX_TOLD = 1_000;

/** What is remembered of one stream between two looks. */
interface Watched {
  sumsNotBeforeMs: number;
  /** A stream that sells nothing is not looked at before. */
  quietUntilMs: number;
}

/**
 * Looks after every open stream while the market runs, one that sells each five seconds, the others each minute: the log's chain, the sums in memory, the rows
 * of the tables against memory at the same place of the log, and now and then what all orders add up to. What it finds
 * it looks at twice before it says so.
 */
export class Auditor {
  private readonly deps: AuditorDeps;
  private readonly watched = new Map<string, Watched>();
  /** Counters right after each batch, of streams whose tables are being asked at this moment. */
  private readonly batches = new Map<string, Map<number, Counted>>();
  private readonly told = new Set<string>();
  private readonly stopHearing: () => void;
  private cancel: (() => void) | null = null;
  private running: Promise<void> = Promise.resolve();
  private isClosed = false;
  /** When every open stream was last looked at; null before the first time. */
  lookedAtMs: number | null = null;

  constructor(deps: AuditorDeps) {
    this.deps = deps;
    this.stopHearing = deps.streams.onCommitted(({ head, state }) => this.hear(head, state));
    this.wait();
  }

  async close(): Promise<void> {
    this.isClosed = true;
    this.cancel?.();
    this.stopHearing();
    await this.running;
    await this.deps.books.close();
  }

  private wait(): void {
    if (this.isClosed) return;
    const { clock } = this.deps;
    this.cancel = clock.at(clock.nowMs() + EVERY_MS, () => {
      this.running = this.lookAtAll().finally(() => this.wait());
    });
  }

  private async lookAtAll(): Promise<void> {
    const { store, onFault } = this.deps;
    try {
      const open = await store.openLogs(streamRules.kind);
      for (const streamId of this.watched.keys()) if (!open.includes(streamId)) this.watched.delete(streamId);
      for (const streamId of open) {
        if (this.isClosed) return;
        await this.lookAt(streamId).catch((error: unknown) => onFault(error, 'audit'));
      }
      this.lookedAtMs = this.deps.clock.nowMs();
    } catch (error) {
      // The store does not answer: nothing can be said, and orders are not taken either.
      onFault(error, 'audit');
    }
  }

  private async lookAt(streamId: string): Promise<void> {
    const engine = await this.deps.streams.stream(streamId);
    if (!engine || engine.otherOwner()) return;
    const nowMs = this.deps.clock.nowMs();
    const isOn = await engine.read(isSelling);
    if (!isOn && nowMs < (this.watched.get(streamId)?.quietUntilMs ?? 0)) return;
    const first = await this.findingOn(streamId, engine);
    const watched = this.watched.get(streamId);
    if (watched) watched.quietUntilMs = nowMs + QUIET_MS;
    if (!first || this.told.has(nameOf(first))) return;
    // A look at things that move may see two of them at two moments: only what is seen twice counts.
    const second = await this.findingOn(streamId, engine);
    if (!second || nameOf(second) !== nameOf(first) || this.isClosed) return;
    if (this.told.size >= MAX_TOLD) this.told.clear();
    this.told.add(nameOf(second));
    await this.deps.onFinding(second);
  }

  private async findingOn(streamId: string, engine: StreamEngine): Promise<Finding | null> {
    const { head, sums, isNew } = await engine.read((state, at) => ({
      head: at,
      sums: sumsInMemory(state),
      isNew: state.seq === 0,
    }));
    if (sums || isNew) return sums;
    const watched = this.watched.get(streamId) ?? { sumsNotBeforeMs: 0, quietUntilMs: 0 };
    this.watched.set(streamId, watched);
    return (
      (await this.deps.books.look(head)) ??
      (await this.lookAtCounters(streamId, engine)) ??
      (await this.lookAtOrders(streamId, engine, watched))
    );
  }

  private async lookAtCounters(streamId: string, engine: StreamEngine): Promise<Finding | null> {
    const { books } = this.deps;
    return this.besideMemory(streamId, engine, async (countedAt) => {
      const rows = await books.counters(streamId);
      const counted = rows && (await countedAt(rows.head));
      return counted ? sameCounters(streamId, counted, rows) : null;
    });
  }

  private async lookAtOrders(
    streamId: string,
    engine: StreamEngine,
    watched: Watched,
  ): Promise<Finding | null> {
    const { books, clock } = this.deps;
    if (clock.nowMs() < watched.sumsNotBeforeMs) return null;
    return this.besideMemory(streamId, engine, async (countedAt) => {
      const startedAtMs = clock.nowMs();
      const sums = await books.orderSums(streamId);
      const counted = sums && (await countedAt(sums.head));
      const off = sums && sameOrders(streamId, sums, counted?.ordersPlaced ?? null);
      const tookMs = clock.nowMs() - startedAtMs;
      // What was found is looked at a second time at once.
      if (!off) watched.sumsNotBeforeMs = clock.nowMs() + SUMS_SHARE * tookMs;
      return off;
    });
  }

  /** Remembers what is counted after each batch for as long as the tables are asked. */
  private async besideMemory<T>(
    streamId: string,
    engine: StreamEngine,
    ask: (countedAt: (head: Head) => Promise<Counted | null>) => Promise<T>,
  ): Promise<T> {
    const batches = new Map<number, Counted>();
    this.batches.set(streamId, batches);
    try {
      const now = await engine.read((state, { history }) => countedOf(state, history));
      batches.set(now.seq, now);
      return await ask((head) => this.countedAt(batches, head));
    } finally {
      this.batches.delete(streamId);
    }
  }

  /** What was counted when the log stood there; null if that was never seen here: another node wrote, or it was long ago. */
  private async countedAt(batches: ReadonlyMap<number, Counted>, head: Head): Promise<Counted | null> {
    for (let tries = 0; tries < CATCH_UPS && !this.isClosed; tries += 1) {
      const counted = batches.get(head.seq);
      if (counted) return counted.history === head.history ? counted : null;
      const { clock } = this.deps;
      await new Promise<void>((resolve) => clock.at(clock.nowMs() + CATCH_UP_MS, resolve));
    }
    return null;
  }

  private hear(head: Head, state: Readonly<StreamState>): void {
    const batches = this.batches.get(head.logId);
    if (batches && batches.size < MAX_BATCHES) batches.set(head.seq, countedOf(state, head.history));
  }
}

/** The same thing found again, whatever its numbers are by then. */
function nameOf({ logId, invariant, at, seq }: Finding): string {
  return `${logId} ${invariant} ${at} ${seq}`;
}
