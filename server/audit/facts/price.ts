import { within } from '../../../shared/values/time.ts';
import type { StreamFact } from '../../market/facts.ts';
import type { Flash } from '../../market/flash-sale/state.ts';
import { whyNotNext } from '../../market/kernel/numbering.ts';
import type { Stamp } from '../../market/kernel/stamp.ts';
import type { Item } from '../../market/lineup/state.ts';
import type { PlacedLine, PlacedShipping } from '../../market/order/order.ts';
import type { PlacedFact } from '../../market/order/placed-fact.ts';
import { chargeShipping } from '../../market/shipping/charge.ts';
import { groupOf, surplusOf } from '../../market/shipping/group.ts';
import type { StreamState } from '../../market/state.ts';
import type { No } from './violation.ts';

type Credited = Extract<StreamFact, { type: 'shipping_credited' }>;
type Paid = Extract<StreamFact, { type: 'order_paid' }>;

/** What was charged for units from the shelf. */
interface Charged {
  itemNumber: number;
  unitPriceMinor: number;
  flashId: string | null;
  /** By a quote, within the 2 s after the flash's end. */
  lateOk: boolean;
  /** Who asked for it, and what a receipt gave (F5); absent: nothing. */
  buyerId?: string;
  units?: number;
  receiptAtMs?: number | undefined;
  fromLapsed?: number | undefined;
}

/** Why a price is not the one that was due. */
interface Fault {
  found: string;
  expected: string;
}

/**
 * INV7: every price that was promised is the one that was due when its command was received, given the facts before it:
 * `[start, end)` for flashes and 2 s longer for quotes (F3–F5).
 * @param arrivedAtMs when that was, epoch ms
 */
export function checkPrices(
  state: StreamState,
  fact: StreamFact,
  { atMs }: Stamp,
  arrivedAtMs: number,
  no: No,
): void {
  switch (fact.type) {
    case 'cart_added': {
      const { receiptAtMs, fromLapsed, hold, units } = fact;
      checkPrice(state, { ...fact, receiptAtMs, fromLapsed, units: hold ? units : 0 }, arrivedAtMs, no);
      return;
    }
    case 'waitlist_offered': {
      const { itemNumber, unitPriceMinor } = fact;
      // No command asked for it: it is dated with the batch that made it.
      checkPrice(state, { itemNumber, unitPriceMinor, flashId: null, lateOk: false }, atMs, no);
      return;
    }
    case 'order_placed': {
      for (const line of fact.lines) checkLine(state, fact, line, { atMs, arrivedAtMs }, no);
      checkTotals(state, fact, no);
      return;
    }
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

function checkPrice(state: StreamState, charged: Charged, arrivedAtMs: number, no: No): void {
  const item = state.items.get(charged.itemNumber);
  if (!item) throw no('INV7', `item ${charged.itemNumber}`, 'an item of the lineup');
  if (charged.receiptAtMs !== undefined) {
    checkReceipt(state, item, { ...charged, receiptAtMs: charged.receiptAtMs }, arrivedAtMs, no);
    return;
  }
  if (charged.fromLapsed) throw no('INV7', `${charged.fromLapsed} lapsed units`, 'none without a receipt');
  const fault = whyNotDue(state, item, charged, arrivedAtMs);
  if (fault) throw no('INV7', fault.found, fault.expected);
}

/**
 * F5: a receipt gives the price of a flash that was due at the arrival it proves, where the command's own arrival makes
 * another one due: for 30 s, and once per buyer and flash. What lapsed goes first (F6).
 */
function checkReceipt(
  state: StreamState,
  item: Item,
  charged: Charged & { receiptAtMs: number },
  arrivedAtMs: number,
  no: No,
): void {
  const { receiptAtMs, buyerId = '', flashId, units = 0, fromLapsed = 0 } = charged;
  const found = `a receipt of ${receiptAtMs}`;
  const { receiptMs } = state.settings;
  if (!within(arrivedAtMs, receiptAtMs, receiptAtMs + receiptMs)) {
    throw no('INV7', found, `one of less than ${receiptMs} ms before its command`);
  }
  const then = whyNotDue(state, item, charged, receiptAtMs);
  if (then) throw no('INV7', then.found, then.expected);
  if (!whyNotDue(state, item, charged, arrivedAtMs)) {
    throw no('INV7', found, 'none: the price was due anyway');
  }
  const buyer = state.buyers.get(state.aliases.get(buyerId) ?? buyerId);
  if (buyer?.receipts?.includes(flashId ?? '')) {
    throw no('INV7', `a second receipt of ${buyerId} for flash ${flashId}`, 'one');
  }
  const flash = state.flashes.get(flashId ?? '');
  const dueUnits = flash?.phase === 'over' ? Math.min(flash.lapsed, units) : 0;
  if (fromLapsed !== dueUnits) throw no('INV7', `${fromLapsed} lapsed units`, String(dueUnits));
}

/** Null: the price is what F5 makes due of a command that was received then. */
function whyNotDue(
  state: StreamState,
  item: Item,
  { unitPriceMinor, flashId, lateOk }: Charged,
  receivedAtMs: number,
): Fault | null {
  const found = `item ${item.itemNumber} at ${unitPriceMinor}`;
  if (flashId === null) {
    if (unitPriceMinor !== item.listPriceMinor) {
      return { found, expected: `the list price ${item.listPriceMinor}` };
    }
    const flash = flashesOf(state, item).find(({ startsAtMs, endsAtMs }) =>
      within(receivedAtMs, startsAtMs, endsAtMs),
    );
    if (!flash || flash.free === 0) return null;
    return {
      found: `item ${item.itemNumber} at list price at ${receivedAtMs}`,
      expected: `the flash price ${flash.priceMinor} until ${flash.endsAtMs}`,
    };
  }
  const flash = state.flashes.get(flashId);
  if (flash?.itemNumber !== item.itemNumber) {
    return { found: `flash ${flashId}`, expected: `a flash of item ${item.itemNumber}` };
  }
  if (unitPriceMinor !== flash.priceMinor) return { found, expected: `the flash price ${flash.priceMinor}` };
  const { startsAtMs, endsAtMs } = flash;
  const [fromMs, untilMs] = lateOk ? [endsAtMs, endsAtMs + state.settings.graceMs] : [startsAtMs, endsAtMs];
  if (within(receivedAtMs, fromMs, untilMs)) return null;
  return {
    found: `a ${lateOk ? 'late ' : ''}flash price at ${receivedAtMs}`,
    expected: `a time in [${fromMs}, ${untilMs})`,
  };
}

/** Held units keep the price of their hold (F4); the others are judged as an add is. */
function checkLine(
  state: StreamState,
  fact: PlacedFact,
  line: PlacedLine,
  { atMs, arrivedAtMs }: { atMs: number; arrivedAtMs: number },
  no: No,
): void {
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
  checkTap(
    state,
    line,
    held < line.units ? (line.byReceipt ? (fact.receiptAtMs ?? 0) : arrivedAtMs) : null,
    no,
  );
  if (held > line.units) throw no('INV10', `${held} held units`, `at most ${line.units}`);
  const givenMinor = line.discounts.reduce(
    (sum, { funder, minor }) => sum + (funder === 'producer' ? 0 : minor),
    0,
  );
  if (line.goodsMinor !== line.payMinor + givenMinor) {
    throw no('INV7', `a goods value of ${line.goodsMinor}`, String(line.payMinor + givenMinor));
  }
  const { itemNumber, unitPriceMinor, flashId, byReceipt, fromLapsed } = line;
  const units = line.units - held;
  if (units === 0) {
    if (byReceipt || fromLapsed)
      throw no('INV7', 'a receipt for units that were held', 'the price of their hold');
    return;
  }
  const receiptAtMs = byReceipt ? fact.receiptAtMs : undefined;
  const given = { buyerId: fact.buyerId, units, receiptAtMs, fromLapsed };
  checkPrice(state, { itemNumber, unitPriceMinor, flashId, lateOk: false, ...given }, arrivedAtMs, no);
}

/**
 * What a line says of the taps that bound its flash price is what its holds say, and the order's own arrival where units
 * came from the shelf; older facts say nothing.
 */
function checkTap(
  state: StreamState,
  { tapAtMs, lateOk, holds }: PlacedLine,
  arrivedAtMs: number | null,
  no: No,
): void {
  if (tapAtMs === undefined && !lateOk) return;
  const bound = holds.flatMap(({ holdId }) => state.holds.get(holdId) ?? []);
  const dueMs = Math.max(arrivedAtMs ?? 0, ...bound.map((hold) => hold.tapAtMs ?? 0));
  const isLate = lateOk === true;
  const wasLate = bound.some((hold) => hold.lateOk);
  if (tapAtMs === dueMs && isLate === wasLate) return;
  const said = (atMs: number | undefined, late: boolean) => `a ${late ? 'late ' : ''}tap at ${atMs}`;
  throw no('INV7', said(tapAtMs, isLate), said(dueMs, wasLate));
}

function checkTotals(state: StreamState, fact: PlacedFact, no: No): void {
  if (fact.lines.length === 0) throw no('INV10', 'an order without lines', 'one line or more');
  const goods = fact.lines.reduce((sum, line) => sum + line.goodsMinor, 0);
  const total = fact.lines.reduce((sum, line) => sum + line.payMinor, fact.shippingMinor);
  if (fact.goodsMinor !== goods) throw no('INV7', `a goods value of ${fact.goodsMinor}`, String(goods));
  if (fact.totalMinor !== total) throw no('INV7', `a total of ${fact.totalMinor}`, String(total));
  checkShipping(state, fact, no);
  const wrong = whyNotNext(state.orderNumbers, Number(fact.number), fact.afterGap);
  if (wrong !== null) throw no('INV10', `order number ${fact.number}`, wrong);
}

/** P2: every fee is what the tables, the products and the group's paid orders make of the lines, and its discounts. */
function checkShipping(state: StreamState, fact: PlacedFact, no: No): void {
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

/** The flashes that an item ever had and that were not undone, the latest first: nearly always it is that one. */
function flashesOf(state: StreamState, { itemNumber }: Item): Flash[] {
  const all = [...state.flashes.values()].reverse();
  return all.filter((flash) => flash.itemNumber === itemNumber && flash.phase !== 'undone');
}
