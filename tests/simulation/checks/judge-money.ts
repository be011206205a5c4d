import type { Market } from '../market.ts';

/** Every payment that came in was taken for its order or given back, and what is owed was given back once each. */
export function judgeMoney({ till, complaints, judge }: Pick<Market, 'till' | 'complaints' | 'judge'>): void {
  const owed = new Map<string, number[]>();
  const booked = new Map<string, string[]>();
  for (const fact of judge.facts) {
    if (fact.type === 'payment_refunded') note(owed, fact.orderId, fact.amountMinor);
    if (fact.type === 'order_cancelled' || fact.type === 'line_unfilled') {
      if (fact.refundMinor > 0) note(owed, fact.orderId, fact.refundMinor);
    }
    if (fact.type === 'order_refunded') {
      const minor = fact.lines.reduce((sum, { refundMinor }) => sum + refundMinor, 0);
      if (minor > 0) note(owed, fact.orderId, minor);
    }
    if (fact.type === 'shipping_credited') {
      for (const { orderId, amountMinor } of fact.lines) {
        const isCash = judge.ledger.order(orderId).payment === 'cash_on_delivery';
        if (!isCash) note(owed, orderId, amountMinor);
      }
    }
    if (fact.type === 'payment_refunded' || fact.type === 'order_paid') {
      note(booked, fact.paymentId, fact.type);
    }
  }
  const given = new Map<string, number[]>();
  for (const { orderId, amountMinor } of till.given.values()) note(given, orderId, amountMinor);
  for (const orderId of new Set([...owed.keys(), ...given.keys()])) {
    const [due, done] = [owed, given].map((amounts) => sorted(amounts.get(orderId)));
    complaints.expect(
      due === done,
      'C33',
      () => `${orderId} is owed ${due || 'nothing'}, given back ${done}`,
    );
  }
  for (const words of till.contradictions) complaints.add('C33', words);
  for (const [paymentId, { orderId }] of till.taken) {
    const facts = booked.get(paymentId) ?? [];
    complaints.expect(
      facts.length === 1,
      'C33',
      () => `${paymentId} of ${orderId}: ${facts.join(', ') || 'lost'}`,
    );
  }
}

/** [S5]: what left the warehouse is in the stream, was sold there, or came back; no unit twice, none lost. */
export function judgeWarehouse({
  warehouse,
  tables,
  judge,
  complaints,
}: Pick<Market, 'warehouse' | 'tables' | 'judge' | 'complaints'>): void {
  const out = new Map<string, number>();
  const products = new Map<number, string>();
  const add = (productId: string | undefined, units: number) => {
    if (productId !== undefined) out.set(productId, (out.get(productId) ?? 0) + units);
  };
  for (const fact of judge.facts) {
    if (fact.type === 'item_added') products.set(fact.itemNumber, fact.productId);
    if (fact.type === 'stock_transferred_in') add(products.get(fact.itemNumber), fact.units);
    if (fact.type === 'stock_transferred_out') add(products.get(fact.itemNumber), -fact.units);
  }
  for (const [productId, began] of warehouse) {
    const now = tables.products.get(productId)?.warehouseUnits ?? Number.NaN;
    const away = out.get(productId) ?? 0;
    complaints.expect(
      now + away === began,
      'S5',
      () => `${productId}: began ${began}, now ${now}, away ${away}`,
    );
  }
}

function note<T>(lists: Map<string, T[]>, id: string, entry: T): void {
  lists.set(id, [...(lists.get(id) ?? []), entry]);
}

function sorted(amounts: readonly number[] = []): string {
  return [...amounts].sort((a, b) => a - b).join(' + ');
}
