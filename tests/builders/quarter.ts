import { applyShopFact } from '../../server/shop/fold.ts';
import { addDays, startOfDay } from '../../server/shop/ledger/local-day.ts';
import { BY_HAND, versionKey } from '../../server/shop/payout/facts.ts';
import { payBack } from '../../server/shop/payout/pay-out.ts';
import { emptyShop } from '../../server/shop/state.ts';
import { firstUnits } from '../../shared/values/money.ts';
import { HOUR } from '../../shared/values/time.ts';
import { Chance } from '../simulation/world/chance.ts';
import { aPlacedOrder, by, SettledShop, written } from './settlement.ts';

export const ZONE = 'Asia/Shanghai';
export const FIRST_DAY = { year: 2026, month: 1, day: 5 };
export const PRODUCERS = ['P1', 'P2', 'P3', 'P4'];
/** Of whose share a part is kept in reserve (M7). */
export const WITH_RESERVE = 'P3';

/** A line that was sold, as its buyer could still ask something of it. */
interface Sold {
  orderId: string;
  lineIndex: number;
  units: number;
  payMinor: number;
  baseMinor: number;
  gone: number;
  isCash: boolean;
}

/** Ninety days of a shop on a clock of their own: every hour something may happen, and all of it is booked. */
export class Quarter {
  readonly shop: SettledShop;
  readonly chance: Chance;
  readonly orders: string[] = [];
  readonly delivered: Sold[] = [];
  /** What the office gave back by hand, to buyers who had paid at the door. */
  readonly given: { orderId: string; amountMinor: number }[] = [];
  /** How often the office was too late with what it had seen, or was told that nothing is owed. */
  refusedByHand = 0;
  /** What buyers who had paid at the door are owed back, by their order. */
  readonly owedByHand = new Map<string, number>();
  /** What the office draws is drawn apart, so that the rest of the quarter is what it would be without it. */
  private readonly byHand: Chance;
  private readonly office = emptyShop();
  private readonly cash = new Set<string>();
  private read = 0;
  private readonly packed: { atMs: number; shipmentId: string; lines: Sold[] }[] = [];
  private readonly toPack: { atMs: number; lines: Sold[] }[] = [];
  private readonly claims: { atMs: number; claimId: string; sold: Sold }[] = [];
  private count = 0;

  constructor(seed: number) {
    this.chance = new Chance(seed);
    this.byHand = new Chance(seed + 90);
    this.shop = new SettledShop(startOfDay(FIRST_DAY, ZONE));
  }

  /** So many days; `afterHour` is told each hour. In the fourth week nobody pays, so that a promise is broken. */
  days(count: number, afterHour = () => {}): this {
    for (let day = 0; day < count; day += 1) {
      const startMs = startOfDay(addDays(FIRST_DAY, day), ZONE);
      for (let hour = 0; hour < 24; hour += 1) {
        this.hour(startMs + hour * HOUR, hour, day % 2 === 0 && Math.floor(day / 7) !== 3);
        afterHour();
      }
    }
    return this;
  }

  private id(what: string): string {
    this.count += 1;
    return `${what}${this.count}`;
  }

  /** One hour: orders come in, parcels move, people complain, and once a day producers are paid. */
  private hour(nowMs: number, hourOfDay: number, paysToday: boolean): void {
    this.shop.nowMs = nowMs;
    if (hourOfDay >= 19 && hourOfDay < 22) for (let n = this.chance.whole(0, 6); n > 0; n -= 1) this.sells();
    this.packs();
    this.delivers();
    this.complains();
    this.decides();
    if (hourOfDay === 10 && paysToday) this.pays();
    if (hourOfDay === 11) this.movesMoney();
    if (hourOfDay === 15) this.givesBack();
  }

  private sells(): void {
    const { chance, shop } = this;
    const orderId = this.id('order-');
    const lines = Array.from({ length: chance.whole(1, 3) }, () => {
      const units = chance.whole(1, 4);
      const baseMinor = units * chance.whole(90, 9_000);
      const shopMinor = chance.happens(0.3) ? chance.whole(1, Math.floor(baseMinor / 4)) : 0;
      const hostMinor = chance.happens(0.2) ? chance.whole(1, Math.floor(baseMinor / 4)) : 0;
      const payMinor = baseMinor - shopMinor - hostMinor;
      const producerId = chance.one(PRODUCERS);
      const terms = producerId === WITH_RESERVE ? { shareBps: 9_000, reserve: { bps: 1_000, days: 20 } } : {};
      return { producerId, units, payMinor, shopMinor, hostMinor, ...terms };
    });
    const isCash = chance.happens(0.25);
    const order = aPlacedOrder(orderId, lines, [{ origin: 'O1', feeMinor: chance.whole(0, 1_200) }]);
    shop.isPaid(order, isCash ? 'cash_on_delivery' : 'sandbox');
    this.orders.push(orderId);
    if (isCash) this.cash.add(orderId);
    if (chance.happens(0.05)) {
      const refundMinor = isCash ? 0 : order.totalMinor;
      shop.happens({ type: 'order_cancelled', orderId, stage: 'paid', refundMinor });
      return;
    }
    const sold = order.lines.map(
      ({ units, payMinor, goodsMinor }, lineIndex): Sold => ({
        ...{ orderId, lineIndex, units, payMinor, baseMinor: goodsMinor, gone: 0, isCash },
      }),
    );
    if (chance.happens(0.05)) this.cannotFill(chance.one(sold));
    // Some lines come in two parcels, a few wait long.
    const parcels = chance.happens(0.2) ? sold.map((line) => [line]) : [sold];
    for (const parcel of parcels) {
      this.toPack.push({ atMs: shop.nowMs + chance.seldomLong(12, 240) * HOUR, lines: parcel });
    }
  }

  private cannotFill(sold: Sold): void {
    const { goodsMinor, refundMinor } = this.worth(sold, 1);
    const { orderId, lineIndex, isCash } = sold;
    this.shop.happens({
      type: 'line_unfilled',
      ...{ orderId, lineIndex, units: 1, goodsMinor, refundMinor: isCash ? 0 : refundMinor, by },
    });
  }

  /** The next units of a line that are paid back (T2). */
  private worth(sold: Sold, units: number): { goodsMinor: number; refundMinor: number } {
    const next = (total: number) =>
      firstUnits(total, sold.gone + units, sold.units) - firstUnits(total, sold.gone, sold.units);
    const amounts = { goodsMinor: next(sold.baseMinor), refundMinor: next(sold.payMinor) };
    sold.gone += units;
    return amounts;
  }

  private packs(): void {
    for (const parcel of due(this.toPack, this.shop.nowMs)) {
      const lines = parcel.lines.filter(({ units, gone }) => gone < units);
      if (lines.length === 0) continue;
      const shipmentId = this.id('shipment-');
      const inIt = lines.map(({ orderId, lineIndex, units, gone }) => ({
        ...{ orderId, lineIndex, units: units - gone },
      }));
      this.shop.isShipped(shipmentId, 'O1', inIt);
      this.packed.push({ atMs: this.shop.nowMs + this.chance.seldomLong(20, 400) * HOUR, shipmentId, lines });
    }
  }

  private delivers(): void {
    const { chance, shop } = this;
    for (const { shipmentId, lines } of due(this.packed, shop.nowMs)) {
      const what = chance.weighted({ delivered: 92, lost: 4, returned: 4 });
      if (what === 'delivered') {
        // The desk's list comes some hours after the door.
        shop.isDelivered(shipmentId, shop.nowMs - chance.whole(0, 30) * HOUR);
        this.delivered.push(...lines);
        continue;
      }
      const refunds = lines.map((sold) => {
        const { orderId, lineIndex, isCash } = sold;
        const units = sold.units - sold.gone;
        const { goodsMinor, refundMinor } = this.worth(sold, units);
        return { orderId, lineIndex, units, goodsMinor, refundMinor: isCash ? 0 : refundMinor };
      });
      if (what === 'lost') shop.happens({ type: 'shipment_lost', shipmentId, refunds, by });
      else shop.happens({ type: 'shipment_returned', shipmentId, units: [], refunds, by });
    }
  }

  private complains(): void {
    const { chance, shop } = this;
    if (this.delivered.length === 0) return;
    const sold = chance.one(this.delivered);
    if (sold.gone >= sold.units) return;
    const { orderId, lineIndex } = sold;
    if (chance.happens(0.06)) {
      shop.isRefunded({ orderId, lineIndex, units: 1, ...this.worth(sold, 1) });
    } else if (chance.happens(0.05)) {
      const claimId = this.id('claim-');
      shop.happens({
        type: 'claim_opened',
        ...{ claimId, orderId, lineIndex, units: 1, shareBps: 10_000, reason: 'bruised' },
      });
      this.claims.push({ atMs: shop.nowMs + chance.whole(2, 300) * HOUR, claimId, sold });
    }
  }

  private decides(): void {
    for (const { claimId, sold } of due(this.claims, this.shop.nowMs)) {
      const accepted = this.chance.happens(0.6) && sold.gone < sold.units;
      const { orderId, lineIndex } = sold;
      const refund = accepted ? { orderId, lineIndex, units: 1, ...this.worth(sold, 1) } : null;
      this.shop.happens({ type: 'claim_decided', claimId, accepted, refund, by });
    }
  }

  private pays(): void {
    const { chance, shop } = this;
    for (const producerId of PRODUCERS) {
      if (chance.happens(0.03)) {
        const amountMinor = chance.whole(-500, 500) || 1;
        shop.books({
          type: 'settlement_adjusted',
          ...{ adjustmentId: this.id('adjustment-'), producerId, currency: 'CNY', amountMinor },
          ...{ reason: 'weighed again', dueUntilMs: shop.nowMs + 24 * HOUR, by },
        });
      }
      // What is due before the next time somebody sits down to pay.
      shop.paysOut(producerId, shop.nowMs + 48 * HOUR);
    }
  }

  /** What no provider can give back: once a day the office looks through who is owed something, and pays a few of them. */
  private givesBack(): void {
    const { byHand, office } = this;
    for (const [orderId, owedMinor] of this.looksOver()) {
      if (!byHand.happens(0.1)) continue;
      const seen = { orderId, currency: 'CNY', amountMinor: owedMinor };
      const version = office.settlement.versions.get(versionKey(BY_HAND, 'CNY')) ?? 0;
      this.paysBack({ ...seen, owedMinor, version });
      // Another desk looked a moment before, or a second tap comes through: nobody gets it twice.
      if (byHand.happens(0.2)) this.paysBack({ ...seen, owedMinor, version });
      if (byHand.happens(0.2)) this.paysBack({ ...seen, owedMinor: 0, version: version + 1 });
    }
  }

  private paysBack(request: Parameters<typeof payBack>[1]): void {
    const { office, shop } = this;
    const ids = { next: () => this.id('booking-'), history: () => 'h' };
    const decided = payBack(office, request, {
      receivedAtMs: shop.nowMs,
      atMs: shop.nowMs,
      ids,
      gaps: [],
      by,
    });
    if (decided.kind !== 'accepted') {
      this.refusedByHand += 1;
      return;
    }
    for (const fact of decided.facts) {
      if (fact.type !== 'bank_booked') throw new Error(`${fact.type} came of paying back.`);
      shop.books(fact);
      applyShopFact(office, fact, { seq: office.seq + 1, atMs: shop.nowMs });
      this.given.push({ orderId: request.orderId, amountMinor: fact.amountMinor });
    }
  }

  /** Reads on in the ledger. @returns who is owed something by hand, and how much */
  looksOver(): [orderId: string, owedMinor: number][] {
    const { owedByHand, shop } = this;
    for (const { account, orderId, amountMinor } of shop.entries.slice(this.read)) {
      if (account !== 'refunds_payable' || orderId === null || !this.cash.has(orderId)) continue;
      owedByHand.set(orderId, (owedByHand.get(orderId) ?? 0) - amountMinor);
    }
    this.read = shop.entries.length;
    return [...owedByHand].filter(([, owedMinor]) => owedMinor > 0);
  }

  private movesMoney(): void {
    const { shop } = this;
    const byHandMinor = this.looksOver().reduce((sum, [, owedMinor]) => sum + owedMinor, 0);
    const balances = written(shop.entries);
    const book = (
      move: 'provider_paid' | 'provider_refunded' | 'cash_brought' | 'carrier_paid',
      party = '',
    ) => {
      const account = {
        provider_paid: 'psp_clearing',
        provider_refunded: 'refunds_payable',
        cash_brought: 'cod_receivable',
        carrier_paid: `shipping_payable:${party}`,
      }[move];
      const isOurs = move === 'provider_paid' || move === 'cash_brought';
      const stands = (isOurs ? 1 : -1) * (balances[account] ?? 0);
      // Of what buyers are owed a provider gives back what came through it.
      const amountMinor = move === 'provider_refunded' ? stands - byHandMinor : stands;
      if (amountMinor <= 0) return;
      const feeMinor = move === 'provider_paid' ? Math.floor(amountMinor / 200) : 0;
      const bookingId = this.id('booking-');
      shop.books({
        type: 'bank_booked',
        ...{ bookingId, move, party, currency: 'CNY', amountMinor, feeMinor, by },
      });
    };
    book('provider_paid');
    book('provider_refunded');
    book('cash_brought');
    book('carrier_paid', 'O1');
  }
}

/** Takes out what is due, oldest first. */
function due<Waiting extends { atMs: number }>(waiting: Waiting[], nowMs: number): Waiting[] {
  const ready = waiting.filter(({ atMs }) => atMs <= nowMs).sort((a, b) => a.atMs - b.atMs);
  for (const each of ready) waiting.splice(waiting.indexOf(each), 1);
  return ready;
}
