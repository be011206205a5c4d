import type { Fact, FactOf } from '../../../server/market/facts.ts';
import type { Stamp } from '../../../server/market/kernel/stamp.ts';
import { isSameReserve } from '../../../shared/values/reserve.ts';
import { isAbroad } from '../world/abroad.ts';
import type { Asked } from './asked.ts';
import type { Complaints } from './complaints.ts';
import { type Bought, goneOf, type Ledger } from './ledger.ts';
import { type Judged, judgePrice } from './price.ts';
import { move, type Pile } from './shelf.ts';
import { judgeBounds, judgeTakenBack, opened, turned, windowMs } from './take-bounds.ts';
import { judgeLimits, want } from './take-cart.ts';
import { judgeSending, keptOfCancelled, sendingOf } from './take-shipping.ts';
import { judgeClaims, judgeDiscounts } from './take-voucher.ts';
import { judgeNobodyJumps } from './take-waitlist.ts';

type Placed = Fact<'order_placed'>;

/** Takes a fact of an order: judges it by the log before it, then counts it. */
export function takeOrder(
  ledger: Ledger,
  fact: FactOf<'order'>,
  { seq, atMs }: Stamp,
  asked: Asked | null,
  complaints: Complaints,
): void {
  if (fact.type === 'order_placed') {
    placed(ledger, fact, { seq, atMs }, asked, complaints);
    return;
  }
  const order = ledger.order(fact.orderId);
  const from = (...statuses: string[]) =>
    complaints.expect(statuses.includes(order.status), 'O', () => `${fact.type} out of ${order.status}`);
  switch (fact.type) {
    case 'order_paid':
      from(fact.late ? 'EXPIRED' : 'PLACED');
      if (fact.late) {
        for (const { itemNumber } of order.lines) judgeNobodyJumps(ledger, itemNumber, atMs, complaints);
      }
      paid(ledger, order, fact, complaints);
      return;
    case 'payment_pending':
      from('PLACED');
      order.payByMs = fact.payByMs;
      order.isTheProviders = true;
      return;
    case 'payment_opened':
      from('PLACED');
      opened(ledger, order, fact, complaints);
      return;
    case 'payment_declined':
      if (fact.byProvider) order.isTheProviders = true;
      return;
    case 'order_expired':
      from('PLACED');
      complaints.expect(
        fact.dueAtMs === order.payByMs,
        'O',
        () => `${order.orderId} expired at ${fact.dueAtMs}`,
      );
      complaints.expect(
        !fact.strike || (ledger.settings!.isUnpaidStrike && !order.isTheProviders),
        'H3',
        () => `${order.orderId} is a strike`,
      );
      if (fact.strike) ledger.shopper(ledger.who(order.buyerId)).strikes += 1;
      order.status = 'EXPIRED';
      back(ledger, order, 'unpaid');
      return;
    case 'order_expired_refunded':
      from('EXPIRED');
      order.status = 'EXPIRED_REFUNDED';
      return;
    case 'order_cancelled': {
      from(fact.stage === 'paid' ? 'PAID' : 'PLACED');
      judgeTakenBack(ledger, order, fact, asked, complaints);
      const owed = fact.stage === 'paid' && order.payment !== 'cash_on_delivery';
      const refund = owed ? order.totalMinor - order.refundedMinor - keptOfCancelled(ledger, order) : 0;
      complaints.expect(
        fact.refundMinor === refund,
        'O',
        () => `${fact.refundMinor} given back, not ${refund}`,
      );
      order.refundedMinor += fact.refundMinor;
      for (const { amountMinor } of fact.shippingRefunds ?? []) {
        if (order.sending) order.sending.backMinor += amountMinor;
      }
      order.status = 'CANCELLED';
      back(ledger, order, fact.stage === 'paid' ? 'sold' : 'unpaid');
      return;
    }
    case 'order_address_changed': {
      from('PLACED', 'PAID');
      complaints.expect(
        !isAbroad(order.addressId) && !isAbroad(fact.addressId),
        'O10',
        () => `${order.orderId} goes abroad, or did`,
      );
      complaints.expect(
        asked?.command === (fact.by ? 'order:give-address' : 'order:change-address'),
        'A2',
        () => `${order.orderId} goes elsewhere by ${JSON.stringify(fact.by)}, asked was ${asked?.command}`,
      );
      const isOtherPhone = order.phoneTag !== fact.phoneTag;
      order.addressId = fact.addressId;
      order.phoneTag = fact.phoneTag;
      if (isOtherPhone) judgeMoved(ledger, order, complaints);
      return;
    }
    case 'order_payment_changed':
      from('PLACED');
      turned(ledger, order, fact, { seq, atMs }, asked, complaints);
      return;
    case 'line_unfilled': {
      from('PAID');
      const line = order.lines[fact.lineIndex]!;
      const shelf = ledger.shelf(line.itemNumber);
      const offer = ledger.offer(line.flashId);
      shelf.total -= fact.units;
      shelf.sold -= fact.units;
      if (offer) {
        offer.sold -= fact.units;
        offer.lapsed += fact.units;
      }
      judgeUnitsBack(order, fact, complaints);
      line.unfilled += fact.units;
      return;
    }
    case 'order_refunded':
      from('PAID');
      for (const part of fact.lines) {
        if (part.units === 0) givenBack(order, part, complaints);
        else {
          judgeUnitsBack(order, part, complaints);
          order.lines[part.lineIndex]!.withdrawn += part.units;
        }
      }
      return;
    default:
  }
}

/** T2, O5: units that leave an order are worth their steps of the line; what was given as an amount before is a part (O8). */
function judgeUnitsBack(
  order: Bought,
  { lineIndex, units, refundMinor }: { lineIndex: number; units: number; refundMinor: number },
  complaints: Complaints,
): void {
  const line = order.lines[lineIndex]!;
  const gone = goneOf(line) + units;
  const worth = Math.floor((line.payMinor * gone) / line.units + 0.5);
  const isUnpaid = order.payment === 'cash_on_delivery';
  const refund = isUnpaid ? 0 : Math.max(line.backMinor, worth) - line.backMinor;
  complaints.expect(refundMinor === refund, 'T2', () => `${refundMinor} given back, not ${refund}`);
  complaints.expect(gone <= line.units, 'O5', () => `${gone} of ${line.units} units are gone`);
  line.backMinor += refundMinor;
  order.refundedMinor += refundMinor;
}

/** O8: an amount counts no unit, somebody bears it, and it is no more than was paid for its line and is not back. */
function givenBack(
  order: Bought,
  { lineIndex, units, refundMinor, bearer }: Fact<'order_refunded'>['lines'][number],
  complaints: Complaints,
): void {
  const line = order.lines[lineIndex]!;
  const paidMinor = order.payment === 'cash_on_delivery' ? 0 : line.payMinor;
  const isAmount = units === 0 && bearer !== undefined && refundMinor > 0;
  complaints.expect(isAmount, 'O8', () => `${refundMinor} given back of ${units} units, borne by ${bearer}`);
  line.backMinor += refundMinor;
  order.refundedMinor += refundMinor;
  complaints.expect(
    line.backMinor <= paidMinor,
    'O8',
    () => `${line.backMinor} given back of a line that was paid ${paidMinor} for`,
  );
}

function placed(
  ledger: Ledger,
  fact: Placed,
  { seq, atMs }: Stamp,
  asked: Asked | null,
  complaints: Complaints,
): void {
  const buyerId = ledger.who(fact.buyerId);
  complaints.expect(
    ledger.isSelling || ledger.status === 'ENDED',
    'S4',
    () => `an order in ${ledger.status}`,
  );
  complaints.expect(asked !== null, 'INV5', () => `order ${fact.orderId} that nobody sent`);
  if (asked) judgeAsked(fact, asked, complaints);
  if (asked) judgeUnasked(ledger, fact, asked, atMs, complaints);
  // No log of a world loses anything, so there is no gap to pass (O7).
  const number = String(1_001 + ledger.bought.size);
  complaints.expect(fact.number === number, 'INV10', () => `order number ${fact.number}, not ${number}`);
  // Before anything of it is counted: a hold that is used up makes room for a newcomer who waits (H6).
  for (const { itemNumber, units, holds } of fact.lines) {
    const held = holds.reduce((sum, part) => sum + part.units, 0);
    if (held < units) judgeNobodyJumps(ledger, itemNumber, atMs, complaints);
  }
  const tagged: Bought['lines'] = [];
  for (const line of fact.lines) {
    const tags: Bought['lines'][number]['tags'] = [];
    const shelf = ledger.shelf(line.itemNumber);
    const offer = ledger.offer(line.flashId);
    complaints.expect(
      line.shareBps === shelf.shareBps,
      'M6',
      () => `${fact.orderId}: item ${shelf.itemNumber} at a share of ${line.shareBps}, not ${shelf.shareBps}`,
    );
    complaints.expect(
      isSameReserve(line.reserve, shelf.reserve),
      'M7',
      () => `${fact.orderId}: item ${shelf.itemNumber} has another reserve than it was added with`,
    );
    let direct = line.units;
    for (const part of line.holds) {
      direct -= part.units;
      tags.push({ tag: ledger.kept.get(part.holdId)?.tag, units: part.units });
      spend(ledger, buyerId, line, part, asked, complaints);
    }
    complaints.expect(direct >= 0, 'O1', () => `more held than ordered in ${fact.orderId}`);
    if (direct > 0) takeDirect(ledger, buyerId, { ...line, direct }, asked, { ...fact, atMs }, complaints);
    if (direct > 0) move(shelf, offer, direct, 'available', 'unpaid', line.fromLapsed);
    if (direct > 0) tags.push({ tag: fact.networkTag, units: direct });
    tagged.push({ ...line, unfilled: 0, withdrawn: 0, backMinor: 0, tags });
    ledger.noteAsk({ itemNumber: line.itemNumber, flashId: line.flashId, tag: fact.networkTag, atMs });
  }
  judgeDiscounts(ledger, fact, asked, complaints);
  judgeSending(ledger, fact, complaints);
  const total = fact.lines.reduce((sum, { payMinor }) => sum + payMinor, fact.shippingMinor);
  complaints.expect(total === fact.totalMinor, 'INV7', () => `total ${fact.totalMinor}, lines ${total}`);
  const hasFlash = fact.lines.some(({ flashId }) => flashId !== null);
  const payByMs = atMs + windowMs(ledger, { isNew: fact.isNew, hasFlash });
  complaints.expect(fact.payByMs === payByMs, 'O', () => `pay by ${fact.payByMs}, not ${payByMs}`);
  ledger.bought.set(fact.orderId, {
    orderId: fact.orderId,
    number: fact.number,
    seq,
    buyerId,
    status: 'PLACED',
    payment: fact.payment,
    lines: tagged,
    totalMinor: fact.totalMinor,
    refundedMinor: 0,
    payByMs,
    paidAtMs: null,
    phoneTag: fact.phoneTag,
    isNew: fact.isNew,
    placedAtMs: atMs,
    joinedAtMs: fact.joinedAtMs,
    vouchers: fact.vouchers ?? [],
    addressId: fact.addressId,
    sending: sendingOf(fact),
  });
  judgeClaims(ledger, ledger.order(fact.orderId), complaints);
  judgeBounds(ledger, ledger.order(fact.orderId), { tag: fact.networkTag, atMs }, complaints);
  for (const line of fact.lines) {
    judgeLimits(ledger, buyerId, line, complaints);
    judgePhone(ledger, fact.phoneTag, line, complaints);
  }
}

/** [INV10] [INV5] [O2]: what was asked for, all of it, for no more than what was seen. */
function judgeAsked(fact: Placed, asked: Asked, complaints: Complaints): void {
  const wanted = new Map<string, number>();
  const units = (line: { itemNumber: number; units: number }) => {
    const id = `${line.itemNumber}`;
    wanted.set(id, (wanted.get(id) ?? 0) + line.units);
  };
  for (const line of asked.lines ?? []) units(line);
  for (const line of fact.lines) units({ ...line, units: -line.units });
  const isWhole = [...wanted.values()].every((left) => left === 0);
  complaints.expect(isWhole, 'INV10', () => `${fact.orderId} is not what ${asked.key} asked for`);
  // Of a newcomer's cash alone it is kept since when they had been watching (H8).
  const isWatched = fact.isNew && fact.payment === 'cash_on_delivery';
  const joinedAtMs = (isWatched ? asked.joinedAtMs : null) ?? undefined;
  complaints.expect(
    fact.joinedAtMs === joinedAtMs,
    'H8',
    () => `${fact.orderId} says that its buyer came at ${fact.joinedAtMs}, it was ${joinedAtMs}`,
  );
  complaints.expect(
    fact.totalMinor <= (asked.expectTotalMinor ?? 0),
    'O2',
    () => `${fact.orderId}: ${fact.totalMinor} charged, ${asked.expectTotalMinor} seen`,
  );
}

/**
 * F7: nobody pays more for a unit than its card shows without having been asked. Judged where no voucher, bundle or fee can
 * make the whole order dearer by the flash price.
 */
function judgeUnasked(
  ledger: Ledger,
  fact: Placed,
  asked: Asked,
  atMs: number,
  complaints: Complaints,
): void {
  if (ledger.coupons.size > 0 || fact.shipping) return;
  const arrivedAtMs = fact.receivedAtMs ?? atMs;
  for (const { itemNumber, flashId, holds, unitPriceMinor } of fact.lines) {
    const shelf = ledger.shelf(itemNumber);
    const offer = ledger.activeOffer(itemNumber);
    const isOn = offer !== null && offer.startsAtMs <= arrivedAtMs && arrivedAtMs < offer.endsAtMs;
    const isSold = ledger.isSelling && !shelf.isStopped && !shelf.isRemoved && shelf.promotion === null;
    if (flashId !== null || holds.length === 0 || !isOn || !isSold || offer.free === 0) continue;
    const buyerId = ledger.who(fact.buyerId);
    const isOfPhone = (order: Bought) =>
      fact.phoneTag !== null && order.phoneTag === fact.phoneTag && ledger.who(order.buyerId) !== buyerId;
    // Others who ordered under the same phone use up the limit too (H7).
    const has =
      ledger.counted(buyerId, itemNumber, offer.flashId) +
      ledger.ordered(isOfPhone, itemNumber, offer.flashId);
    if (unitPriceMinor <= offer.priceMinor || has >= offer.perBuyer) continue;
    complaints.expect(
      asked.askedFlashIds?.includes(offer.flashId) === true,
      'F7',
      () =>
        `${asked.key} paid ${unitPriceMinor} for item ${itemNumber} at ${offer.priceMinor}, and was not asked`,
    );
  }
}

function spend(
  ledger: Ledger,
  buyerId: string,
  line: Placed['lines'][number],
  part: { holdId: string; units: number },
  asked: Asked | null,
  complaints: Complaints,
): void {
  const kept = ledger.kept.get(part.holdId);
  if (!kept || kept.units < part.units) {
    complaints.add('O1', `${part.units} units of hold ${part.holdId} are not there to be ordered`);
    return;
  }
  const isOwn =
    ledger.who(kept.buyerId) === buyerId &&
    kept.itemNumber === line.itemNumber &&
    kept.flashId === line.flashId &&
    kept.priceMinor === line.unitPriceMinor;
  complaints.expect(isOwn, 'F4', () => `hold ${part.holdId} is not what was ordered`);
  const isInTime = asked === null || asked.receivedAtMs.some((t) => t < kept.untilMs + ledger.apartMs);
  complaints.expect(isInTime, 'T5', () => `hold ${part.holdId} was over at ${asked?.receivedAtMs}`);
  move(ledger.shelf(kept.itemNumber), ledger.offer(kept.flashId), part.units, 'held', 'unpaid');
  kept.units -= part.units;
  if (kept.units === 0) ledger.kept.delete(part.holdId);
}

function takeDirect(
  ledger: Ledger,
  buyerId: string,
  line: Placed['lines'][number] & { direct: number },
  asked: Asked | null,
  { atMs, receivedAtMs, receiptAtMs }: Judged,
  complaints: Complaints,
): void {
  const shopper = ledger.shopper(buyerId);
  const isFirstPaid =
    ledger.policy === 'first_paid' || shopper.strikes >= ledger.settings!.strikesToFirstPaid;
  const wanted = shopper.wanted.get(line.itemNumber) ?? 0;
  complaints.expect(ledger.isSelling, 'S3', () => `direct units while the stream is ${ledger.status}`);
  complaints.expect(
    isFirstPaid || wanted >= line.direct,
    'O1',
    () => `${line.direct} direct units of item ${line.itemNumber}, ${wanted} wanted`,
  );
  const judged = { atMs, receivedAtMs, receiptAtMs: line.byReceipt ? receiptAtMs : undefined };
  const charged = { ...line, units: line.direct, isQuoted: false };
  if (asked) judgePrice(ledger, charged, asked, judged, complaints);
  want(ledger, buyerId, line.itemNumber, -line.direct);
}

/** H7: others who ordered under the same phone count too. */
function judgePhone(
  ledger: Ledger,
  phoneTag: string | null,
  { itemNumber, flashId }: { itemNumber: number; flashId: string | null },
  complaints: Complaints,
): void {
  if (phoneTag === null) return;
  const ordered = (flash: string | null) =>
    ledger.ordered((order) => order.phoneTag === phoneTag, itemNumber, flash);
  const { limit } = ledger.shelf(itemNumber);
  if (limit !== null) {
    const units = ordered(null);
    complaints.expect(
      units <= limit,
      'H7',
      () => `${units} of item ${itemNumber} under one phone, limit ${limit}`,
    );
  }
  const offer = ledger.offer(flashId);
  if (!offer) return;
  const units = ordered(flashId);
  complaints.expect(units <= offer.perBuyer, 'H7', () => `${units} of flash ${flashId} under one phone`);
}

/**
 * H7 after another address: under its phone somebody else may have ordered. Who is alone under it may have more than the
 * limit, for two buyers who were merged keep what each had bought.
 */
function judgeMoved(ledger: Ledger, order: Bought, complaints: Complaints): void {
  const buyerId = ledger.who(order.buyerId);
  for (const line of order.lines) {
    const isOthers = (other: Bought) =>
      other.phoneTag === order.phoneTag && ledger.who(other.buyerId) !== buyerId;
    if (ledger.ordered(isOthers, line.itemNumber, null) > 0)
      judgePhone(ledger, order.phoneTag, line, complaints);
  }
}

function paid(ledger: Ledger, order: Bought, fact: Fact<'order_paid'>, complaints: Complaints): void {
  complaints.expect(
    fact.method === order.payment,
    'O13',
    () => `${order.orderId} paid by ${fact.method}, not ${order.payment}`,
  );
  complaints.expect(
    fact.amountMinor === order.totalMinor,
    'O',
    () => `${order.orderId} paid ${fact.amountMinor}`,
  );
  complaints.expect(
    fact.late || fact.paidAtMs < order.payByMs,
    'T5',
    () => `${order.orderId} paid at ${fact.paidAtMs}, by ${order.payByMs}`,
  );
  complaints.expect(
    !fact.late || ledger.status !== 'CLOSED',
    'S4',
    () => `${order.orderId} revived after CLOSED`,
  );
  order.lines.forEach((line, index) => {
    const shelf = ledger.shelf(line.itemNumber);
    const offer = ledger.offer(line.flashId);
    if (fact.late) move(shelf, offer, line.units, 'available', 'sold', fact.fromLapsed[index] ?? 0);
    else move(shelf, offer, line.units, 'unpaid', 'sold');
  });
  order.status = 'PAID';
  order.paidAtMs = fact.paidAtMs;
  if (order.payment !== 'cash_on_delivery') ledger.hasPaid(order.buyerId);
  if (!fact.late) return;
  for (const line of order.lines) judgeLimits(ledger, order.buyerId, line, complaints);
  judgeClaims(ledger, order, complaints);
}

function back(ledger: Ledger, order: Bought, from: Pile): void {
  for (const line of order.lines) {
    move(
      ledger.shelf(line.itemNumber),
      ledger.offer(line.flashId),
      line.units - line.unfilled,
      from,
      'available',
    );
  }
}
