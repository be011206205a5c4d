import type { ApplicationDeps } from '../../application/deps.ts';
import type { OrderWithLines } from '../../ports/readers.ts';
import type { StreamRow } from '../../ports/rows.ts';
import { SETTLEMENT, type SettlementStore } from '../../ports/settlement.ts';
import { emptyBook, type SettledOrder } from '../../shop/ledger/book.ts';
import { dayOf, startOfDay } from '../../shop/ledger/local-day.ts';
import { dueUntil, type SettlementTerms, termsAt } from '../../shop/ledger/terms.ts';
import { SETTLED_TYPES } from './post.ts';
import { shareSoFar, sharesOnce } from './shares.ts';

/** Orders that are read at once, and how often: what is asked more of is not said. */
const ORDERS_AT_ONCE = 1_000;
const MAX_PAGES = 20;

/** What a producer gets of a stream. */
export interface ExpectedShare {
  units: number;
  /** Once all of it is delivered. */
  shareMinor: number;
  /** Of that, what is delivered by now. */
  deliveredMinor: number;
  /** The first instant after the last day on which it is due, if parcels come as promised (M2, P4); null: nobody can say. */
  dueUntilMs: number | null;
}

/** What the orders of a stream come to for producers. */
export interface ExpectedOfStream {
  producers: Map<string, ExpectedShare>;
  /** True while facts are ahead of the settlement. */
  isSettling: boolean;
}

/**
 * What each producer gets of a stream once all of it is delivered, and when at the latest: by the settlement's own rule, out of
 * its own books (M1, M2). @returns null if nothing is settled here, or the stream has more than 20,000 orders
 */
export async function expectedOfStream(
  { settlement, readers, store, engines, clock }: ApplicationDeps,
  stream: StreamRow,
): Promise<ExpectedOfStream | null> {
  if (!settlement) return null;
  const terms = await engines.shop.read((shop) => [...shop.settlement.terms]);
  const atMs = clock.nowMs();
  const termsNow = termsAt(terms, atMs);
  const from = await store.cursor(SETTLEMENT, stream.streamId);
  const ahead = await store.factsAfter(stream.streamId, from, 1, SETTLED_TYPES);
  const expected: ExpectedOfStream = {
    producers: new Map(),
    isSettling: ahead.length > 0,
  };
  let after: string | null = null;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const orders: OrderWithLines[] = await readers.ordersOfStream(stream.streamId, after, ORDERS_AT_ONCE);
    const paid = orders.filter(({ order }) => order.paidAtMs !== null);
    const states = await settledOrders(settlement, stream.streamId, paid);
    for (const order of paid) {
      const settled = states.get(order.order.orderId);
      if (!settled) continue;
      const book = emptyBook(stream, terms);
      book.orders.set(settled.orderId, settled);
      const due = settled.lines.map((_, index) => lastDue(settled, order, index, { terms: termsNow, atMs }));
      const before = settled.lines.map(shareSoFar);
      const shares = sharesOnce(book, { seq: Number.MAX_SAFE_INTEGER, atMs });
      for (const [index, line] of settled.lines.entries()) {
        const units = line.units - line.goneUnits;
        if (units <= 0) continue;
        const part = {
          units,
          shareMinor: shares[index] ?? 0,
          deliveredMinor: before[index] ?? 0,
          dueUntilMs: due[index] ?? null,
        };
        expected.producers.set(line.producerId, sumOf(expected.producers.get(line.producerId), part));
      }
    }
    if (orders.length < ORDERS_AT_ONCE) return expected;
    after = orders.at(-1)?.order.orderId ?? null;
  }
  return null;
}

async function settledOrders(
  settlement: Pick<SettlementStore, 'states'>,
  streamId: string,
  orders: readonly OrderWithLines[],
): Promise<Map<string, SettledOrder>> {
  const ids = orders.map(({ order }) => order.orderId);
  const states = await settlement.states(streamId, 'order', ids);
  return new Map(states.map(({ id, body }) => [id, JSON.parse(body) as SettledOrder]));
}

function sumOf(known: ExpectedShare | undefined, part: ExpectedShare): ExpectedShare {
  if (!known) return part;
  const isSaid = known.dueUntilMs !== null && part.dueUntilMs !== null;
  return {
    units: known.units + part.units,
    shareMinor: known.shareMinor + part.shareMinor,
    deliveredMinor: known.deliveredMinor + part.deliveredMinor,
    dueUntilMs: isSaid ? Math.max(known.dueUntilMs ?? 0, part.dueUntilMs ?? 0) : null,
  };
}

/**
 * When a line is due at the latest: what is delivered by its own day, the rest as if it came on the last day that was promised
 * its buyer. null where that day was not promised, or is over.
 */
function lastDue(
  { lines: settled }: SettledOrder,
  { lines }: OrderWithLines,
  lineIndex: number,
  { terms, atMs }: { terms: SettlementTerms; atMs: number },
): number | null {
  const line = settled[lineIndex];
  if (!line) return null;
  const known = line.deliveries.map(({ dueUntilMs }) => dueUntilMs);
  if (line.units - line.goneUnits - line.deliveredUnits <= 0) return Math.max(...known);
  const { arriveBy, shipBy } = lines.find((each) => each.lineIndex === lineIndex) ?? {};
  const last = arriveBy ? dayOf(arriveBy) : null;
  if (!last) return null;
  const arrivesMs = startOfDay(last, terms.timeZone);
  const handed = shipBy ? dayOf(shipBy) : null;
  const dueMs = dueUntil(terms, arrivesMs, handed && startOfDay(handed, terms.timeZone));
  const isOver = dueUntil({ ...terms, dueDays: 0, countFrom: 'delivery' }, arrivesMs, null) <= atMs;
  return isOver ? null : Math.max(dueMs, ...known);
}
