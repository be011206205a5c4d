import type { Hold } from './cart/state.ts';
import type { StreamFact } from './facts.ts';
import { ordersOf } from './invalidation.ts';
import { itemsOf, unitsOf } from './order/cancel.ts';
import type { Order } from './order/order.ts';
import { completesAtMs } from './parcel/after-sale.ts';
import type { StreamState } from './state.ts';
import { returnAfterClose } from './stock/after-close.ts';
import { returnAll } from './stream/decide.ts';
import { endLine, leavesWith } from './waitlist/line.ts';
import { offersEndAtMs } from './waitlist/offer.ts';

/** A moment at which something ends or begins by itself (T6). The log holds it as data; nothing waits for a timer. */
export interface Deadline {
  dueAtMs: number;
  kind: 'flash_start' | 'flash_end' | 'hold' | 'pay' | 'waitlist' | 'close' | 'media' | 'complete';
  /** Flash, hold, order or stream id. */
  id: string;
}

/** Deadlines of the same millisecond come in this order, then by id: the same on every node and in every replay. */
const rank: Record<Deadline['kind'], number> = {
  flash_start: 0,
  flash_end: 1,
  hold: 2,
  pay: 3,
  waitlist: 4,
  close: 5,
  media: 6,
  complete: 7,
};

export function isBefore(a: Deadline, b: Deadline): boolean {
  if (a.dueAtMs !== b.dueAtMs) return a.dueAtMs < b.dueAtMs;
  if (a.kind !== b.kind) return rank[a.kind] < rank[b.kind];
  return a.id < b.id;
}

/** The deadlines that a fact sets; those it makes pointless are found out when they are due (isDue). */
export function deadlinesOf(state: StreamState, fact: StreamFact): Deadline[] {
  switch (fact.type) {
    case 'flash_sale_announced':
    case 'flash_sale_edited':
      return [
        { dueAtMs: fact.startsAtMs, kind: 'flash_start', id: fact.flashId },
        { dueAtMs: fact.endsAtMs, kind: 'flash_end', id: fact.flashId },
      ];
    case 'cart_added':
      return fact.hold ? [{ dueAtMs: fact.hold.untilMs, kind: 'hold', id: fact.hold.holdId }] : [];
    case 'waitlist_offered':
      return [{ dueAtMs: fact.untilMs, kind: 'hold', id: fact.holdId }];
    case 'order_placed':
    case 'payment_opened':
    case 'payment_pending':
      return [{ dueAtMs: fact.payByMs, kind: 'pay', id: fact.orderId }];
    case 'media_stopped':
      return [{ dueAtMs: fact.dueAtMs, kind: 'media', id: state.streamId }];
    case 'stream_ended':
      return [...waitlistDeadline(state), { dueAtMs: fact.closesAtMs, kind: 'close', id: state.streamId }];
    case 'order_recalled':
    case 'shipment_delivered':
    case 'shipment_lost':
    case 'shipment_returned':
    case 'claim_decided':
      return ordersOf(state, fact).flatMap((orderId) => completionOf(state, state.orders.get(orderId)));
    default:
      return [];
  }
}

/** What was forgotten meanwhile has no deadline here: it is judged when it is recalled, and looked for in the tables. */
function completionOf(state: StreamState, order: Order | undefined): Deadline[] {
  if (!order?.afterSale) return [];
  const dueAtMs = completesAtMs(state, order);
  return dueAtMs === null ? [] : [{ dueAtMs, kind: 'complete', id: order.orderId }];
}

/** When the lines of a stream that is over end (S3). Nobody joins them by then: without one there is no deadline. */
function waitlistDeadline(state: StreamState): Deadline[] {
  const dueAtMs = offersEndAtMs(state);
  return dueAtMs === null || state.waitlists.size === 0
    ? []
    : [{ dueAtMs, kind: 'waitlist', id: state.streamId }];
}

/** Every deadline that a state has, for a log that is loaded from a snapshot. */
export function allDeadlines(state: StreamState): Deadline[] {
  const deadlines: Deadline[] = [];
  for (const { flashId, phase, startsAtMs, endsAtMs } of state.flashes.values()) {
    if (phase === 'announced') deadlines.push({ dueAtMs: startsAtMs, kind: 'flash_start', id: flashId });
    if (phase === 'announced' || phase === 'running') {
      deadlines.push({ dueAtMs: endsAtMs, kind: 'flash_end', id: flashId });
    }
  }
  for (const hold of state.holds.values()) {
    deadlines.push({ dueAtMs: hold.untilMs, kind: 'hold', id: hold.holdId });
  }
  for (const order of state.orders.values()) {
    if (order.status === 'PLACED') deadlines.push({ dueAtMs: order.payByMs, kind: 'pay', id: order.orderId });
    deadlines.push(...completionOf(state, order));
  }
  if (state.status === 'ENDED' && state.closesAtMs !== null) {
    deadlines.push(...waitlistDeadline(state));
    deadlines.push({ dueAtMs: state.closesAtMs, kind: 'close', id: state.streamId });
  }
  const interruptsAtMs = state.media?.interruptsAtMs ?? null;
  if (state.status === 'LIVE' && interruptsAtMs !== null) {
    deadlines.push({ dueAtMs: interruptsAtMs, kind: 'media', id: state.streamId });
  }
  return deadlines;
}

/**
 * The facts of a deadline that is due, or none if it has become pointless: the hold was used, the order paid, the
 * flash ended or moved.
 * @param struck buyers who had an expiry in this cut already: several count once (H2, H3)
 */
export function decideDeadline(
  state: StreamState,
  deadline: Deadline,
  by: { ids: { next(): string }; struck: Set<string> },
): StreamFact[] {
  const { dueAtMs, id } = deadline;
  switch (deadline.kind) {
    case 'flash_start': {
      const flash = state.flashes.get(id);
      if (flash?.phase !== 'announced' || flash.startsAtMs !== dueAtMs) return [];
      return [{ type: 'flash_sale_started', flashId: id, dueAtMs }];
    }
    case 'flash_end': {
      const flash = state.flashes.get(id);
      if (flash?.phase !== 'running' || flash.endsAtMs !== dueAtMs) return [];
      return [{ type: 'flash_sale_ended', flashId: id, endedAtMs: dueAtMs, reason: 'due', by: null }];
    }
    case 'hold': {
      const hold = state.holds.get(id);
      if (!hold) return [];
      return [
        expiryOf(hold, by.struck),
        ...leavesWith(state, hold.buyerId, [hold.itemNumber], 'ran_out'),
        ...returnAfterClose(state, [hold], by.ids),
      ];
    }
    case 'pay': {
      const order = state.orders.get(id);
      if (order?.status !== 'PLACED' || order.payByMs !== dueAtMs) return [];
      return [
        expiredOrder(state, order, by.struck),
        ...leavesWith(state, order.buyerId, itemsOf(order), 'ran_out'),
        ...returnAfterClose(state, unitsOf(order), by.ids),
      ];
    }
    case 'waitlist':
      if (state.status !== 'ENDED' || offersEndAtMs(state) !== dueAtMs) return [];
      return [...state.waitlists.keys()].flatMap((itemNumber) => endLine(state, itemNumber, dueAtMs));
    case 'close':
      if (state.status !== 'ENDED') return [];
      return [{ type: 'stream_closed' }, ...returnAll(state, by.ids)];
    case 'media':
      if (state.status !== 'LIVE' || state.media?.interruptsAtMs !== dueAtMs) return [];
      return [{ type: 'stream_interrupted', by: null, dueAtMs }];
    case 'complete': {
      const order = state.orders.get(id);
      if (!order || completesAtMs(state, order) !== dueAtMs) return [];
      return [{ type: 'order_completed', orderId: id, dueAtMs }];
    }
  }
}

/** H3: an order that nobody paid keeps units from others as a hold does. What its provider caused is no strike. */
function expiredOrder(state: StreamState, order: Order, struck: Set<string>): StreamFact {
  const { orderId, buyerId, payByMs: dueAtMs } = order;
  const isStrike = state.settings.isUnpaidStrike && !isProvidersFault(order) && !struck.has(buyerId);
  if (isStrike) struck.add(buyerId);
  return { type: 'order_expired', orderId, dueAtMs, ...(isStrike && { strike: true as const }) };
}

/** The provider had the payment and did not finish it, or failed at it, as it said itself. */
function isProvidersFault({ wasPending, hasProviderFailed }: Order): boolean {
  return wasPending || hasProviderFailed === true;
}

/** What is said of a hold that ran out. An offer was not asked for at that moment: its silence is no strike (H3, H5). */
function expiryOf(hold: Hold, struck: Set<string>): StreamFact {
  const { buyerId, holdId, itemNumber, units, flashId, untilMs: dueAtMs } = hold;
  if (hold.isOffer) return { type: 'offer_expired', buyerId, holdId, itemNumber, units, dueAtMs };
  const strike = !struck.has(buyerId);
  struck.add(buyerId);
  return { type: 'hold_expired', buyerId, holdId, itemNumber, units, flashId, dueAtMs, strike };
}
