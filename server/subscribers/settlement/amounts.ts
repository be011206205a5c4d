import type { Funder } from '../../../shared/market/flash-sale/contract.ts';
import type { GivenAmount } from '../../market/order/order.ts';
import { accounts } from '../../shop/ledger/accounts.ts';
import type { SettledAmount, SettledLine, SettledOrder, SettlementBook } from '../../shop/ledger/book.ts';
import type { Posting } from '../../shop/ledger/entry.ts';
import { leftOf, shareBetween } from '../../shop/ledger/shares.ts';

/** Which line a booking is about. */
export interface AmountOf {
  book: SettlementBook;
  order: SettledOrder;
  line: SettledLine;
  lineIndex: number;
}

/**
 * An amount goes back to a buyer, and who bears it pays (O8). The shop's is an expense, the host's is owed by the host. The
 * producer's makes the line smaller, its share as well as the fee (M3): what of it is not delivered yet leaves escrow, and
 * waits for the delivery.
 */
export function giveAmount(of: AmountOf, { bearer, minor }: GivenAmount): Posting[] {
  const { line, order } = of;
  const reversedMinor = bearer === 'producer' ? Math.min(minor, owedOf(line)) : 0;
  const isOpen = line.goneUnits + line.deliveredUnits < line.units && !order.isCash;
  const waitingMinor = bearer === 'producer' && isOpen ? minor - reversedMinor : 0;
  line.given = [...(line.given ?? []), { bearer, minor, waitingMinor }];
  order.heldMinor -= waitingMinor;
  const about = aboutOf(of);
  const restMinor = minor - reversedMinor - waitingMinor;
  return [
    { account: accounts.refundsPayable, amountMinor: -minor, ...about },
    ...reverseBase(of, reversedMinor),
    { account: accounts.escrow, amountMinor: waitingMinor, ...about },
    { account: expenseOf(of.book, bearer), amountMinor: restMinor, ...about },
  ];
}

/** Amounts that units cover from now on are taken back from who bore them, the oldest first: `giveAmount` undone (O8). */
export function takeBackAmounts(of: AmountOf, covered: readonly GivenAmount[]): Posting[] {
  const coveredMinor = covered.reduce((sum, { minor }) => sum + minor, 0);
  return takeOldest(of.line, coveredMinor).flatMap((part) => takeBack(of, part));
}

/** A parcel came: of the amounts that the producer bears, those that waited for it make what it brought smaller. */
export function applyWaiting(of: AmountOf): Posting[] {
  const { line, order } = of;
  const postings: Posting[] = [];
  for (const amount of line.given ?? []) {
    const minor = Math.min(amount.waitingMinor, owedOf(line));
    if (minor === 0) continue;
    amount.waitingMinor -= minor;
    order.heldMinor += minor;
    postings.push(
      { account: accounts.escrow, amountMinor: -minor, ...aboutOf(of) },
      ...reverseBase(of, minor),
    );
  }
  return postings;
}

/** Of a line's base, what units that are back have taken: what amounts took of it goes back first. */
export function goneByUnits({ goneBaseMinor, given = [] }: SettledLine): number {
  const byAmounts = given.filter(({ bearer }) => bearer === 'producer');
  return byAmounts.reduce((left, { minor, waitingMinor }) => left - (minor - waitingMinor), goneBaseMinor);
}

/** Takes a piece of base off what was delivered, the newest delivery first: share and fee get smaller by it. */
export function reverseBase(of: AmountOf, goodsMinor: number): Posting[] {
  const { line } = of;
  const postings: Posting[] = [];
  let missing = goodsMinor;
  let feeMinor = 0;
  for (const delivery of [...line.deliveries].reverse()) {
    const baseMinor = Math.min(missing, leftOf(delivery));
    if (baseMinor === 0) continue;
    missing -= baseMinor;
    const shareMinor = shareBetween(line, line.goneBaseMinor, line.goneBaseMinor + baseMinor);
    line.goneBaseMinor += baseMinor;
    delivery.reversedBaseMinor += baseMinor;
    delivery.reversedShareMinor += shareMinor;
    feeMinor += baseMinor - shareMinor;
    postings.push(ofProducer(of, delivery.seq, -baseMinor, shareMinor));
  }
  return [...postings, { account: accounts.shopFee, amountMinor: feeMinor, ...aboutOf(of) }];
}

/** What of a line's base is owed for what was delivered. */
export function owedOf({ deliveries }: SettledLine): number {
  return deliveries.reduce((sum, delivery) => sum + leftOf(delivery), 0);
}

function takeBack(of: AmountOf, { bearer, minor, waitingMinor }: SettledAmount): Posting[] {
  const { line, order } = of;
  const about = aboutOf(of);
  order.heldMinor += waitingMinor;
  const back: Posting[] = [
    { account: accounts.refundsPayable, amountMinor: minor, ...about },
    { account: accounts.escrow, amountMinor: -waitingMinor, ...about },
  ];
  let missing = bearer === 'producer' ? minor - waitingMinor : 0;
  let feeMinor = 0;
  for (const delivery of line.deliveries) {
    const baseMinor = Math.min(missing, delivery.reversedBaseMinor);
    if (baseMinor === 0) continue;
    missing -= baseMinor;
    const shareMinor = shareBetween(line, line.goneBaseMinor - baseMinor, line.goneBaseMinor);
    line.goneBaseMinor -= baseMinor;
    delivery.reversedBaseMinor -= baseMinor;
    delivery.reversedShareMinor -= shareMinor;
    feeMinor += baseMinor - shareMinor;
    back.push(ofProducer(of, delivery.seq, baseMinor, -shareMinor));
  }
  back.push({ account: accounts.shopFee, amountMinor: -feeMinor, ...about });
  const restMinor = bearer === 'producer' ? missing : minor;
  return [...back, { account: expenseOf(of.book, bearer), amountMinor: -restMinor, ...about }];
}

/** Takes the oldest amounts out of a line, so much of them; of one that is cut what waits goes first. */
function takeOldest(line: SettledLine, minor: number): SettledAmount[] {
  const taken: SettledAmount[] = [];
  const left: SettledAmount[] = [];
  let missing = minor;
  for (const amount of line.given ?? []) {
    const part = Math.min(missing, amount.minor);
    const waitingMinor = Math.min(part, amount.waitingMinor);
    missing -= part;
    if (part > 0) taken.push({ ...amount, minor: part, waitingMinor });
    if (part < amount.minor) {
      left.push({ ...amount, minor: amount.minor - part, waitingMinor: amount.waitingMinor - waitingMinor });
    }
  }
  if (left.length > 0) line.given = left;
  else delete line.given;
  return taken;
}

/** Who pays an amount that no line gets smaller by. A fen of rounding that no delivery can bear is the shop's. */
function expenseOf(book: SettlementBook, bearer: Funder): string {
  return bearer === 'host' ? accounts.hostReceivable(book.hostId) : accounts.promoExpense;
}

function ofProducer(of: AmountOf, deliverySeq: number, baseMinor: number, amountMinor: number): Posting {
  const account = accounts.producerPayable(of.line.producerId);
  return { account, amountMinor, baseMinor, ...aboutOf(of), deliverySeq };
}

function aboutOf({ order, lineIndex }: AmountOf): Pick<Posting, 'orderId' | 'lineIndex'> {
  return { orderId: order.orderId, lineIndex };
}
