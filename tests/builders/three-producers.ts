import type { Order } from '../../server/market/order/order.ts';
import { aLiveStream, aProduct, type Market } from './market.ts';

/** Potatoes of P1, quinoa of P2, walnuts of P3, at the prices of the golden cart (rules, Settlement). */
export function threeProducers(): Market {
  return aLiveStream(
    aProduct('potatoes', { price: 1_990, stock: 50, producer: 'P1', origin: 'O1' }),
    aProduct('quinoa', { price: 3_500, stock: 50, producer: 'P2', origin: 'O1' }),
    aProduct('walnuts', { price: 4_200, stock: 50, producer: 'P3', origin: 'O2' }),
    { holdPolicy: 'first_paid', settings: { maxUnpaidOrders: 0 } },
  );
}

/** What is in the golden cart. */
export const GOLDEN = { potatoes: 2, quinoa: 1, walnuts: 1 };

/** An order that the rules accept, as it stands. */
export function placedBy(
  m: Market,
  story: Parameters<ReturnType<Market['buyer']>['orders']>[0],
  who = 'ana',
): Order {
  const orderId = m.buyer(who).places(story);
  return m.bench.order(orderId)!;
}

/** Lines as a page would ask for them, at list prices. */
export function askedFor(m: Market, units: Record<string, number>) {
  return Object.entries(units).map(([name, count]) => ({
    itemNumber: m.numberOf(name),
    units: count,
    unitPriceMinor: m.item(name).listPriceMinor,
  }));
}

export function producerOf(m: Market, name: string): string {
  return m.item(name).producerId;
}
