import type { StreamFact } from '../../server/market/facts.ts';
import type { By } from '../../server/market/kernel/by.ts';
import type { Discount, PlacedLine, RefundedLine } from '../../server/market/order/order.ts';
import { isPlacedFact, type PlacedFact } from '../../server/market/order/placed-fact.ts';
import { emptyBook, payablesOf, type SettlementBook } from '../../server/shop/ledger/book.ts';
import type { LedgerEntry } from '../../server/shop/ledger/entry.ts';
import type { SettlementTerms, TermsHistory } from '../../server/shop/ledger/terms.ts';
import type { PaidLine, SettlementFact } from '../../server/shop/payout/facts.ts';
import { payoutOf, refKey, type Standing } from '../../server/shop/payout/pay-out.ts';
import { payableOfAdjustment, postShop } from '../../server/shop/payout/post.ts';
import { isSettled, post, type SettledFact } from '../../server/subscribers/settlement/post.ts';
import type { Reserve } from '../../shared/values/reserve.ts';

export const by: By = { staffId: 'yang', device: 'laptop' };

/** A line as somebody tells of it: what it costs, what was given away and by whom. */
export interface ToldLine {
  producerId: string;
  units: number;
  /** What the buyer pays for the whole line. */
  payMinor: number;
  shopMinor?: number;
  hostMinor?: number;
  shareBps?: number;
  reserve?: Reserve;
}

/** How an order was placed, with only what the settlement looks at told. */
export function aPlacedOrder(
  orderId: string,
  lines: readonly ToldLine[],
  shipping: { origin: string; feeMinor: number; discounts?: Discount[] }[] = [],
): PlacedFact {
  const shippingMinor = shipping.reduce((sum, { feeMinor }) => sum + feeMinor, 0);
  const payMinor = lines.reduce((sum, line) => sum + line.payMinor, 0);
  return {
    type: 'order_placed',
    orderId,
    number: `N-${orderId}`,
    buyerId: 'ana',
    lines: lines.map((line, index) => aPlacedLine(line, index + 1)),
    goodsMinor: lines.reduce((sum, line) => sum + baseOf(line), 0),
    shippingMinor,
    ...(shipping.length > 0 && { shipping }),
    totalMinor: payMinor + shippingMinor,
    payment: 'sandbox',
    payByMs: 0,
    addressId: null,
    phoneTag: null,
    isNew: false,
  };
}

/** What the k-th of a line's units has of a total: all of them together are the total, to the fen. */
export function ofUnit(k: number, units: number, totalMinor: number): number {
  const upTo = (count: number) => Math.floor((2 * totalMinor * count + units) / (2 * units));
  return upTo(k) - upTo(k - 1);
}

function baseOf({ payMinor, shopMinor = 0, hostMinor = 0 }: ToldLine): number {
  return payMinor + shopMinor + hostMinor;
}

function aPlacedLine(line: ToldLine, itemNumber: number): PlacedLine {
  const { producerId, units, payMinor, shopMinor = 0, hostMinor = 0, shareBps = 8_000, reserve } = line;
  const discounts: Discount[] = [];
  if (shopMinor > 0) discounts.push({ kind: 'voucher', funder: 'shop', minor: shopMinor });
  if (hostMinor > 0) discounts.push({ kind: 'flash', funder: 'host', minor: hostMinor });
  const unitPriceMinor = Math.ceil(payMinor / units);
  return {
    itemNumber,
    productId: `product-${itemNumber}`,
    producerId,
    units,
    unitPriceMinor,
    listPriceMinor: unitPriceMinor,
    flashId: null,
    holds: [],
    discounts,
    payMinor,
    goodsMinor: baseOf(line),
    shareBps,
    ...(reserve && { reserve }),
  };
}

/** A stream's log and the shop's, booked fact by fact, with everything that the tables would show. */
export class SettledShop {
  readonly entries: LedgerEntry[] = [];
  /** The stream's log, and the shop's. */
  readonly log: { fact: SettledFact | PlacedFact; seq: number; atMs: number }[] = [];
  readonly shopLog: { fact: SettlementFact; seq: number; atMs: number }[] = [];
  readonly book: SettlementBook;
  readonly placed = new Map<string, PlacedFact>();
  private readonly paid = new Map<string, { paidMinor: number; paidAtMs: number }>();
  private readonly adjustments: Standing[] = [];
  private readonly terms: { fromMs: number; terms: SettlementTerms }[];
  nowMs: number;
  private seq = 0;
  private shopSeq = 0;

  constructor(nowMs: number, terms: TermsHistory = [], streamId = 'stream') {
    this.nowMs = nowMs;
    this.terms = [...terms];
    this.book = emptyBook({ streamId, hostId: 'host', currency: 'CNY' }, this.terms);
  }

  /** A fact of the stream, now. @returns its entries */
  happens(fact: SettledFact): LedgerEntry[] {
    this.seq += 1;
    const stamp = { seq: this.seq, atMs: this.nowMs };
    this.log.push({ fact, ...stamp });
    const entries = post(this.book, fact, stamp, (orderId) => this.placed.get(orderId)!);
    this.entries.push(...entries);
    return entries;
  }

  /** A fact of the shop, now. */
  books(fact: SettlementFact): LedgerEntry[] {
    this.shopSeq += 1;
    const stamp = { seq: this.shopSeq, atMs: this.nowMs };
    this.shopLog.push({ fact, ...stamp });
    if (fact.type === 'payout_made') for (const line of fact.lines) this.takePaid(line);
    if (fact.type === 'settlement_adjusted') {
      this.adjustments.push({ ...payableOfAdjustment(fact, stamp), paidMinor: 0, paidAtMs: null });
    }
    if (fact.type === 'settlement_terms_set') this.terms.push({ fromMs: this.nowMs, terms: fact.terms });
    const entries = postShop(fact, stamp);
    this.entries.push(...entries);
    return entries;
  }

  places(order: PlacedFact): PlacedFact {
    this.seq += 1;
    this.log.push({ fact: order, seq: this.seq, atMs: this.nowMs });
    this.placed.set(order.orderId, order);
    return order;
  }

  isPaid(order: PlacedFact, method: 'sandbox' | 'cash_on_delivery' = 'sandbox'): LedgerEntry[] {
    this.places(order);
    return this.happens({
      type: 'order_paid',
      orderId: order.orderId,
      paymentId: `payment-${order.orderId}`,
      amountMinor: order.totalMinor,
      paidAtMs: this.nowMs,
      method,
      late: false,
      fromLapsed: [],
    });
  }

  /** Units of one order leave in a parcel. */
  isShipped(
    shipmentId: string,
    origin: string,
    lines: { orderId: string; lineIndex: number; units: number }[],
  ) {
    this.happens({ type: 'shipment_packed', shipmentId, buyerId: 'ana', origin, addressId: null, lines, by });
    this.happens({ type: 'shipment_shipped', shipmentId, carrier: 'SF', trackingCode: shipmentId, by });
  }

  isDelivered(shipmentId: string, deliveredAtMs = this.nowMs): LedgerEntry[] {
    return this.happens({ type: 'shipment_delivered', shipmentId, deliveredAtMs, by });
  }

  isRefunded({ orderId, ...line }: RefundedLine): LedgerEntry[] {
    return this.happens({ type: 'order_refunded', orderId, lines: [line] });
  }

  /** Everything payable of a producer, with what was paid of it. */
  standings(producerId: string): Standing[] {
    const payables = [...this.book.orders.values()].flatMap((order) => payablesOf(this.book, order));
    return [...payables.map((each) => ({ ...each, paidMinor: 0, paidAtMs: null })), ...this.adjustments]
      .filter((each) => each.producerId === producerId)
      .map((each): Standing => {
        const { paidMinor = 0, paidAtMs = null } = this.paid.get(refKey(each)) ?? {};
        return { ...each, paidMinor, paidAtMs };
      });
  }

  private takePaid(line: PaidLine): void {
    const { paidMinor = 0, paidAtMs = this.nowMs } = this.paid.get(refKey(line)) ?? {};
    this.paid.set(refKey(line), { paidMinor: paidMinor + line.amountMinor, paidAtMs });
  }

  /** Pays what is due, as the shop would. @returns null if there is nothing to pay */
  paysOut(producerId: string, untilMs = this.nowMs): PaidLine[] | null {
    const lines = payoutOf(this.standings(producerId), untilMs);
    const amountMinor = lines.reduce((sum, line) => sum + line.amountMinor, 0);
    if (amountMinor <= 0) return null;
    this.books({
      type: 'payout_made',
      payoutId: `payout-${this.shopSeq + 1}`,
      ...{ producerId, currency: 'CNY', amountMinor, lines, by },
    });
    return lines;
  }

  balance(account: string): number {
    return this.entries.reduce((sum, entry) => sum + (entry.account === account ? entry.amountMinor : 0), 0);
  }

  /** Over all accounts: 0 at any instant (M5). */
  trialBalance(): number {
    return this.entries.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  }
}

/** Every entry that the facts of a stream's log make, in its order. */
export function entriesOfLog(log: readonly { fact: StreamFact; seq: number; atMs: number }[]): LedgerEntry[] {
  const book = emptyBook({ streamId: 'stream', hostId: 'host', currency: 'CNY' });
  const placed = new Map<string, PlacedFact>();
  return log.flatMap(({ fact, ...stamp }) => {
    if (isPlacedFact(fact)) placed.set(fact.orderId, fact);
    return isSettled(fact) ? post(book, fact, stamp, (orderId) => placed.get(orderId)!) : [];
  });
}

/** A booking as a person writes it: account and amount, debits above 0. */
export function written(entries: readonly LedgerEntry[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { account, amountMinor } of entries) sums[account] = (sums[account] ?? 0) + amountMinor;
  return Object.fromEntries(Object.entries(sums).filter(([, minor]) => minor !== 0));
}
