import type { FloorReport } from '../../shared/contract/floor.ts';
import type { FunnelReport } from '../../shared/contract/funnel.ts';
import {
  MAX_STEP_ITEMS,
  type Moment,
  type MomentPage,
  type StepsQuery,
  type Step as ToldStep,
} from '../../shared/contract/moment.ts';
import type { PartsReport } from '../../shared/contract/parts.ts';
import { actorIn } from '../application/stream/activity-told.ts';
import { factOf } from '../event-log/commit/hash-chain.ts';
import { FloorFollower } from '../insights/floor/follower.ts';
import type { StreamFact } from '../market/facts.ts';
import { buyerIdNow, idsNow } from '../market/kernel/buyers.ts';
import { emptyStream } from '../market/market.ts';
import { readState, writeState } from '../market/snapshot.ts';
import type { StreamState } from '../market/state.ts';
import type { Analyst, Until } from '../ports/analyst.ts';
import type { Ledger } from '../ports/ledger.ts';
import { isAfter, Replay } from './replay.ts';

/** A log as of now, open for one question. */
export type OpenLog = Pick<Ledger, 'head' | 'facts' | 'close'>;

const PAGE = 5_000;
/** Pages that one question reads on: a second or two of a long log. */
const PAGES_AT_ONCE = 30;
/** Streams whose reading is kept; the one that was asked for longest ago goes. */
const MOST_KEPT = 3;
/** Facts between two states that are kept to begin from; it doubles whenever there are too many of them. */
const FIRST_SPACING = 10_000;
const MOST_CHECKPOINTS = 32;
const MOST_CHECKPOINT_CHARS = 64 * 1024 * 1024;
/** Facts looked through for the steps of one buyer. */
const MOST_SEARCHED = 20 * PAGE;

/**
 * @param open opens the logs for one question, on a connection that no order waits for
 */
export function analystOver(open: () => Promise<OpenLog>): Analyst {
  const readings = new Map<string, Reading>();
  let last: Promise<unknown> = Promise.resolve();

  /** One question after the other: each goes on where the one before stopped. */
  function ask<Answer>(
    streamId: string,
    question: (log: OpenLog, headSeq: number) => Promise<Answer>,
  ): Promise<Answer | null> {
    const answer = last.then(async () => {
      const log = await open();
      try {
        const head = await log.head(streamId);
        return head?.kind === 'stream' ? await question(log, head.seq) : null;
      } finally {
        await log.close();
      }
    });
    last = answer.catch(() => {});
    return answer;
  }

  async function readOn(streamId: string, log: OpenLog, headSeq: number): Promise<Reading> {
    const known = readings.get(streamId);
    // A log that diverged is read from the beginning.
    const reading = known && known.follower.state.seq <= headSeq ? known : new Reading(streamId);
    readings.delete(streamId);
    readings.set(streamId, reading);
    for (const [name] of readings) if (readings.size > MOST_KEPT) readings.delete(name);
    try {
      await reading.readOn(log);
    } catch (fault) {
      readings.delete(streamId);
      throw fault;
    }
    return reading;
  }

  return {
    floor: (streamId, steps, refused) =>
      ask(streamId, async (log, headSeq): Promise<FloorReport> => {
        const reading = await readOn(streamId, log, headSeq);
        const report = reading.follower.report(steps, refused);
        return { ...report, headSeq, isWhole: report.seq >= headSeq };
      }),
    funnel: (streamId, exposed, refused) =>
      ask(streamId, async (log, headSeq): Promise<FunnelReport> => {
        const { follower } = await readOn(streamId, log, headSeq);
        const told = follower.funnel(exposed, refused);
        return { ...told, headSeq, isWhole: told.seq >= headSeq };
      }),
    parts: (streamId, by, exposed, refused) =>
      ask(streamId, async (log, headSeq): Promise<PartsReport> => {
        const { follower } = await readOn(streamId, log, headSeq);
        const told = follower.parts(by, exposed, refused);
        return { ...told, headSeq, isWhole: told.seq >= headSeq };
      }),
    moment: (streamId, until, buyerId, knownSeq) =>
      ask(streamId, async (log, headSeq) => {
        const reading = await readOn(streamId, log, headSeq);
        const readSeq = reading.follower.state.seq;
        const told = await reading.moment(log, headSeq, until, { buyerId, knownSeq });
        return { ...told, readSeq, headSeq };
      }),
    steps: (streamId, question) =>
      ask(streamId, async (log, headSeq) => {
        const { follower } = await readOn(streamId, log, headSeq);
        return { steps: await stepsRound(log, follower.state, headSeq, question), headSeq };
      }),
    persons: (streamId, refused, most) =>
      ask(streamId, async (log, headSeq) => {
        const { follower } = await readOn(streamId, log, headSeq);
        return { ...follower.persons(refused, most), readSeq: follower.state.seq, headSeq };
      }),
    facts: (streamId, afterSeq, limit) =>
      ask(streamId, (log) => log.facts(streamId, afterSeq, Math.min(limit, PAGE))),
    close: async () => {
      await last;
      readings.clear();
    },
  };
}

interface Checkpoint {
  seq: number;
  atMs: number;
  orders: Moment['orders'];
  state: string;
}

/** How far one log was read, and where in it a replay may begin. */
class Reading {
  readonly follower: FloorFollower;
  readonly #counted: Replay;
  #checkpoints: Checkpoint[] = [];
  #spacing = FIRST_SPACING;
  /** Where the last question stood: the next one is mostly a little later. */
  #cursor: Replay | null = null;

  constructor(streamId: string) {
    this.follower = new FloorFollower(streamId);
    this.#counted = new Replay(this.follower.state);
  }

  async readOn(log: OpenLog): Promise<void> {
    const { state } = this.follower;
    for (let pages = 0; pages < PAGES_AT_ONCE; pages += 1) {
      const page = await log.facts(state.streamId, state.seq, PAGE);
      for (const stored of page) {
        this.#counted.count(stored.type);
        this.follower.take(factOf<StreamFact>(stored), stored);
        if (state.seq % this.#spacing === 0) this.#keep(state);
      }
      if (page.length < PAGE) return;
    }
  }

  async moment(
    log: OpenLog,
    headSeq: number,
    until: Until,
    { buyerId, knownSeq }: { buyerId: string | null; knownSeq: number | null },
  ): Promise<{ moment: Moment | null; page?: MomentPage }> {
    const { seq, atMs } = this.follower.state;
    const isBeyond = seq < headSeq && !isAfter(until, seq, atMs);
    if (isBeyond) return { moment: null };
    const from = this.#checkpoints.findLast((each) => !isAfter(until, each.seq, each.atMs));
    const cursor = this.#cursor?.isBefore(until) ? this.#cursor : null;
    const played =
      cursor && cursor.state.seq >= (from?.seq ?? 0)
        ? cursor
        : from
          ? new Replay(readState(from.state), from.orders)
          : new Replay(emptyStream(this.follower.state.streamId));
    await played.advance(log, until);
    this.#cursor = played;
    // Who followed is one buyer by now went by another id before they signed in (B2).
    const ids = buyerId === null ? [] : idsNow(this.follower.state, [buyerId]);
    const thenId = ids.find((id) => played.state.buyers.has(id)) ?? buyerId;
    const moment = played.moment(until, thenId);
    const isKnown = knownSeq === null || (knownSeq === moment?.seq && buyerId === null);
    return { moment, ...(moment && !isKnown && { page: played.page(thenId) }) };
  }

  #keep(state: StreamState): void {
    const { seq, atMs } = state;
    this.#checkpoints.push({ seq, atMs, orders: { ...this.#counted.orders }, state: writeState(state) });
    const chars = () => this.#checkpoints.reduce((sum, each) => sum + each.state.length, 0);
    while (this.#checkpoints.length > MOST_CHECKPOINTS || chars() > MOST_CHECKPOINT_CHARS) {
      this.#spacing *= 2;
      const before = this.#checkpoints.length;
      this.#checkpoints = this.#checkpoints.filter((each) => each.seq % this.#spacing === 0);
      if (this.#checkpoints.length === before) return;
    }
  }
}

/** The facts round a place that a question asks for, in order; each way it is looked through so many at most. */
async function stepsRound(
  log: OpenLog,
  state: StreamState,
  headSeq: number,
  question: StepsQuery & { limit: number },
): Promise<ToldStep[]> {
  const { after, before = 0, limit, buyer, staff, item } = question;
  const isForAll = buyer === undefined && staff === undefined && item === undefined;
  const matching = async (fromSeq: number, most: number): Promise<{ steps: ToldStep[]; lastSeq: number }> => {
    const page = await log.facts(state.streamId, fromSeq, most);
    const steps = page.flatMap((stored) => {
      const fact = factOf<StreamFact>(stored);
      const step = toldStep(state, fact, stored.seq, stored.atMs);
      const isAsked =
        (buyer === undefined || step.buyerId === buyer) &&
        (staff === undefined || step.staffId === staff) &&
        (item === undefined || itemsOf(state, fact, step).includes(item));
      return isAsked ? [step] : [];
    });
    return { steps, lastSeq: page.at(-1)?.seq ?? headSeq };
  };
  let found: ToldStep[] = [];
  const firstSeq = Math.max(0, after - MOST_SEARCHED);
  for (let until = after; until > firstSeq && found.length < before; ) {
    const most = Math.min(until - firstSeq, isForAll ? before : PAGE);
    found = [...(await matching(until - most, most)).steps, ...found];
    until -= most;
  }
  found = found.slice(Math.max(0, found.length - before));
  const later: ToldStep[] = [];
  const lastSeq = isForAll ? headSeq : Math.min(headSeq, after + MOST_SEARCHED);
  for (let seq = after; seq < lastSeq && later.length < limit; ) {
    const page = await matching(seq, isForAll ? limit : PAGE);
    later.push(...page.steps);
    seq = page.lastSeq;
  }
  return [...found, ...later.slice(0, limit)];
}

/** The items that a fact is about: its own, or those of its order as far as the state still has it. */
function itemsOf(state: StreamState, fact: StreamFact, { itemNumber }: ToldStep): readonly number[] {
  if (itemNumber !== null) return [itemNumber];
  if (fact.type === 'shows_requested') return fact.items.map((each) => each.itemNumber);
  const lines = fact.type === 'order_placed' ? fact.lines : state.orders.get(orderIn(fact) ?? '')?.lines;
  return [...new Set(lines?.map((line) => line.itemNumber))];
}

function orderIn(fact: StreamFact): string | undefined {
  return 'orderId' in fact ? fact.orderId : undefined;
}

/** A fact as short as it can be told. */
function toldStep(state: StreamState, fact: StreamFact, seq: number, atMs: number): ToldStep {
  const has = fact as Partial<Record<'itemNumber' | 'units' | 'delta' | 'cap', number>> & {
    buyerId?: string;
    fromId?: string;
    flashId?: string | null;
  };
  const flash = state.flashes.get(has.flashId ?? '');
  const order = fact.type === 'order_placed' ? fact : state.orders.get(orderIn(fact) ?? '');
  const buyerId = has.buyerId ?? has.fromId ?? order?.buyerId;
  const step: ToldStep = {
    seq,
    atMs,
    type: fact.type,
    itemNumber: has.itemNumber ?? flash?.itemNumber ?? null,
    // Under the id of by now (B2): what a guest did is the way of the buyer that they became.
    buyerId: buyerId === undefined ? null : buyerIdNow(state, buyerId),
    staffId: actorIn(fact)?.staffId ?? null,
    units: has.units ?? has.delta ?? has.cap ?? null,
    amountMinor: amountOf(fact),
  };
  const items = step.itemNumber === null ? itemsOf(state, fact, step).slice(0, MAX_STEP_ITEMS) : [];
  return { ...step, ...(items.length > 0 && { items }), ...(order && { order: order.number }) };
}

function amountOf(fact: StreamFact): number | null {
  switch (fact.type) {
    case 'cart_added':
    case 'waitlist_offered':
      return fact.unitPriceMinor;
    case 'order_placed':
      return fact.totalMinor;
    case 'order_paid':
    case 'payment_refunded':
      return fact.amountMinor;
    case 'order_cancelled':
    case 'line_unfilled':
      return fact.refundMinor;
    case 'order_refunded':
      return fact.lines.reduce((sum, { refundMinor }) => sum + refundMinor, 0);
    case 'flash_sale_announced':
    case 'flash_sale_edited':
      return fact.priceMinor;
    case 'price_changed':
      return fact.nowMinor;
    default:
      return null;
  }
}
