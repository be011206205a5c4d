import type { WayToPay } from '../../../shared/market/newcomers/contract.ts';
import type { QuotedLine } from '../clients/buyer.ts';
import type { Entry } from '../clients/journal.ts';
import type { Market } from '../market.ts';
import { openSecrets } from '../world/people.ts';
import { cashUnderWayOf, isBarred, networkLeft } from './take-bounds.ts';

/** Where the attacker of an evening is; everybody else there is of the village (H8). */
export const ATTACKER = '10.66.6.0/24';
const ATTACKER_TAG = openSecrets.networkTag('', ATTACKER);

/** What an order of a newcomer is refused for by what newcomers may keep. */
const OF_NEWCOMERS: ReadonlySet<string> = new Set([
  'NEWCOMER_LIMIT',
  'NETWORK_LIMIT',
  'NEWCOMER_CASH',
  'CASH_BARRED',
]);
/** So long a node takes for new whom it was told to be (H6). */
const STAYS_NEW_MS = 10_000;
/** So long after a commit a node may not know of it: it asks the store each second for what the bus did not bring. */
const FOLLOWS_WITHIN_MS = 2_000;
/** What somebody hears for whom there are no units. */
const NOTHING_LEFT: ReadonlySet<string> = new Set(['SOLD_OUT', 'ALL_HELD', 'INSUFFICIENT', 'NETWORK_LIMIT']);

/** [H8]: what people were told of what newcomers may keep, against the log. */
export function judgeNetworks(market: Market): void {
  const guarded = market.scene.evening === 'attack' ? guardedUntil(market) : null;
  for (const entry of market.journal.entries.values()) {
    for (const { ack, atMs } of entry.answers) {
      if (ack.ok) continue;
      if (OF_NEWCOMERS.has(ack.code)) {
        market.said(ack.code);
        judgeKnown(market, entry, ack.code, atMs);
      }
      if (ack.code === 'NETWORK_LIMIT') judgeBounded(market, entry, Number(ack.itemNumber), atMs);
      if (guarded && NOTHING_LEFT.has(ack.code)) judgeVillage(market, entry, ack.code, guarded);
    }
  }
}

/**
 * Who is not new is never refused for what newcomers may keep: who had bought before, or has paid online since here. Only who
 * has become another, of whom a node has just been told that they are new, is taken for that one a while longer.
 */
function judgeKnown(
  { judge: { ledger }, known, complaints }: Market,
  entry: Entry,
  code: string,
  heardMs: number,
): void {
  const { buyerId, firstSentMs } = entry;
  const merged = ledger.mergedInto.get(buyerId);
  const isOther = merged && !known.has(merged.intoId) && heardMs >= merged.atMs;
  if (isOther && heardMs < merged.atMs + STAYS_NEW_MS) return;
  const paidSinceMs = ledger.paidSince.get(buyerId) ?? Number.POSITIVE_INFINITY;
  const isKnown = known.has(buyerId) || firstSentMs > paidSinceMs;
  complaints.expect(!isKnown, 'H8', () => `${buyerId} is not new, and heard ${code} to ${entry.key}`);
}

/**
 * A network is bounded for a while after a product was put on sale, and after another network asked for it; so whoever is
 * alone waits for that while, and no longer.
 */
function judgeBounded(
  { judge: { ledger }, complaints }: Market,
  { key, command, tag, arrival }: Entry,
  itemNumber: number,
  heardMs: number,
): void {
  // What is taken into a flash keeps the network of its hold, which may be that of another device.
  if (command === 'cart:take') return;
  const isBounded = ledger.bounded.some(
    (each) =>
      each.itemNumber === itemNumber &&
      each.except !== tag &&
      each.untilMs > arrival.fromMs &&
      each.committedAtMs <= heardMs,
  );
  complaints.expect(isBounded, 'H8', () => `${key} heard of a limit of ${tag}, and nobody else had asked`);
}

/** Until when the village has asked for each item without a pause as long as the bound lasts, in the log's time. */
function guardedUntil({ judge: { ledger }, scene }: Market): Map<number, number> {
  const until = new Map<number, number>();
  for (const { itemNumber, except, untilMs } of ledger.bounded) {
    if (except === null) until.set(itemNumber, untilMs);
  }
  for (const { itemNumber, tag, atMs } of ledger.asks) {
    const endMs = until.get(itemNumber) ?? 0;
    if (tag !== ATTACKER_TAG && atMs < endMs) {
      until.set(itemNumber, Math.max(endMs, atMs + scene.settings.networkMs));
    }
  }
  return until;
}

/** A village that wants no more than what one address cannot keep gets all of it, as long as it goes on asking. */
function judgeVillage(
  market: Market,
  entry: Entry,
  code: string,
  guarded: ReadonlyMap<number, number>,
): void {
  const { ledger } = market.judge;
  const { itemNumber = entry.lines?.[0]?.itemNumber, units = 0, tag, arrival, key } = entry;
  if (itemNumber === undefined || tag === ATTACKER_TAG) return;
  if (arrival.toMs >= (guarded.get(itemNumber) ?? 0)) return;
  const ordering = (entry.lines ?? []).filter((line) => line.itemNumber === itemNumber);
  const more = ordering.reduce((sum, line) => sum + line.units, 0);
  const wanted = Math.max(
    units + addedByVillage(market, itemNumber),
    more + orderedByVillage(market, itemNumber),
  );
  const { total } = ledger.shelf(itemNumber);
  market.complaints.expect(
    wanted > total - Math.max(ledger.settings!.newBuyerUnits, Math.floor(total / 2)),
    'H8',
    () => `${key} of the village heard ${code}: it wanted ${wanted} of ${total} of item ${itemNumber}`,
  );
}

/**
 * What the village wanted of an item at most: whatever was ever added counts, also what ran out meanwhile. Where no add is
 * written, the buyers' own journals say so (H2).
 */
function addedByVillage({ judge: { ledger, facts }, journal }: Market, itemNumber: number): number {
  const adds =
    ledger.policy === 'hold'
      ? facts.flatMap((fact) => (fact.type === 'cart_added' ? [{ ...fact, tag: fact.networkTag }] : []))
      : [...journal.entries.values()].filter(
          ({ command, answers }) => command === 'cart:add' && answers.some(({ ack }) => ack.ok),
        );
  return adds.reduce(
    (sum, { itemNumber: of, units = 0, tag }) =>
      of === itemNumber && tag !== ATTACKER_TAG ? sum + units : sum,
    0,
  );
}

/** What the village had ordered of an item in the end: where nothing is held, somebody orders once more without an add. */
function orderedByVillage({ judge: { facts } }: Market, itemNumber: number): number {
  return facts
    .flatMap((fact) => (fact.type === 'order_placed' && fact.networkTag !== ATTACKER_TAG ? fact.lines : []))
    .filter((line) => line.itemNumber === itemNumber)
    .reduce((sum, line) => sum + line.units, 0);
}

/**
 * [H8]: a quote says what an order would be refused for, before an address is typed: each node of each buyer, now that
 * nothing is under way.
 */
export async function judgeQuotes(market: Market): Promise<void> {
  const { buyers, nodes, complaints, judge, known, world } = market;
  for (const buyer of buyers) {
    const { buyerId, allIds } = buyer.actor;
    // Whom a node asked about a moment ago it takes for new, also if they have become one who is not: ten seconds at most (H6).
    if (!known.has(buyerId) && allIds.some((id) => known.has(id))) continue;
    for (const node of nodes) {
      const quoted = await buyer.waysToPay(node);
      if (!quoted) continue;
      // A payment may come while this is asked: a node that does not follow it yet takes its buyer for new.
      const paidSinceMs = judge.ledger.paidSince.get(judge.ledger.who(buyerId));
      if (paidSinceMs !== undefined && world.nowMs < paidSinceMs + FOLLOWS_WITHIN_MS) continue;
      const { lines, ways, atMs } = quoted;
      // What is cheaper just now is of two limits, and judged where it is ordered.
      if (lines.some(({ itemNumber }) => judge.ledger.activeOffer(itemNumber))) continue;
      for (const { payment, refusal } of ways) {
        const expected = refusalOf(market, buyer, lines, payment, Math.max(atMs, judge.ledger.atMs));
        const said = refusal?.code ?? null;
        market.said(`quote: ${said}`);
        complaints.expect(
          said === expected,
          'H8',
          () => `${node.name} says ${said} of ${payment} to ${buyer.buyerId}, it is ${expected}`,
        );
      }
    }
  }
}

/** What an order would be refused for by what newcomers may keep, counted from every hold and order. */
function refusalOf(
  { judge: { ledger }, known }: Market,
  { actor, tag }: Market['buyers'][number],
  lines: readonly QuotedLine[],
  payment: WayToPay['payment'],
  atMs: number,
): NonNullable<WayToPay['refusal']>['code'] | null {
  const buyerId = ledger.who(actor.buyerId);
  if (known.has(actor.buyerId) || ledger.paidSince.has(buyerId)) return null;
  const { newcomerOrderUnits } = ledger.settings!;
  const all = lines.reduce((sum, { units }) => sum + units, 0);
  if (newcomerOrderUnits > 0 && all > newcomerOrderUnits) return 'NEWCOMER_LIMIT';
  for (const { itemNumber } of lines) {
    const direct = lines
      .filter((line) => line.itemNumber === itemNumber && !line.isHeld)
      .reduce((sum, { units }) => sum + units, 0);
    if (direct === 0) continue;
    if (direct > networkLeft(ledger, { itemNumber, flashId: null }, tag, atMs)) return 'NETWORK_LIMIT';
  }
  if (payment !== 'cash_on_delivery') return null;
  if (isBarred(ledger, lines, tag)) return 'CASH_BARRED';
  const { orders, units } = cashUnderWayOf(ledger, buyerId);
  return orders >= 2 || units + all > 20 ? 'NEWCOMER_CASH' : null;
}
