import { DeadlineQueue } from '../../event-log/commit/deadline-queue.ts';
import type { Deadline } from '../../market/deadlines.ts';
import type { StreamFact } from '../../market/facts.ts';
import type { Stamp } from '../../market/kernel/stamp.ts';
import { deadlinesOf, decideDeadline, isBefore } from '../../market/market.ts';
import { completesAtMs } from '../../market/parcel/after-sale.ts';
import type { StreamState } from '../../market/state.ts';
import { offersEndAtMs } from '../../market/waitlist/offer.ts';
import type { No } from './violation.ts';

/** Ids of transfers that a look into the future would need: nothing of it is kept. */
const noIds = { next: () => '' };

/**
 * INV8: what happens by itself carries its own due time, is stamped with it or with the head's later time, and stands
 * before everything that came after it (T6).
 */
export class TimeCheck {
  private readonly deadlines = new DeadlineQueue(isBefore);

  /** Before the fact is applied. */
  before(state: StreamState, fact: StreamFact, { atMs }: Stamp, no: No): void {
    const due = dueOf(state, fact);
    if (due) {
      if (due.said !== due.set) throw no('INV8', `due at ${due.said}`, String(due.set));
      const stamped = Math.max(due.set, state.atMs);
      if (atMs !== stamped)
        throw no('INV8', `stamped ${atMs}`, `${stamped}: due at ${due.set}, the head stood at ${state.atMs}`);
      return;
    }
    if (followsDeadline(fact)) return;
    for (;;) {
      const first = this.deadlines.earliest();
      if (!first || first.dueAtMs > atMs) return;
      if (stillMeans(state, first)) {
        throw no(
          'INV8',
          `at ${atMs} with ${first.kind} ${first.id} open since ${first.dueAtMs}`,
          'the overdue one before it',
        );
      }
      this.deadlines.takeDue(atMs);
    }
  }

  /** After the fact was applied. */
  after(state: StreamState, fact: StreamFact): void {
    for (const deadline of deadlinesOf(state, fact)) this.deadlines.add(deadline);
  }
}

/** What stands right behind a deadline's fact, also before others of that millisecond. */
function followsDeadline(fact: StreamFact): boolean {
  return (
    fact.type === 'stock_transferred_out' || (fact.type === 'waitlist_left' && fact.reason === 'ran_out')
  );
}

/** When a fact that happens by itself says it was due, and when the state says so; null for all other facts. */
function dueOf(state: StreamState, fact: StreamFact): { said: number; set: number | null } | null {
  switch (fact.type) {
    case 'flash_sale_started':
      return { said: fact.dueAtMs, set: state.flashes.get(fact.flashId)?.startsAtMs ?? null };
    case 'flash_sale_ended':
      return fact.reason === 'due'
        ? { said: fact.endedAtMs, set: state.flashes.get(fact.flashId)?.endsAtMs ?? null }
        : null;
    case 'hold_expired':
    case 'offer_expired':
      return { said: fact.dueAtMs, set: state.holds.get(fact.holdId)?.untilMs ?? null };
    case 'order_expired':
      return { said: fact.dueAtMs, set: state.orders.get(fact.orderId)?.payByMs ?? null };
    case 'order_completed': {
      const order = state.orders.get(fact.orderId);
      return { said: fact.dueAtMs, set: order ? completesAtMs(state, order) : null };
    }
    case 'stream_interrupted':
      return fact.dueAtMs === undefined
        ? null
        : { said: fact.dueAtMs, set: state.media?.interruptsAtMs ?? null };
    case 'waitlist_ended':
      return fact.dueAtMs === null ? null : { said: fact.dueAtMs, set: offersEndAtMs(state) };
    case 'stream_closed':
      return { said: state.closesAtMs ?? 0, set: state.closesAtMs };
    default:
      return null;
  }
}

function stillMeans(state: StreamState, deadline: Deadline): boolean {
  return decideDeadline(state, deadline, { ids: noIds, struck: new Set() }).length > 0;
}
