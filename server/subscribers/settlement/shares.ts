import type { ProducerShares } from '../../../shared/contract/order-refund.ts';
import { secondNames } from '../../../shared/values/names.ts';
import type { ApplicationDeps } from '../../application/deps.ts';
import type { HelpedOrder } from '../../application/order/order-refund.ts';
import { lineAt } from '../../market/order/find.ts';
import { SETTLEMENT } from '../../ports/settlement.ts';
import {
  emptyBook,
  type SettledLine,
  type SettledOrder,
  type SettlementBook,
} from '../../shop/ledger/book.ts';
import { producersOf } from '../../shop/producers.ts';
import { deliver } from './delivery-postings.ts';
import { post, SETTLED_TYPES, type SettledFact } from './post.ts';

/** So many facts may be ahead of the settlement before it is said that it is behind. */
const MAX_AHEAD = 1_000;

/** An order as the settlement has it; null while facts of the order are ahead of it, or nothing is settled here. */
export async function settledOrder(
  { settlement, store }: Pick<ApplicationDeps, 'settlement' | 'store'>,
  { order: { orderId }, stream: { streamId } }: HelpedOrder,
): Promise<SettledOrder | null> {
  if (!settlement) return null;
  const from = await store.cursor(SETTLEMENT, streamId);
  const ahead = await store.factsAfter(streamId, from, MAX_AHEAD, SETTLED_TYPES);
  if (ahead.length === MAX_AHEAD || ahead.some(({ body }) => body.includes(orderId))) return null;
  const [state] = await settlement.states(streamId, 'order', [orderId]);
  return state ? (JSON.parse(state.body) as SettledOrder) : null;
}

/** Each producer's share of lines of an order without a fact and with it, by the settlement's own rule (M1). */
export async function sharesWith(
  { engines, clock }: Pick<ApplicationDeps, 'engines' | 'clock'>,
  { order, stream }: HelpedOrder,
  settled: SettledOrder,
  fact: SettledFact,
  of: ReadonlySet<number>,
): Promise<ProducerShares> {
  const { streamId, hostId, currency } = stream;
  const { terms, producers } = await engines.shop.read((shop) => ({
    terms: [...shop.settlement.terms],
    producers: producersOf(shop),
  }));
  const stamp = { seq: Number.MAX_SAFE_INTEGER, atMs: clock.nowMs() };
  const bookOf = (): SettlementBook => {
    const book = emptyBook({ streamId, hostId, currency }, terms);
    book.orders.set(settled.orderId, structuredClone(settled));
    return book;
  };
  const [before, after] = [bookOf(), bookOf()];
  post(after, fact, stamp, () => {
    throw new Error('Of an order that is paid nobody asks how it was placed.');
  });
  const [was, is] = [sharesOnce(before, stamp, of), sharesOnce(after, stamp, of)];
  const shares = new Map<string, ProducerShares[number]>();
  for (const lineIndex of of) {
    const { producerId } = lineAt(order, lineIndex);
    const { producer = '', producerEn } = producers.get(producerId) ?? {};
    const known = shares.get(producerId) ?? {
      ...{ name: producer, ...secondNames({ nameEn: producerEn }) },
      ...{ beforeMinor: 0, afterMinor: 0 },
    };
    shares.set(producerId, known);
    known.beforeMinor += was[lineIndex] ?? 0;
    known.afterMinor += is[lineIndex] ?? 0;
  }
  return [...shares.values()];
}

/**
 * The producers' share of each line of the one order in a book, once all that is still to come of it is delivered, which the
 * book then says it is.
 * @param of the lines that are meant, the others are 0; absent: all
 */
export function sharesOnce(
  book: SettlementBook,
  stamp: { seq: number; atMs: number },
  of?: ReadonlySet<number>,
): number[] {
  const [order] = book.orders.values();
  if (!order) return [];
  const isMeant = (lineIndex: number) => of?.has(lineIndex) ?? true;
  const lines = order.lines.flatMap((line, lineIndex) => {
    const units = line.units - line.goneUnits - line.deliveredUnits;
    return isMeant(lineIndex) && units > 0 ? [{ orderId: order.orderId, lineIndex, units }] : [];
  });
  const rest = { shipmentId: '', origin: '', lines, shippedAtMs: stamp.atMs, isDelivered: false };
  deliver(book, rest, stamp.atMs, stamp);
  return order.lines.map((line, lineIndex) => (isMeant(lineIndex) ? shareSoFar(line) : 0));
}

/** What of a line's share is delivered, less what was taken back of it. */
export function shareSoFar({ deliveries }: SettledLine): number {
  return deliveries.reduce(
    (sum, { shareMinor, reversedShareMinor }) => sum + shareMinor - reversedShareMinor,
    0,
  );
}
