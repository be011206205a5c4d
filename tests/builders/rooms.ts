import { consoleFrame } from '../../server/market/console-view.ts';
import type { StreamFact } from '../../server/market/facts.ts';
import { nothingInvalidated } from '../../server/market/kernel/invalidated.ts';
import { invalidate } from '../../server/market/market.ts';
import { privateView } from '../../server/market/private-view.ts';
import type { StreamState } from '../../server/market/state.ts';

/** What the buyers and the console are shown; whoever is shown something new must be among those told. */
export class Rooms {
  private shown: Map<string, string>;

  constructor(state: StreamState) {
    this.shown = shownBy(state);
  }

  /** @returns who was shown something new by a fact and is not told of it */
  hears(state: StreamState, fact: StreamFact): string[] {
    const changed = nothingInvalidated();
    invalidate(changed, state, fact);
    const items = new Set([...changed.cards, ...changed.stock, ...changed.waitlists]);
    for (const flashId of changed.flashes) items.add(state.flashes.get(flashId)!.itemNumber);
    const told = new Set([
      ...[...changed.buyers].flatMap((buyerId) => buyerEntries(state, buyerId).map(([entry]) => entry)),
      ...[...items].map((itemNumber) => `item ${itemNumber}`),
      ...[...changed.orders].map((orderId) => `order ${orderId}`),
      ...[...changed.vouchers].map((voucherId) => `voucher ${voucherId}`),
    ]);
    const now = shownBy(state);
    const missed = [...now].filter(([who, what]) => this.shown.get(who) !== what && !told.has(who));
    this.shown = now;
    return missed.map(([who]) => who);
  }
}

function shownBy(state: StreamState): Map<string, string> {
  const shown = new Map<string, string>();
  for (const buyerId of state.buyers.keys()) {
    for (const [entry, text] of buyerEntries(state, buyerId)) shown.set(entry, text);
  }
  const frame = consoleFrame(state, '');
  for (const item of frame.items) shown.set(`item ${item.itemNumber}`, JSON.stringify(item));
  for (const voucher of frame.vouchers) shown.set(`voucher ${voucher.voucherId}`, JSON.stringify(voucher));
  for (const order of frame.orders) shown.set(`order ${order.orderId}`, JSON.stringify(order));
  return shown;
}

/** A buyer's cart and each of its orders: one that is forgotten changes nothing that a screen shows. */
function buyerEntries(state: StreamState, buyerId: string): [string, string][] {
  const { cart, orders, waiting = [], allowance = null } = privateView(state, buyerId, true);
  return [
    [`buyer ${buyerId}`, JSON.stringify([cart, waiting, allowance])],
    ...orders.map((order): [string, string] => [`buyer ${buyerId}, ${order.orderId}`, JSON.stringify(order)]),
  ];
}
