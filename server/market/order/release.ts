import { MAX_RELEASED_AT_ONCE } from '../../../shared/market/newcomers/bounds.ts';
import type { CashChoice, CashView } from '../../../shared/market/newcomers/contract.ts';
import { MINUTE } from '../../../shared/values/time.ts';
import type { StreamFact } from '../facts.ts';
import type { ConsoleAt } from '../kernel/console-at.ts';
import { accept, type Decision } from '../kernel/decision.ts';
import { barFact, cashOf } from '../newcomers/bar.ts';
import type { StreamState } from '../state.ts';
import { returnAfterClose } from '../stock/after-close.ts';
import { leavesWith } from '../waitlist/line.ts';
import { itemsOf, unitsOf } from './cancel.ts';
import type { Order } from './order.ts';

/** Who cannot show to have watched for so long before ordering was there briefly: made-up guests order at once. */
const BRIEF_MS = MINUTE;
/** How far back the preview counts, in minutes. */
const RECENT_MINUTES = [5, 15, 60];
/** Networks that the preview names, those with most orders. */
const MAX_NETWORKS_SHOWN = 20;

export interface ReleaseReply {
  seq: number;
  released: number;
  /** Those of the choice that are left for the next command. */
  left: number;
}

/**
 * Decides that newcomers' cash orders of a choice go back (H8): those that are not packed, up to the place in the log that
 * was previewed; later ones stay. The first of such commands bars newcomers' cash of the choice until the host lifts that,
 * and starts the first minute of the items anew. With `onlyBrief` those orders stay whose buyer had watched for a minute. At
 * most `MAX_RELEASED_AT_ONCE` orders: sent again it goes on where it stood.
 */
export function releaseCash(
  state: StreamState,
  { of, upTo, onlyBrief }: { of: CashChoice; upTo: number; onlyBrief?: true | undefined },
  by: ConsoleAt,
): Decision<ReleaseReply> {
  const seen = chosen(state, of).filter((order) => cashSince(order).seq <= upTo);
  const orders = onlyBrief ? seen.filter(isBrief) : seen;
  const now = orders.slice(0, MAX_RELEASED_AT_ONCE);
  const facts: StreamFact[] = barFact(state, of, new Set(orders.flatMap(itemsOf)), by);
  /** Items of which each buyer has left the line by one of these orders: nobody leaves it twice. */
  const left = new Map<string, Set<number>>();
  for (const order of now) {
    const { orderId, buyerId } = order;
    const before = left.get(buyerId) ?? new Set();
    const items = itemsOf(order).filter((itemNumber) => !before.has(itemNumber));
    left.set(buyerId, new Set([...before, ...items]));
    facts.push(
      { type: 'order_cancelled', orderId, stage: 'paid', refundMinor: 0, releasedBy: by.by },
      ...leavesWith(state, buyerId, items, 'given_back'),
      ...returnAfterClose(state, unitsOf(order), by.ids),
    );
  }
  const more = orders.length - now.length;
  return accept(facts, (_after, seq) => ({ seq, released: now.length, left: more }));
}

/** What could be released now, by item, by network and by time, and what is barred; `upTo` is what it was read at. */
export function cashView(state: Readonly<StreamState>): CashView {
  const orders = undelivered(state);
  const items = new Map<number, Counted>();
  const networks = new Map<string, Counted>();
  for (const order of orders) {
    const numbers = new Set<number>();
    const tags = new Set<string>();
    for (const line of order.lines) {
      const { itemNumber, units } = line;
      items.set(itemNumber, counted(items.get(itemNumber), order, units, !numbers.has(itemNumber)));
      numbers.add(itemNumber);
      for (const part of line.networks ?? []) {
        const { tag } = part;
        networks.set(tag, counted(networks.get(tag), order, part.units, !tags.has(tag)));
        tags.add(tag);
      }
    }
  }
  return {
    upTo: state.seq,
    orders: orders.length,
    items: [...items].map(([itemNumber, counts]) => ({ itemNumber, ...counts })),
    networks: [...networks]
      .map(([tag, counts]) => ({ tag, ...counts }))
      .sort((a, b) => b.orders - a.orders)
      .slice(0, MAX_NETWORKS_SHOWN),
    recent: RECENT_MINUTES.map((minutes) => {
      const sinceMs = state.atMs - minutes * MINUTE;
      const recent = orders.filter((order) => cashSince(order).atMs >= sinceMs);
      return { minutes, sinceMs, orders: recent.length, brief: recent.filter(isBrief).length };
    }),
    ...cashOf(state),
  };
}

/** Orders, those of them by who had watched for less than a minute, and units. */
interface Counted {
  orders: number;
  brief: number;
  units: number;
}

function counted(
  { orders, brief, units }: Counted = { orders: 0, brief: 0, units: 0 },
  order: Order,
  more: number,
  isFirst: boolean,
): Counted {
  const one = isFirst ? 1 : 0;
  return { orders: orders + one, brief: brief + (isBrief(order) ? one : 0), units: units + more };
}

function isBrief({ joinedAtMs, placedAtMs }: Order): boolean {
  return joinedAtMs === undefined || placedAtMs - joinedAtMs < BRIEF_MS;
}

/** Where in the log, and when, an order became one for cash: as it was placed, or later (O13). */
function cashSince({ turned, seq, placedAtMs }: Order): { seq: number; atMs: number } {
  return turned ?? { seq, atMs: placedAtMs };
}

function chosen(state: Readonly<StreamState>, of: CashChoice): Order[] {
  return undelivered(state).filter((order) => {
    const { lines } = order;
    if (of.kind === 'since') return cashSince(order).atMs >= of.sinceMs;
    if (of.kind === 'item') return lines.some(({ itemNumber }) => itemNumber === of.itemNumber);
    return lines.some(({ networks = [] }) => networks.some(({ tag }) => tag === of.tag));
  });
}

/** Newcomers' cash orders that are in memory and not packed, first those that are for cash the longest: so are all that may be cancelled freely. */
function undelivered(state: Readonly<StreamState>): Order[] {
  const orders = [...state.buyers.values()].flatMap(({ newCash = [] }) =>
    newCash.flatMap(({ orderId }) => state.orders.look(orderId) ?? []),
  );
  return orders
    .filter(({ status, afterSale }) => status === 'PAID' && !afterSale)
    .sort((a, b) => cashSince(a).seq - cashSince(b).seq);
}
