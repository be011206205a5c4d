import type { ApplicationDeps } from '../../application/deps.ts';
import { factOf } from '../../event-log/commit/hash-chain.ts';
import type { Subscriber } from '../../event-log/subscription/subscription.ts';
import type { StreamFact } from '../../market/facts.ts';
import type { Stamp } from '../../market/kernel/stamp.ts';
import { isPlacedFact, type PlacedFact } from '../../market/order/placed-fact.ts';
import type { SettlementStateRow } from '../../ports/rows.ts';
import { SETTLEMENT, type SettlementStore } from '../../ports/settlement.ts';
import { emptyBook, type SettlementBook } from '../../shop/ledger/book.ts';
import type { LedgerEntry } from '../../shop/ledger/entry.ts';
import { settlementRows } from '../../shop/ledger/settlement-rows.ts';
import { isSettled, post, SETTLED_TYPES } from './post.ts';

/** After a page the settlement rests so long: a producer waits days, an order milliseconds. */
const REST_MS = 500;

/**
 * Keeps the ledger along the logs of the streams (M5). A page of facts and the cursor behind it are written in one
 * transaction, and only from where the cursor stands: whoever comes twice, or second, changes nothing.
 */
export function settlementFollower(
  deps: ApplicationDeps,
  settlement: SettlementStore,
): Subscriber<StreamFact> {
  const handlePage = (streamId: string, facts: readonly { fact: StreamFact; stamp: Stamp }[]) =>
    settlePage(deps, settlement, streamId, facts);
  return {
    name: SETTLEMENT,
    types: SETTLED_TYPES,
    restMs: deps.settleEveryMs ?? REST_MS,
    handlePage,
    handle: (streamId, fact, stamp) => handlePage(streamId, [{ fact, stamp }]),
  };
}

async function settlePage(
  deps: ApplicationDeps,
  settlement: SettlementStore,
  streamId: string,
  page: readonly { fact: StreamFact; stamp: Stamp }[],
): Promise<void> {
  const from = await deps.store.cursor(SETTLEMENT, streamId);
  const facts = page.filter(({ stamp }) => stamp.seq > from);
  const last = facts.at(-1);
  const stream = await deps.readers.streamById(streamId);
  // Nothing of a rehearsal counts (S1).
  if (!last || !stream || stream.rehearsalOf !== null) return;
  const terms = await deps.engines.shop.read((shop) => [...shop.settlement.terms]);
  const book = emptyBook(stream, terms);
  await remember(
    book,
    settlement,
    facts.map(({ fact }) => fact),
  );
  const placed = await placedOrders(book, settlement, facts);
  const entries: LedgerEntry[] = [];
  for (const { fact, stamp } of facts) {
    if (isSettled(fact)) entries.push(...post(book, fact, stamp, (orderId) => orderIn(placed, orderId)));
  }
  const isWritten = await settlement.write(streamId, from, last.stamp.seq, settlementRows(book, entries));
  if (!isWritten) throw new Error(`Another process settles ${streamId} beyond ${from}.`);
}

/** Takes into the book what the facts are about, as far as it was written before. */
async function remember(
  book: SettlementBook,
  settlement: SettlementStore,
  facts: readonly StreamFact[],
): Promise<void> {
  const { streamId } = book;
  const named = { order: new Set<string>(), shipment: new Set<string>(), claim: new Set<string>() };
  for (const fact of facts) {
    if ('orderId' in fact) named.order.add(fact.orderId);
    if ('shipmentId' in fact) named.shipment.add(fact.shipmentId);
    if ('claimId' in fact) named.claim.add(fact.claimId);
    if ('refunds' in fact) for (const { orderId } of fact.refunds) named.order.add(orderId);
    if (fact.type === 'shipment_packed' || fact.type === 'shipping_credited') {
      for (const { orderId } of fact.lines) named.order.add(orderId);
    }
  }
  const load = async <Kept>(kind: SettlementStateRow['kind'], into: Map<string, Kept>) => {
    const ids = [...named[kind]];
    for (let at = 0; at < ids.length; at += ASKED) {
      for (const { id, body } of await settlement.states(streamId, kind, ids.slice(at, at + ASKED))) {
        into.set(id, JSON.parse(body) as Kept);
      }
    }
  };
  await load('shipment', book.shipments);
  await load('claim', book.claims);
  for (const { lines } of book.shipments.values()) for (const { orderId } of lines) named.order.add(orderId);
  for (const { orderId } of book.claims.values()) named.order.add(orderId);
  await load('order', book.orders);
}

const ASKED = 1_000;

async function placedOrders(
  book: SettlementBook,
  settlement: SettlementStore,
  facts: readonly { fact: StreamFact }[],
): Promise<Map<string, PlacedFact>> {
  const ids = facts.flatMap(({ fact }) => (fact.type === 'order_paid' ? [fact.orderId] : []));
  const placed = new Map<string, PlacedFact>();
  for (const stored of await settlement.placed(book.streamId, ids)) {
    const fact = factOf<StreamFact>(stored);
    if (isPlacedFact(fact)) placed.set(fact.orderId, fact);
  }
  return placed;
}

function orderIn(placed: ReadonlyMap<string, PlacedFact>, orderId: string): PlacedFact {
  const order = placed.get(orderId);
  if (!order) throw new Error(`Nobody knows how order ${orderId} was placed.`);
  return order;
}
