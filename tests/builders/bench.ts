import { RETRY_AFTER_MS } from '../../server/event-log/admission/idempotency-cache.ts';
import type { Deadline } from '../../server/market/deadlines.ts';
import type { StreamFact } from '../../server/market/facts.ts';
import type { DecideAt, Decision, Parked } from '../../server/market/kernel/decision.ts';
import type { Stamp } from '../../server/market/kernel/stamp.ts';
import {
  allDeadlines,
  apply,
  deadlinesOf,
  decideDeadline,
  emptyStream,
  isBefore,
  streamRules,
} from '../../server/market/market.ts';
import type { Order } from '../../server/market/order/order.ts';
import { Orders } from '../../server/market/order/orders.ts';
import type { LookedUp } from '../../server/market/order/recall.ts';
import { writeState } from '../../server/market/snapshot.ts';
import type { StreamState } from '../../server/market/state.ts';
import { type Refusal, refusalSchemas } from '../../shared/contract/refusals.ts';
import { canonicalJson } from '../../shared/values/canonical-json.ts';
import { Onlookers } from './onlookers.ts';
import { OrderBook } from './order-book.ts';

/** All orders but the one touched last are packed: a rule that kept one in its hand across two facts would be found. */
const MAX_HOT = 1;

/** A fact as the log keeps it: its canonical JSON and its place. */
export interface Entry extends Stamp {
  text: string;
}

/** What became of a command; a parked one gets its outcome when its time has come. */
export interface Attempt<Reply> {
  outcome: Outcome<Reply>;
}
export type Outcome<Reply> =
  | { kind: 'accepted'; reply: Reply; facts: StreamFact[] }
  | Extract<Decision<Reply>, { kind: 'refused' | 'parked' }>;

export type Decide<Reply> = (state: StreamState, at: DecideAt) => Decision<Reply>;

/** Commands that are kept for one draw (F7). */
interface Kept {
  name: string;
  untilMs: number;
  turns: { of: string; isLate: boolean; takeTurn(): void }[];
}

/**
 * One stream without an engine: decides as the engine does, on a clock that the test sets. Due deadlines come before
 * each command, in time order, stamped with `max(dueAt, head's at)` (T6); what is kept for a draw is decided when that is
 * held, in the order of the lots, and then who came too late for it (F7); what follows by itself comes after each sweep and each command; a refusal that changes a byte of the state fails the test (K4), and so does a fact of which somebody who looks on is not told (K3).
 */
export class Bench {
  state: StreamState;
  readonly log: Entry[] = [];
  nowMs = 0;
  /** What the log may have lost, as the engine tells the rules (I5, O7). */
  gaps: DecideAt['gaps'] = [];
  /** Called after each fact was applied. */
  onFact: ((fact: StreamFact, stamp: Stamp) => void) | null = null;
  /** False for a day so long that writing the state out around every decision (K4), and showing it after every fact (K3), would take minutes. */
  checksDecisions = true;
  private readonly book = new OrderBook();
  private onlookers: Onlookers | null = null;
  private deadlines: Deadline[] = [];
  private kept: Kept[] = [];
  /** The place of a buyer in the draw of a flash; without it who came first has it. */
  lotOf: (draw: Parked['draw']) => string = () => '';
  private made = 0;
  /** The state as text, as long as no fact has changed it. */
  private written: string | null = null;
  private readonly ids = {
    next: () => {
      this.made += 1;
      return idOf(this.made);
    },
  };

  constructor(streamId: string) {
    this.state = emptyStream(streamId, new Orders(MAX_HOT));
  }

  /** Lets time pass up to and including an instant; the deadlines that it meets are one cut. */
  passTo(ms: number): void {
    const struck = new Set<string>();
    for (;;) {
      const next = this.kept.reduce<Kept | null>(
        (first, kept) => (kept.untilMs <= ms && (!first || kept.untilMs < first.untilMs) ? kept : first),
        null,
      );
      this.sweep(next ? next.untilMs : ms, struck);
      if (!next) break;
      this.kept = this.kept.filter((kept) => kept !== next);
      this.draw(next);
    }
    this.nowMs = Math.max(this.nowMs, ms);
  }

  /**
   * Decides a command as received at an instant: now, unless it took a slow way here.
   * Accepted facts are in the state when this returns.
   */
  send<Reply>(decide: Decide<Reply>, receivedAtMs = this.nowMs): Attempt<Reply> {
    this.passTo(receivedAtMs);
    const attempt: Attempt<Reply> = { outcome: this.decideOnce(decide, receivedAtMs) };
    const { outcome } = attempt;
    if (outcome.kind === 'parked') this.keep(attempt, outcome, decide, receivedAtMs);
    return attempt;
  }

  /** One for each who takes part, as the engine keeps them. */
  private keep<Reply>(
    attempt: Attempt<Reply>,
    { endsAtMs, untilMs, asOfMs, draw: { name, of } }: Parked,
    decide: Decide<Reply>,
    receivedAtMs: number,
    held: readonly string[] = [],
  ): void {
    let group = this.kept.find((kept) => kept.name === name && kept.untilMs === untilMs);
    if (!group) {
      group = { name, untilMs, turns: [] };
      this.kept.push(group);
    }
    if (group.turns.some((turn) => turn.of === of)) {
      const retryAfterMs = RETRY_AFTER_MS + untilMs - receivedAtMs;
      attempt.outcome = { kind: 'refused', refusal: { code: 'BUSY', retryAfterMs }, asks: [] };
      return;
    }
    const takeTurn = () => {
      const heldDraws = [...held, name];
      const outcome = this.decideOnce(decide, asOfMs, heldDraws);
      attempt.outcome = outcome;
      if (outcome.kind === 'parked') this.keep(attempt, outcome, decide, untilMs, heldDraws);
    };
    group.turns.push({ of, isLate: receivedAtMs >= endsAtMs, takeTurn });
  }

  private draw({ name, turns }: Kept): void {
    const inTime = turns.filter(({ isLate }) => !isLate);
    const lots = inTime.map((turn) => ({ ...turn, lot: this.lotOf({ name, of: turn.of }) }));
    lots.sort((a, b) => (a.lot < b.lot ? -1 : a.lot > b.lot ? 1 : 0));
    for (const { takeTurn } of [...lots, ...turns.filter(({ isLate }) => isLate)]) takeTurn();
  }

  /** The process dies and comes back: the log is all there is. */
  restart(): void {
    this.state = replay(this.log, emptyStream(this.state.streamId, new Orders(MAX_HOT)));
    this.deadlines = allDeadlines(this.state);
    this.written = null;
    this.kept = [];
  }

  /** Puts a fact into the log that no command of this stage makes yet. */
  record(fact: StreamFact): void {
    this.commit(fact, Math.max(this.nowMs, this.state.atMs));
  }

  facts(): StreamFact[] {
    return this.log.map(({ text }) => JSON.parse(text));
  }

  /** Every order of the stream, in memory or forgotten, the oldest first. */
  orders(): Order[] {
    return this.book.allNow(this.state);
  }

  order(orderId: string): Order | undefined {
    return this.book.find(this.state, orderId);
  }

  lookUp(orderId: string, buyerId?: string): LookedUp | null {
    return this.book.lookUp(this.state, orderId, buyerId);
  }

  private decideOnce<Reply>(
    decide: Decide<Reply>,
    receivedAtMs: number,
    heldDraws: string[] = [],
  ): Outcome<Reply> {
    const before = this.checksDecisions ? (this.written ?? writeState(this.state)) : null;
    this.written = before;
    const atMs = Math.max(receivedAtMs, this.state.atMs);
    const decision = decide(this.state, { receivedAtMs, atMs, ids: this.ids, gaps: this.gaps, heldDraws });
    if (before !== null && writeState(this.state) !== before)
      throw new Error('[K4] A decision changed the state.');
    if (decision.kind === 'parked') return decision;
    if (decision.kind !== 'accepted') {
      checkRefusal(decision.refusal);
      return { ...decision, kind: 'refused' };
    }
    for (const fact of decision.facts) this.commit(fact, atMs);
    const reply = decision.reply(this.state, this.state.seq);
    this.follow(atMs);
    return { kind: 'accepted', reply, facts: decision.facts };
  }

  private sweep(untilMs: number, struck: Set<string>): void {
    for (;;) {
      const due = this.deadlines.reduce<Deadline | null>(
        (first, deadline) =>
          deadline.dueAtMs <= untilMs && (!first || isBefore(deadline, first)) ? deadline : first,
        null,
      );
      if (!due) break;
      this.deadlines = this.deadlines.filter((deadline) => deadline !== due);
      for (const fact of decideDeadline(this.state, due, { ids: this.ids, struck })) {
        this.commit(fact, Math.max(due.dueAtMs, this.state.atMs));
      }
    }
    this.follow(untilMs);
  }

  private follow(atMs: number): void {
    const by = { atMs: Math.max(atMs, this.state.atMs), ids: this.ids };
    const next = () => streamRules.following(this.state, by, null);
    for (let fact = next(); fact; fact = next()) {
      this.commit(fact, by.atMs);
    }
  }

  private commit(fact: StreamFact, atMs: number): void {
    const entry: Entry = { seq: this.state.seq + 1, atMs, text: canonicalJson(fact) };
    const stored: StreamFact = JSON.parse(entry.text);
    const onlookers = this.checksDecisions ? this.lookingOn() : null;
    apply(this.state, stored, entry);
    this.book.note(this.state);
    this.written = null;
    this.log.push(entry);
    this.deadlines.push(...deadlinesOf(this.state, stored));
    onlookers?.hear(stored);
    this.onFact?.(stored, { seq: entry.seq, atMs });
  }

  private lookingOn(): Onlookers {
    if (this.onlookers?.state !== this.state) this.onlookers = new Onlookers(this.state);
    return this.onlookers;
  }
}

/** A state made again from stored facts, on an empty stream or behind a snapshot. */
export function replay(entries: readonly Entry[], from: StreamState): StreamState {
  for (const { text, seq, atMs } of entries) apply(from, JSON.parse(text), { seq, atMs });
  return from;
}

/** The n-th id of a test: a UUID, so that replies fit the contract. */
export function idOf(n: number): string {
  return `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
}

/** The closed list (I4): a refusal has a code of it, and the numbers that the code promises. */
function checkRefusal(refusal: Refusal): void {
  const parsed = refusalSchemas[refusal.code].safeParse(refusal);
  if (!parsed.success) throw new Error(`[I4] ${JSON.stringify(refusal)}: ${parsed.error.message}`);
}
