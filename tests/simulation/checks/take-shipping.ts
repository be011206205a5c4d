import type { Fact, StreamFact } from '../../../server/market/facts.ts';
import { isAbroad } from '../world/abroad.ts';
import type { Complaints } from './complaints.ts';
import { type Bought, goneOf, type Ledger, type SendingTable } from './ledger.ts';

type Placed = Fact<'order_placed'>;
type Credited = Extract<StreamFact, { type: 'shipping_credited' }>;

/** A parcel, unit by unit. */
interface Parcel {
  isAbroad: boolean;
  units: number[];
  goodsMinor: number;
  chargedMinor: number;
}

/** [P2]: the fee is what the whole parcel costs by now, less what its paid orders were charged. */
export function judgeSending(ledger: Ledger, fact: Placed, complaints: Complaints): void {
  judgeAbroad(ledger, fact, complaints);
  const parcel = parcelOf(ledger, ledger.who(fact.buyerId), fact.addressId);
  for (const line of fact.lines) addUnits(parcel, line.itemNumber, line.units, line.goodsMinor);
  const isCharged =
    isAbroad(fact.addressId) ||
    ledger.sendingTable !== null ||
    fact.lines.some((line) => ledger.fees.has(line.itemNumber));
  const dueMinor = isCharged ? Math.max(0, costOf(ledger, parcel) - parcel.chargedMinor) : null;
  const { feeMinor, givenMinor } = sendingOf(fact) ?? { feeMinor: null, givenMinor: 0 };
  const chargedMinor = feeMinor === null ? null : feeMinor + givenMinor;
  complaints.expect(
    chargedMinor === dueMinor,
    'P2',
    () => `${fact.orderId}: ${chargedMinor} for sending, not ${dueMinor}`,
  );
  complaints.expect(
    fact.shippingMinor === (feeMinor ?? 0),
    'P2',
    () => `${fact.orderId}: shipping of ${fact.shippingMinor}`,
  );
}

/** What goes abroad is served there, and an order keeps the rate of its moment, whatever becomes of it later. */
function judgeAbroad({ abroad, abroadTable }: Ledger, fact: Placed, complaints: Complaints): void {
  const { orderId, addressId, isOverseas = false, shown } = fact;
  const goesAbroad = isAbroad(addressId);
  complaints.expect(isOverseas === goesAbroad, 'P2', () => `${orderId}: sent abroad: ${isOverseas}`);
  complaints.expect(
    !goesAbroad || (abroad !== null && abroadTable !== null),
    'P2',
    () => `${orderId} goes where nothing is sent`,
  );
  complaints.expect(
    shown?.currency === abroad?.currency && shown?.rateMicros === abroad?.rateMicros,
    'P2',
    () => `${orderId} was shown at ${shown?.rateMicros}, not at ${abroad?.rateMicros}`,
  );
}

export function sendingOf({ shipping }: Placed): Bought['sending'] {
  const [fee] = shipping ?? [];
  if (!fee) return null;
  const givenMinor = (fee.discounts ?? []).reduce((sum, { minor }) => sum + minor, 0);
  return { feeMinor: fee.feeMinor, givenMinor, backMinor: 0 };
}

/** [P3]: what a paid order keeps of its shipping when it is called off is what the rest of its parcel costs. */
export function keptOfCancelled(ledger: Ledger, order: Bought): number {
  if (!order.sending) return 0;
  const rest = parcelOf(ledger, ledger.who(order.buyerId), order.addressId, order);
  const leftMinor = order.sending.feeMinor - order.sending.backMinor;
  const surplusMinor = Math.max(0, rest.chargedMinor - costOf(ledger, rest));
  return leftMinor - Math.min(leftMinor, surplusMinor);
}

/** [P3]: in one go at CLOSED, and never more than the parcel does not need. */
export function takeCredit(ledger: Ledger, fact: Credited, complaints: Complaints): void {
  complaints.expect(ledger.status === 'CLOSED', 'P3', () => `shipping given back in ${ledger.status}`);
  const parcel = parcelOf(ledger, ledger.who(fact.buyerId), fact.addressId);
  const surplusMinor = Math.max(0, parcel.chargedMinor - costOf(ledger, parcel));
  const creditedMinor = fact.lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  complaints.expect(
    creditedMinor <= surplusMinor && creditedMinor > 0,
    'P3',
    () => `${creditedMinor} of shipping given back, ${surplusMinor} too much`,
  );
  for (const { orderId, amountMinor } of fact.lines) {
    const order = ledger.order(orderId);
    if (!order.sending) {
      complaints.add('P3', `${orderId} paid no shipping`);
      continue;
    }
    order.sending.backMinor += amountMinor;
    order.refundedMinor += amountMinor;
    complaints.expect(
      order.sending.backMinor <= order.sending.feeMinor,
      'P3',
      () => `${orderId}: ${order.sending?.backMinor} of ${order.sending?.feeMinor} given back`,
    );
  }
}

/** @param less an order whose goods do not travel, and whose charge counts all the same */
function parcelOf(ledger: Ledger, buyerId: string, addressId: string | null, less?: Bought): Parcel {
  const parcel: Parcel = { isAbroad: isAbroad(addressId), units: [], goodsMinor: 0, chargedMinor: 0 };
  for (const order of ledger.bought.values()) {
    const isOfIt = ledger.who(order.buyerId) === buyerId && order.addressId === addressId;
    if (!isOfIt || !order.sending || order.paidAtMs === null) continue;
    const isCalledOff = order.status === 'CANCELLED';
    if (isCalledOff && order.payment === 'cash_on_delivery') continue;
    const { feeMinor, givenMinor, backMinor } = order.sending;
    parcel.chargedMinor += feeMinor + givenMinor - backMinor;
    if (isCalledOff || order === less) continue;
    for (const line of order.lines) {
      const goneMinor = Math.floor((line.goodsMinor * goneOf(line)) / line.units + 0.5);
      addUnits(parcel, line.itemNumber, line.units - goneOf(line), line.goodsMinor - goneMinor);
    }
  }
  return parcel;
}

function addUnits(parcel: Parcel, itemNumber: number, units: number, goodsMinor: number): void {
  for (let unit = 0; unit < units; unit += 1) parcel.units.push(itemNumber);
  parcel.goodsMinor += goodsMinor;
}

/** By the table of where it goes to; without one, or without weights in it, what its items say. */
function costOf(ledger: Ledger, parcel: Parcel): number {
  const table = parcel.isAbroad ? ledger.abroadTable : ledger.sendingTable;
  const { units, goodsMinor } = parcel;
  if (units.length === 0) return 0;
  if (goodsMinor >= (table?.freeFromMinor ?? Number.POSITIVE_INFINITY)) return 0;
  const costMinor = table?.tiers ? byWeight(ledger, table.tiers, units) : byItem(ledger, units);
  return Math.min(costMinor, table?.capMinor ?? Number.POSITIVE_INFINITY);
}

/** What is heavier than the last weight goes in several parcels. */
function byWeight({ grams }: Ledger, tiers: NonNullable<SendingTable['tiers']>, units: number[]): number {
  const last = tiers.at(-1)!;
  let left = units.reduce((sum, itemNumber) => sum + (grams.get(itemNumber) ?? 0), 0);
  let costMinor = 0;
  for (; left > last.upToGrams; left -= last.upToGrams) costMinor += last.feeMinor;
  return costMinor + tiers.find(({ upToGrams }) => left <= upToGrams)!.feeMinor;
}

/** One unit pays its base and all others their increments: of all ways to choose it, the cheapest with the highest base. */
function byItem({ fees }: Ledger, units: number[]): number {
  const each = units.map((itemNumber) => fees.get(itemNumber) ?? { baseMinor: 0, incrementMinor: 0 });
  const highest = Math.max(...each.map(({ baseMinor }) => baseMinor));
  const all = each.reduce((sum, { incrementMinor }) => sum + incrementMinor, 0);
  const ways = each.filter(({ baseMinor }) => baseMinor === highest);
  return Math.min(...ways.map(({ incrementMinor }) => highest + all - incrementMinor));
}
