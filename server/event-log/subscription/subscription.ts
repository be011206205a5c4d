import { doubledMs } from '../../lib/backoff.ts';
import type { Clock } from '../../lib/clock.ts';
import { within } from '../../lib/deadline.ts';
import { factOf } from '../commit/hash-chain.ts';
import type { Stamp } from '../decision.ts';
import type { Store, StoredFact } from '../ports/store.ts';

/** A subscriber that acts on facts outside the transaction, at least once each: the log is its outbox. */
export interface Subscriber<Fact extends { type: string }> {
  /** The name of its cursors, which never changes. */
  name: string;
  /** The types of facts that it gets. */
  types: readonly Fact['type'][];
  /**
   * Handles one fact; the next of the same log waits. A rejection repeats the fact after a pause. After a crash a fact
   * may come twice, so its effect must be idempotent by the fact's name.
   */
  handle(logId: string, fact: Fact, stamp: Stamp, hash: string): Promise<void>;
  /**
   * Handles consecutive facts together, for a subscriber that writes: one transaction for many facts, then a rest for
   * commands.
   */
  handlePage?(logId: string, facts: readonly { fact: Fact; stamp: Stamp }[]): Promise<void>;
  /** Rest after a page in ms; absent: none. */
  restMs?: number;
  /** The start in a log without a cursor of this subscriber: facts up to there are skipped. */
  begin?(logId: string, headSeq: number): Promise<number>;
  /** The pause in ms after a number of failures in a row; absent: from a second to a minute. */
  pauseMs?(failures: number, logId: string): number;
}

export interface SubscriptionDeps {
  store: Store;
  clock: Clock;
  /** Called for each failed try, which is repeated. */
  onFailure(error: unknown): void;
}

/** Facts of one read; the cursor is written after each page. */
const PAGE = 100;
/** Facts of other types for which the cursor moves unwritten, at most. */
const SAVE_EVERY = 5_000;
const FIRST_PAUSE_MS = 1_000;
const MAX_PAUSE_MS = 60_000;
/** Bound of logs with a remembered place; others are read from the store again. */
const MAX_PLACES = 1_000;
const CLOSE_MS = 2_000;

/** A subscriber's place in one log. */
interface Place {
  /** The seq up to which facts are handled; null until it is read from the store. */
  cursor: number | null;
  saved: number;
  /** The newest reported fact, and the newest that may be for the subscriber. */
  head: number;
  wanted: number;
  isRunning: boolean;
  /** Since when the oldest unhandled fact waits, in ms; null: none waits. */
  behindSinceMs: number | null;
  /** A rewind: the place to repeat from, and how to make that durable. */
  back: { seq: number; keep(): Promise<void> } | null;
}

/** The subscription was closed: the rest is left to the next start. */
class Stopped extends Error {}

/**
 * Runs one subscriber over the logs by cursor. Memory holds no facts: commits report a head, and facts are read page by
 * page. Logs are independent; within one, facts come one by one and in order.
 */
export class Subscription<Fact extends { type: string }> {
  private readonly places = new Map<string, Place>();
  private readonly pauses = new Set<() => void>();
  /** Logs with a failing try, and since when. */
  private readonly failing = new Map<string, number>();
  private readonly waiting: (() => void)[] = [];
  /** The number of logs being handled, without those in a pause. */
  private busy = 0;
  private isClosing = false;
  private isStopped = false;
  private atClose = () => {};
  private readonly deps: SubscriptionDeps;
  private readonly subscriber: Subscriber<Fact>;

  constructor(deps: SubscriptionDeps, subscriber: Subscriber<Fact>) {
    this.deps = deps;
    this.subscriber = subscriber;
  }

  /** Takes a durable batch: facts (from, to], of these types. */
  heard(logId: string, from: number, to: number, types: Iterable<string>): void {
    const place = this.placeOf(logId);
    if (from !== place.head || this.concerns(types)) place.wanted = to;
    place.head = Math.max(place.head, to);
    this.noteLag(place);
    if (place.isRunning) return;
    const isBehind = place.cursor === null || place.cursor < place.wanted;
    if (!isBehind) place.cursor = place.head;
    if (isBehind || place.head - place.saved >= SAVE_EVERY) this.start(logId, place);
  }

  /** Continues in a log from its cursor to its head. */
  async resume(logId: string): Promise<void> {
    const head = await this.deps.store.head(logId);
    if (!head) return;
    const place = this.placeOf(logId);
    place.head = Math.max(place.head, head.seq);
    place.wanted = Math.max(place.wanted, head.seq);
    this.noteLag(place);
    if (!place.isRunning) this.start(logId, place);
  }

  /**
   * Repeats a log's facts after a place; the fact in progress comes first.
   * @param keep moves the stored cursor back, which nothing else does
   */
  async rewind(logId: string, seq: number, keep: () => Promise<void>): Promise<void> {
    this.placeOf(logId).back = { seq, keep };
    await this.resume(logId);
  }

  /** Since when the oldest unhandled fact waits, in ms; null: none waits. */
  behindSinceMs(): number | null {
    let oldest: number | null = null;
    for (const { behindSinceMs } of this.places.values()) {
      if (behindSinceMs !== null) oldest = Math.min(oldest ?? behindSinceMs, behindSinceMs);
    }
    return oldest;
  }

  /** The number of logs with unhandled facts, and since when a try fails. */
  lag(): { logsBehind: number; failingSinceMs: number | null } {
    const waiting = [...this.places.values()].filter(({ cursor, wanted }) => (cursor ?? 0) < wanted);
    const since = [...this.failing.values()];
    return { logsBehind: waiting.length, failingSinceMs: since.length === 0 ? null : Math.min(...since) };
  }

  /** Resolves when only failed tries are left. */
  async idle(): Promise<void> {
    while (this.busy > 0) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  /** Ends the pauses that are on: who waits goes on at once. */
  hurry(): void {
    for (const wake of [...this.pauses]) wake();
  }

  /** Sets a function to call at the close. */
  onClose(callOff: () => void): void {
    this.atClose = callOff;
  }

  /** Finishes what it can within 2 s; the rest is left to the next start. */
  async close(): Promise<void> {
    this.isClosing = true;
    this.atClose();
    for (const wake of this.pauses) wake();
    await within(
      CLOSE_MS,
      this.idle().then(() => this.saveAll()),
    );
    this.isStopped = true;
  }

  /** @param doneAtMs the time of the last handled fact: waiting ones are as old or younger */
  private noteLag(place: Place, doneAtMs?: number): void {
    const isBehind = (place.cursor ?? 0) < place.wanted;
    if (!isBehind) place.behindSinceMs = null;
    else place.behindSinceMs = doneAtMs ?? place.behindSinceMs ?? this.deps.clock.nowMs();
  }

  private concerns(types: Iterable<string>): boolean {
    for (const type of types) if (this.subscriber.types.includes(type)) return true;
    return false;
  }

  private placeOf(logId: string): Place {
    let place = this.places.get(logId);
    if (!place) {
      place = {
        cursor: null,
        saved: 0,
        head: -1,
        wanted: 0,
        isRunning: false,
        behindSinceMs: null,
        back: null,
      };
      this.places.set(logId, place);
      this.forgetOne();
    }
    return place;
  }

  private forgetOne(): void {
    if (this.places.size <= MAX_PLACES) return;
    for (const [logId, { isRunning }] of this.places) {
      if (isRunning) continue;
      this.places.delete(logId);
      return;
    }
  }

  private start(logId: string, place: Place): void {
    if (this.isStopped) return;
    place.isRunning = true;
    this.busy += 1;
    this.run(logId, place)
      .catch((error: unknown) => {
        if (!(error instanceof Stopped)) this.deps.onFailure(error);
      })
      .finally(() => {
        place.isRunning = false;
        this.leave();
      });
  }

  private async run(logId: string, place: Place): Promise<void> {
    const { store } = this.deps;
    const { name } = this.subscriber;
    if (place.cursor === null) {
      const kept = await this.retryUntilDone(() => store.cursor(name, logId), logId);
      const { begin } = this.subscriber;
      const { head } = place;
      const isNew = kept === 0 && begin !== undefined;
      place.cursor = isNew ? await this.retryUntilDone(() => begin(logId, head), logId) : kept;
      place.saved = kept;
    }
    do {
      await this.goBack(logId, place);
      while (place.cursor < place.wanted && place.back === null) await this.page(logId, place, place.cursor);
      if (place.back !== null) continue;
      // The facts up to the reported head that were not wanted are for others.
      place.cursor = Math.max(place.cursor, place.head);
      await this.save(logId, place);
    } while (place.cursor < place.wanted || place.back !== null);
    place.cursor = Math.max(place.cursor, place.head);
    this.noteLag(place);
  }

  private async goBack(logId: string, place: Place): Promise<void> {
    const { back } = place;
    if (back === null) return;
    await this.retryUntilDone(back.keep, logId);
    place.back = null;
    place.cursor = back.seq;
    place.saved = back.seq;
    place.wanted = place.head;
  }

  private async page(logId: string, place: Place, from: number): Promise<void> {
    const { head } = place;
    const { types } = this.subscriber;
    const asked = () => this.deps.store.factsAfter(logId, from, PAGE, types);
    const facts = await this.retryUntilDone(asked, logId);
    if (this.subscriber.handlePage) await this.handAtOnce(logId, place, facts);
    else await this.handEach(logId, place, facts);
    if (place.back !== null) return;
    if (facts.length < PAGE) place.cursor = Math.max(from, head, facts.at(-1)?.seq ?? 0);
    this.noteLag(place, facts.at(-1)?.atMs);
    await this.save(logId, place);
  }

  private async handEach(logId: string, place: Place, facts: readonly StoredFact[]): Promise<void> {
    for (const fact of facts) {
      await this.retryUntilDone(() => this.hand(logId, fact), logId);
      place.cursor = fact.seq;
      if (place.back !== null) return;
    }
  }

  private async handAtOnce(logId: string, place: Place, facts: readonly StoredFact[]): Promise<void> {
    const last = facts.at(-1);
    if (!last) return;
    await this.retryUntilDone(() => this.handAll(logId, facts), logId);
    place.cursor = last.seq;
    if (this.subscriber.restMs) await this.pause(this.subscriber.restMs);
  }

  private hand(logId: string, stored: StoredFact): Promise<void> {
    const { seq, atMs, hash } = stored;
    return this.subscriber.handle(logId, factOf<Fact>(stored), { seq, atMs }, hash);
  }

  private async handAll(logId: string, page: readonly StoredFact[]): Promise<void> {
    const facts = page.map((stored) => {
      const { seq, atMs } = stored;
      return { fact: factOf<Fact>(stored), stamp: { seq, atMs } };
    });
    await this.subscriber.handlePage?.(logId, facts);
  }

  private async save(logId: string, place: Place): Promise<void> {
    const { cursor, saved } = place;
    if (cursor === null || cursor <= saved) return;
    await this.retryUntilDone(() => this.deps.store.saveCursor(this.subscriber.name, logId, cursor), logId);
    place.saved = cursor;
  }

  private async saveAll(): Promise<void> {
    for (const [logId, place] of this.places) {
      if (place.isRunning) continue;
      await this.save(logId, place).catch(() => {});
    }
  }

  /** Retries until success or close. Each failure is reported, and the pauses grow. */
  private async retryUntilDone<T>(action: () => Promise<T>, logId: string): Promise<T> {
    for (let failures = 1; ; failures += 1) {
      if (this.isStopped) throw new Stopped();
      try {
        const value = await action();
        this.failing.delete(logId);
        return value;
      } catch (error) {
        if (!this.failing.has(logId)) this.failing.set(logId, this.deps.clock.nowMs());
        this.deps.onFailure(error);
      }
      if (this.isClosing) throw new Stopped();
      await this.pause(this.subscriber.pauseMs?.(failures, logId) ?? pauseAfter(failures));
      if (this.isClosing) throw new Stopped();
    }
  }

  private async pause(ms: number): Promise<void> {
    const { clock } = this.deps;
    this.leave();
    await new Promise<void>((resolve) => {
      const wake = () => {
        cancel();
        this.pauses.delete(wake);
        this.busy += 1;
        resolve();
      };
      const cancel = clock.at(clock.nowMs() + ms, wake);
      this.pauses.add(wake);
    });
  }

  private leave(): void {
    this.busy -= 1;
    if (this.busy === 0) for (const resolve of this.waiting.splice(0)) resolve();
  }
}

function pauseAfter(failures: number): number {
  return doubledMs(failures, FIRST_PAUSE_MS, MAX_PAUSE_MS);
}
