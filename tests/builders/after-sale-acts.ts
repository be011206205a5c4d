import fc from 'fast-check';
import type { Order } from '../../server/market/order/order.ts';
import { mostBack } from '../../server/market/order/refund.ts';
import { unitsToPack } from '../../server/market/parcel/after-sale.ts';
import type { Funder } from '../../shared/market/flash-sale/contract.ts';
import type { Attempt } from './bench.ts';
import type { Market } from './market.ts';

/** One thing that happens after the sale; small numbers choose among what is there at that moment. */
export type AfterAct =
  | { act: 'wait'; ms: number }
  | { act: 'pack'; which: number; mates: number }
  | { act: 'ship' | 'deliver' | 'lose' | 'complete' | 'cancel' | 'callOff'; which: number }
  | { act: 'takeBack'; which: number; units: number; damaged: boolean }
  | { act: 'claim'; which: number; line: number; units: number; shareBps: number }
  | { act: 'decide'; which: number; accepted: boolean }
  | { act: 'refund' | 'cannotFill'; which: number; line: number; units: number }
  | { act: 'amount'; which: number; line: number; minor: number; bearer: Funder }
  | { act: 'restart' | 'credit' };

const HOUR = 3_600_000;
const which = fc.nat(9);
const line = fc.nat(2);
const units = fc.integer({ min: 1, max: 3 });
const act = <Name extends string>(name: Name) => fc.constant(name);

const afterAct: fc.Arbitrary<AfterAct> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      act: act('wait'),
      ms: fc.constantFrom(1_000, HOUR, 47 * HOUR, 49 * HOUR, 169 * HOUR),
    }),
  },
  { weight: 8, arbitrary: fc.record({ act: act('pack'), which, mates: fc.nat(2) }) },
  { weight: 8, arbitrary: fc.record({ act: act('ship'), which }) },
  { weight: 8, arbitrary: fc.record({ act: act('deliver'), which }) },
  {
    weight: 4,
    arbitrary: fc.record({ act: fc.constantFrom('lose', 'complete', 'cancel', 'callOff'), which }),
  },
  { weight: 4, arbitrary: fc.record({ act: act('takeBack'), which, units, damaged: fc.boolean() }) },
  {
    weight: 5,
    arbitrary: fc.record({
      act: act('claim'),
      which,
      line,
      units,
      shareBps: fc.constantFrom(10_000, 3_333, 1),
    }),
  },
  { weight: 5, arbitrary: fc.record({ act: act('decide'), which, accepted: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constantFrom('refund', 'cannotFill'), which, line, units }) },
  {
    weight: 5,
    arbitrary: fc.record({
      act: act('amount'),
      which,
      line,
      minor: fc.oneof(fc.integer({ min: 1, max: 2_000 }), fc.constant(Number.POSITIVE_INFINITY)),
      bearer: fc.constantFrom<Funder>('producer', 'host', 'shop'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: act('restart') }) },
  { weight: 2, arbitrary: fc.record({ act: act('credit') }) },
);

export const afterActs: fc.Arbitrary<AfterAct[]> = fc.array(afterAct, { minLength: 15, maxLength: 40 });

/** Does what an act says, as far as there is something to do it to. */
export function playAfter(market: Market, next: AfterAct): Attempt<unknown> | null {
  const { bench, packer } = market;
  const orders = bench.orders();
  const parcels = [
    ...new Set(orders.flatMap(({ afterSale }) => (afterSale?.shipments ?? []).map((s) => s.shipmentId))),
  ];
  switch (next.act) {
    case 'wait':
      market.passes(next.ms);
      return null;
    case 'restart':
      bench.restart();
      return null;
    case 'credit':
      packer.creditsShipping();
      return null;
    case 'pack': {
      const order = pick(orders, next.which);
      if (!order) return null;
      const mates = orders.filter(
        ({ buyerId, orderId }) => buyerId === order.buyerId && orderId !== order.orderId,
      );
      return packer.packs([order.orderId, ...mates.slice(0, next.mates).map(({ orderId }) => orderId)]);
    }
    case 'ship':
    case 'deliver':
    case 'lose': {
      const shipmentId = pick(parcels, next.which);
      if (!shipmentId) return null;
      if (next.act === 'ship') return packer.ships(shipmentId);
      return next.act === 'deliver' ? packer.delivers(shipmentId) : packer.loses(shipmentId);
    }
    case 'takeBack': {
      const shipmentId = pick(parcels, next.which);
      if (!shipmentId) return null;
      if (packer.shipment(shipmentId).status !== 'DELIVERED') return packer.takesBack(shipmentId);
      const [order] = orders.filter(({ afterSale }) =>
        afterSale?.shipments.some((shipment) => shipment.shipmentId === shipmentId),
      );
      const lineIndex = packer.shipment(shipmentId).lines[0]?.lineIndex ?? 0;
      const condition = next.damaged ? 'damaged' : 'sellable';
      return packer.takesBack(shipmentId, [
        { orderId: order!.orderId, lineIndex, units: next.units, condition },
      ]);
    }
    case 'claim': {
      const order = pick(orders, next.which);
      const line = order && pick(order.lines, next.line);
      if (!order || !line) return null;
      return market.buyerById(order.buyerId).claims(order.orderId, market.nameOf(line.itemNumber), {
        units: next.units,
        shareBps: next.shareBps,
        price: line.unitPriceMinor,
      });
    }
    case 'decide': {
      const claims = orders.flatMap(({ afterSale }) => afterSale?.claims ?? []);
      const claim = pick(claims, next.which);
      return claim ? packer.decides(claim.claimId, next.accepted) : null;
    }
    case 'refund':
    case 'cannotFill': {
      const order = pick(orders, next.which);
      const line = order && pick(order.lines, next.line);
      if (!order || !line) return null;
      const name = market.nameOf(line.itemNumber);
      return next.act === 'refund'
        ? packer.refunds(order.orderId, name, next.units, line.unitPriceMinor)
        : market.host.cannotFill(order.orderId, name, next.units, line.unitPriceMinor);
    }
    case 'amount': {
      const order = pick(orders, next.which);
      const line = order && pick(order.lines, next.line);
      if (!order || !line) return null;
      const amountMinor = Math.min(next.minor, mostBack(order, order.lines.indexOf(line), next.bearer));
      const asked = { unitPriceMinor: line.unitPriceMinor, bearer: next.bearer };
      return packer.gives(order.orderId, market.nameOf(line.itemNumber), amountMinor || 1, asked);
    }
    case 'callOff': {
      const order = pick(orders, next.which);
      return order ? packer.callsOff(order.orderId) : null;
    }
    case 'complete':
    case 'cancel': {
      const order = pick(orders, next.which);
      if (!order) return null;
      return next.act === 'complete'
        ? packer.completes(order.orderId)
        : market.buyerById(order.buyerId).cancels(order.orderId);
    }
  }
}

/**
 * What parcels, returns and claims must add up to, order by order.
 * @returns every difference, in words
 */
export function auditParcels(orders: readonly Order[]): string[] {
  const faults: string[] = [];
  const check = (is: boolean, what: string) => {
    if (!is) faults.push(what);
  };
  for (const order of orders) {
    const { orderId, afterSale, refundedMinor, totalMinor } = order;
    const shipments = afterSale?.shipments ?? [];
    check(refundedMinor <= totalMinor, `${orderId}: ${refundedMinor} paid back of ${totalMinor}`);
    for (const [index, line] of order.lines.entries()) {
      const at = `${orderId} line ${index}`;
      check(unitsToPack(order, line, index) >= 0, `O4 ${at}: packed more than there is`);
      check(line.refundedUnits + line.unfilled <= line.units, `O5 ${at}: units paid back twice`);
      check(line.refundedGoodsMinor + line.unfilledGoodsMinor <= line.goodsMinor, `T2 ${at}: goods value`);
    }
    for (const { lines } of shipments) {
      for (const { units, sellable, damaged } of lines) {
        check(sellable + damaged <= units, `O5 ${orderId}: more came back than was sent`);
      }
    }
    const open = (afterSale?.claims ?? []).some(({ status }) => status === 'OPEN');
    const isThere =
      shipments.length > 0 && shipments.every(({ status }) => status !== 'PACKED' && status !== 'SHIPPED');
    if (order.status === 'COMPLETED') check(!open && isThere, `O4 ${orderId}: COMPLETED too early`);
    if (order.status === 'CANCELLED') check(shipments.length === 0, `O4 ${orderId}: cancelled and packed`);
  }
  return faults;
}

function pick<T>(list: readonly T[], index: number): T | undefined {
  return list.length === 0 ? undefined : list[index % list.length];
}
