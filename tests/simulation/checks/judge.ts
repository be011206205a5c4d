import { hash } from 'node:crypto';
import type { StoredFact } from '../../../server/event-log/ports/store.ts';
import type { StreamFact } from '../../../server/market/facts.ts';
import type { ShowRequest } from '../../../server/market/show-request/decide.ts';
import type { MarketBatch } from '../../../server/ports/rows.ts';
import type { Asked } from './asked.ts';
import type { Complaints } from './complaints.ts';
import { count } from './count.ts';
import { Ledger } from './ledger.ts';
import { judgeRows } from './rows.ts';
import { judgeAllReleased } from './take-bounds.ts';

/** Where the judge looks up what clients wrote down. */
export interface Journals {
  /** What was sent under a key by anybody whom these ids name, or null. */
  asked(buyerId: string, key: string): Asked | null;
  /** What was asked to be shown by anybody (L9). */
  shows: Iterable<ShowRequest>;
  /** The longest that any process stood still at a time between two moments of world time. */
  stoodStillMs(fromMs: number, toMs: number): number;
}

/** Where an accepted key stands. */
export interface Place {
  buyerId: string;
  seq: number;
  /** World time of the commit. */
  atMs: number;
  /** There was nothing to do: no fact tells of it. */
  isEmpty: boolean;
}

/** Follows one stream's log as the store commits it, and judges each fact by the facts before it. */
export class Judge {
  readonly ledger: Ledger;
  private readonly complaints: Complaints;
  private readonly journals: Journals;
  private hash = '0'.repeat(64);
  /** Told after each fact. */
  onFact: () => void = () => {};
  /** Keys that were accepted, and where. */
  readonly keys = new Map<string, Place[]>();
  /** The facts themselves, each read once. */
  readonly facts: StreamFact[] = [];

  /** @param apartMs see Ledger */
  constructor(streamId: string, complaints: Complaints, journals: Journals, apartMs = 0) {
    const stoodStillMs = (fromMs: number, toMs: number) => journals.stoodStillMs(fromMs, toMs);
    this.ledger = new Ledger(streamId, apartMs, stoodStillMs);
    this.complaints = complaints;
    this.journals = journals;
  }

  /** Takes a batch that the store has committed. */
  committed(batch: MarketBatch, nowMs: number): void {
    const { complaints, ledger } = this;
    ledger.committedAtMs = nowMs;
    // Refusals alone are counted beside the log, wherever it stands by then (K4).
    const isOfTheLog = batch.facts.length > 0 || batch.keys.length > 0;
    complaints.expect(
      !isOfTheLog || batch.from === ledger.seq,
      'INV12',
      () => `a batch from ${batch.from} at ${ledger.seq}`,
    );
    for (const stored of batch.facts) this.take(stored, batch);
    const accepted = batch.keys.filter(isAccepted);
    for (const { key, seq, actorId: buyerId } of accepted) {
      const known = this.keys.get(key) ?? [];
      const isNew = known.every((other) => ledger.who(other.buyerId) !== ledger.who(buyerId));
      complaints.expect(isNew, 'INV6', () => `key ${key} of ${buyerId} was accepted twice`);
      const first = accepted.find((other) => other.seq === seq);
      const isEmpty =
        first?.key !== key || !batch.facts.some((fact) => fact.seq === seq && !isDeadline(fact));
      this.keys.set(key, [...known, { buyerId, seq, atMs: nowMs, isEmpty }]);
      const release = this.journals.asked(buyerId, key)?.release;
      if (release) judgeAllReleased(ledger, release, complaints);
    }
    judgeRows(ledger, batch.effects.rows, complaints);
  }

  private take(stored: StoredFact, batch: MarketBatch): void {
    const { complaints, ledger } = this;
    this.hash = hash('sha256', this.hash + stored.body, 'hex');
    complaints.expect(stored.hash === this.hash, 'INV19', () => `the chain breaks at ${stored.seq}`);
    const { type, body } = JSON.parse(stored.body);
    body.type = type;
    const fact = body as StreamFact;
    this.facts.push(fact);
    try {
      ledger.stamped(complaints, fact, stored);
      const { shows } = this.journals;
      const asked = this.askedFor(fact, stored.seq, batch);
      count(fact, { ledger, stamp: stored, asked, shows, complaints });
    } catch (error) {
      complaints.add('INV19', `${fact.type} at ${stored.seq} cannot be counted: ${error}`);
    }
    ledger.judge(complaints);
    this.onFact();
  }

  /** What somebody asked for that led to this fact: the first key of the batch whose answer stands at it or behind it. */
  private askedFor(fact: StreamFact, seq: number, batch: MarketBatch): Asked | null {
    if (!asks.has(fact.type)) return null;
    let found: MarketBatch['keys'][number] | null = null;
    for (const key of batch.keys.filter(isAccepted))
      if (key.seq >= seq && (!found || key.seq < found.seq)) found = key;
    return found && this.journals.asked(found.actorId, found.key);
  }
}

/** A no may be written down as well (I2). */
function isAccepted({ reply }: MarketBatch['keys'][number]): boolean {
  return !('refused' in JSON.parse(reply));
}

/** What nobody has unless they asked for it. */
const asks: ReadonlySet<string> = new Set([
  'cart_added',
  'order_placed',
  'order_cancelled',
  'order_address_changed',
  'order_payment_changed',
  'waitlist_joined',
]);

/** What no command makes, besides what says when it was due: offers to those who wait, and two ends. */
const byThemselves: ReadonlySet<string> = new Set(['waitlist_offered', 'waitlist_ended', 'stream_closed']);

function isDeadline({ type, body }: StoredFact): boolean {
  return byThemselves.has(type) || body.includes('"dueAtMs":');
}
