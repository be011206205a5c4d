import { within } from '../../../shared/values/time.ts';
import type { Stamp, StreamFact } from '../../domain/facts.ts';
import type { PlacedLine, PlacedShipping } from '../../domain/order/order.ts';
import { chargeShipping } from '../../domain/shipping/charge.ts';
import { groupOf, surplusOf } from '../../domain/shipping/group.ts';
import type { Flash, Item, StreamState } from '../../domain/state.ts';
import type { No } from './no.ts';

type Added = Extract<StreamFact, { type: 'basket_added' }>;
type Placed = Extract<StreamFact, { type: 'order_placed' }>;
type Credited = Extract<StreamFact, { type: 'shipping_credited' }>;
type Paid = Extract<StreamFact, { type: 'order_paid' }>;

/** What was charged, and when it was asked for. */
interface Charged {
  itemNumber: number;
  unitPriceMinor: number;
  flashId: string | null;
  /** null: within the 2 s after a flash's end, by a quote or not: an order does not say. */
  lateOk: boolean | null;
}

/**
 * INV7: every price that was promised was in force, `[start, end)` for flashes and 2 s longer for quotes (F3–F5).
 * Prices are judged by the arrival of the frame, which no fact carries; but a fact later than the head before it was
 * stamped with that very arrival, so there the window is judged to the millisecond. Of one that waited behind others
 * only the bounds that hold for any earlier arrival are.
 */
export function checkPrices(state: StreamState, fact: StreamFact, { atMs }: Stamp, no: No): void {
  switch (fact.type) {
    case 'basket_added':
      checkCharged(state, fact, atMs, no);
      return;
    case 'waitlist_offered': {
      const { itemNumber, unitPriceMinor } = fact;
      checkCharged(state, { itemNumber, unitPriceMinor, flashId: null, lateOk: null }, atMs, no);
      return;
    }
    case 'order_placed':
      for (const line of fact.lines) checkLine(state, fact, line, atMs, no);
      checkTotals(state, fact, no);
      return;
    case 'order_paid':
      checkPayment(state, fact, no);
      return;
    case 'shipping_credited':
      checkCredit(state, fact, no);
      return;
    case 'price_changed': {
      const wasMinor = state.items.get(fact.itemNumber)?.listPriceMinor;
      if (fact.wasMinor !== wasMinor) throw no('INV7', `a price that was ${fact.wasMinor}`, String(wasMinor));
      return;
    }
    default:
  }
}

function checkCharged(state: StreamState, charged: Charged | Added, atMs: number, no: No): void {
  const { itemNumber, unitPriceMinor, flashId } = charged;
  const item = state.items.get(itemNumber);
  if (!item) throw no('INV7', `item ${itemNumber}`, 'an item of the lineup');
  const arrivedAtMs = atMs > state.atMs ? atMs : null;
  if (flashId === null) {
    if (unitPriceMinor !== item.listPriceMinor) {
      throw no('INV7', `item ${itemNumber} at ${unitPriceMinor}`, `the list price ${item.listPriceMinor}`);
    }
    const flash = flashOf(state, item);
    if (
      flash &&
      arrivedAtMs !== null &&
      within(arrivedAtMs, flash.startsAtMs, flash.endsAtMs) &&
      flash.free > 0
    ) {
      throw no(
        'INV7',
        `item ${itemNumber} at list price at ${arrivedAtMs}`,
        `the flash price ${flash.priceMinor} until ${flash.endsAtMs}`,
      );
    }
    return;
  }
  const flash = state.flashes.get(flashId);
  if (flash?.itemNumber !== itemNumber) throw no('INV7', `flash ${flashId}`, `a flash of item ${itemNumber}`);
  if (unitPriceMinor !== flash.priceMinor) {
    throw no('INV7', `item ${itemNumber} at ${unitPriceMinor}`, `the flash price ${flash.priceMinor}`);
  }
  checkWindow(state, flash, charged.lateOk, { atMs, arrivedAtMs }, no);
}

function checkWindow(
  state: StreamState,
  { startsAtMs, endsAtMs }: Flash,
  lateOk: boolean | null,
  { atMs, arrivedAtMs }: { atMs: number; arrivedAtMs: number | null },
  no: No,
): void {
  const lastMs = endsAtMs + state.settings.graceMs;
  const window = lateOk === true ? ([endsAtMs, lastMs] as const) : ([startsAtMs, endsAtMs] as const);
  const isIn = arrivedAtMs === null ? atMs >= window[0] : within(arrivedAtMs, ...window);
  if (isIn) return;
  throw no(
    'INV7',
    `a ${lateOk ? 'late ' : ''}flash price at ${atMs}`,
    `a time in [${window[0]}, ${window[1]})`,
  );
}

/** Held units keep the price of their hold (F4); the others are judged as an add is. */
function checkLine(state: StreamState, fact: Placed, line: PlacedLine, atMs: number, no: No): void {
  let held = 0;
  for (const part of line.holds) {
    const hold = state.holds.get(part.holdId);
    if (!hold) throw no('INV10', `hold ${part.holdId}`, 'a hold that is there');
    const buyerId = state.aliases.get(fact.buyerId) ?? fact.buyerId;
    if (hold.buyerId !== buyerId || hold.itemNumber !== line.itemNumber || part.units > hold.units) {
      throw no(
        'INV10',
        `${part.units} of hold ${part.holdId}`,
        `at most ${hold.units} of item ${hold.itemNumber}, by its own buyer`,
      );
    }
    if (hold.untilMs <= atMs && atMs > state.atMs)
      throw no('INV8', `hold ${part.holdId} used at ${atMs}`, `a time before ${hold.untilMs}`);
    if (hold.flashId !== line.flashId || hold.unitPriceMinor !== line.unitPriceMinor) {
      throw no(
        'INV7',
        `item ${line.itemNumber} at ${line.unitPriceMinor}`,
        `the held price ${hold.unitPriceMinor}`,
      );
    }
    held += part.units;
  }
  if (held > line.units) throw no('INV10', `${held} held units`, `at most ${line.units}`);
  if (held < line.units) {
    const { itemNumber, unitPriceMinor, flashId } = line;
    checkCharged(state, { itemNumber, unitPriceMinor, flashId, lateOk: false }, atMs, no);
  }
  const given = line.discounts.reduce(
    (sum, { funder, minor }) => sum + (funder === 'producer' ? 0 : minor),
    0,
  );
  if (line.goodsMinor !== line.payMinor + given) {
    throw no('INV7', `a goods value of ${line.goodsMinor}`, String(line.payMinor + given));
  }
}

function checkTotals(state: StreamState, fact: Placed, no: No): void {
  if (fact.lines.length === 0) throw no('INV10', 'an order without lines', 'one line or more');
  const goods = fact.lines.reduce((sum, line) => sum + line.goodsMinor, 0);
  const total = fact.lines.reduce((sum, line) => sum + line.payMinor, fact.shippingMinor);
  if (fact.goodsMinor !== goods) throw no('INV7', `a goods value of ${fact.goodsMinor}`, String(goods));
  if (fact.totalMinor !== total) throw no('INV7', `a total of ${fact.totalMinor}`, String(total));
  checkShipping(state, fact, no);
  const number = String(1001 + state.ordersPlaced);
  if (fact.number !== number) throw no('INV10', `order number ${fact.number}`, number);
}

/** P2: every fee is what the tables, the products and the group's paid orders make of the lines, and its discounts. */
function checkShipping(state: StreamState, fact: Placed, no: No): void {
  const buyer = state.buyers.get(state.aliases.get(fact.buyerId) ?? fact.buyerId);
  const { addressId, isOverseas } = fact;
  const due = chargeShipping(state, fact.lines, { buyer, addressId, isOverseas }) ?? [];
  const charged = fact.shipping ?? [];
  const said = (fees: readonly PlacedShipping[]) =>
    fees.map((fee) => `${fee.origin}: ${wholeFee(fee)}`).join(', ') || 'no shipping';
  if (said(charged) !== said(due)) throw no('INV7', said(charged), said(due));
  const feesMinor = charged.reduce((sum, { feeMinor }) => sum + feeMinor, 0);
  if (fact.shippingMinor !== feesMinor) {
    throw no('INV7', `shipping of ${fact.shippingMinor}`, String(feesMinor));
  }
}

/** A fee with what others pay of it. */
function wholeFee({ feeMinor, discounts = [] }: PlacedShipping): number {
  return discounts.reduce((sum, { minor }) => sum + minor, feeMinor);
}

/** P3: nobody gets back more shipping than a group does not need, nor an order more than it was charged. */
function checkCredit(state: StreamState, fact: Credited, no: No): void {
  const { origin, addressId } = fact;
  const group = groupOf(state.buyers.get(fact.buyerId), origin, addressId);
  const surplusMinor = group ? surplusOf(state, group) : 0;
  const creditedMinor = fact.lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  if (creditedMinor > surplusMinor) {
    throw no('INV7', `shipping of ${creditedMinor} given back`, `at most ${surplusMinor}`);
  }
  for (const { orderId, amountMinor } of fact.lines) {
    const paidMinor = group?.charged.find((charge) => charge.orderId === orderId)?.paidMinor ?? 0;
    if (amountMinor > paidMinor) {
      throw no('INV7', `shipping of ${amountMinor} given back`, `at most ${paidMinor}, what was paid`);
    }
  }
}

function checkPayment(state: StreamState, fact: Paid, no: No): void {
  const order = state.orders.get(fact.orderId);
  if (!order) return;
  if (fact.amountMinor !== order.totalMinor) {
    throw no('INV7', `${fact.amountMinor} paid for order ${order.number}`, String(order.totalMinor));
  }
  if (!fact.late) return;
  for (const line of order.lines) {
    const item = state.items.get(line.itemNumber);
    if (line.flashId === null && item && item.listPriceMinor !== line.unitPriceMinor) {
      throw no(
        'INV7',
        `item ${line.itemNumber} taken again at ${line.unitPriceMinor}`,
        String(item.listPriceMinor),
      );
    }
  }
}

function flashOf(state: StreamState, item: Item): Flash | null {
  const flash = item.flashId === null ? undefined : state.flashes.get(item.flashId);
  return flash && flash.phase !== 'undone' ? flash : null;
}
