import type { StreamFact } from '../../../server/domain/facts.ts';
import { type Market, STREAM } from '../market.ts';

/** Every payment that came in was taken for its order or given back, and what is owed was given back once each. */
export function judgeMoney(market: Market): void {
  const { till, complaints } = market;
  const owed = new Map<string, number>();
  const accounted = new Map<string, string[]>();
  for (const { seq, type, body } of market.facts) {
    const fact = { type, ...JSON.parse(body).body } as StreamFact;
    const name = `${STREAM}:${seq}`;
    if (fact.type === 'payment_refunded') owed.set(name, fact.amountMinor);
    if (fact.type === 'order_cancelled' || fact.type === 'line_unfilled') {
      if (fact.refundMinor > 0) owed.set(name, fact.refundMinor);
    }
    if (fact.type === 'payment_refunded' || fact.type === 'order_paid') {
      accounted.set(fact.paymentId, [...(accounted.get(fact.paymentId) ?? []), fact.type]);
    }
  }
  for (const [name, amountMinor] of owed) {
    const given = till.given.get(name);
    complaints.expect(
      given?.amountMinor === amountMinor,
      'C33',
      () => `${amountMinor} is owed for ${name}, given back is ${given?.amountMinor}`,
    );
  }
  for (const name of till.given.keys()) {
    complaints.expect(owed.has(name), 'C33', () => `${name} was given back, and nobody owed it`);
  }
  for (const words of till.contradictions) complaints.add('C33', words);
  for (const [paymentId, { orderId }] of till.taken) {
    const facts = accounted.get(paymentId) ?? [];
    complaints.expect(facts.length === 1, 'C33', () => `${paymentId} of ${orderId}: ${facts.join(', ') || 'lost'}`);
  }
}

/** [S5]: what left the warehouse is in the stream, was sold there, or came back; no unit twice, none lost. */
export function judgeWarehouse({ warehouse, tables, facts, complaints }: Market): void {
  const out = new Map<string, number>();
  const products = new Map<number, string>();
  const add = (productId: string | undefined, units: number) => {
    if (productId !== undefined) out.set(productId, (out.get(productId) ?? 0) + units);
  };
  for (const { type, body } of facts) {
    const fact = { type, ...JSON.parse(body).body } as StreamFact;
    if (fact.type === 'item_added') products.set(fact.itemNumber, fact.productId);
    if (fact.type === 'stock_transferred_in') add(products.get(fact.itemNumber), fact.units);
    if (fact.type === 'stock_transferred_out') add(products.get(fact.itemNumber), -fact.units);
  }
  for (const [productId, began] of warehouse) {
    const now = tables.products.get(productId)?.warehouseUnits ?? Number.NaN;
    const away = out.get(productId) ?? 0;
    complaints.expect(now + away === began, 'S5', () => `${productId}: began ${began}, now ${now}, away ${away}`);
  }
}
