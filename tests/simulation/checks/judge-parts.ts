import { factOf } from '../../../server/event-log/commit/hash-chain.ts';
import { FloorFollower } from '../../../server/insights/floor/follower.ts';
import type { StreamFact } from '../../../server/market/facts.ts';
import { type Market, STREAM } from '../market.ts';
import { type Bought, goneOf, type Ledger } from './ledger.ts';

const MINUTE = 60_000;
const PAGE = 1_000;

/** By `item minute`: how many orders were placed, paid by the close, and kept. */
type Counts = Map<string, [ordered: number, paid: number, kept: number]>;

/** What the insights read out of the log of each item and minute is what was counted by hand (INV19). */
export async function judgeParts({ judge: { ledger }, complaints, stores }: Market): Promise<void> {
  const follower = new FloorFollower(STREAM);
  for (;;) {
    const page = await stores.store.factsAfter(STREAM, follower.state.seq, PAGE);
    for (const stored of page) follower.take(factOf<StreamFact>(stored), stored);
    if (page.length < PAGE) break;
  }
  const told: Counts = new Map();
  for (const { itemNumber, atMs, ordered, paid, kept } of follower.funnel(null, []).minutes) {
    if (ordered > 0) told.set(`${itemNumber} ${atMs / MINUTE}`, [ordered, paid, kept]);
  }
  for (const { of, payers } of follower.parts('item', null, []).parts) {
    const people = payersByHand(ledger, Number(of));
    complaints.expect(
      payers === people,
      'INV19',
      () => `item ${of}: by the insights ${payers} people paid for it, counted were ${people}`,
    );
  }
  const counted = countedByHand(ledger);
  for (const name of new Set([...told.keys(), ...counted.keys()])) {
    const [one, other] = [told.get(name), counted.get(name)];
    complaints.expect(
      String(one) === String(other),
      'INV19',
      () => `item and minute ${name}: the insights say ${one}, counted were ${other}`,
    );
  }
}

function countedByHand(ledger: Ledger): Counts {
  const counts: Counts = new Map();
  for (const order of ledger.bought.values()) {
    for (const itemNumber of new Set(order.lines.map((line) => line.itemNumber))) {
      const name = `${itemNumber} ${Math.floor(order.placedAtMs / MINUTE)}`;
      const [ordered, paid, kept] = counts.get(name) ?? [0, 0, 0];
      const isPaid = isPaidByClose(ledger, order);
      const isKept = isPaid && stands(order, itemNumber);
      counts.set(name, [ordered + 1, paid + Number(isPaid), kept + Number(isKept)]);
    }
  }
  return counts;
}

/** People who paid for an item by the close, each once under what they have become (B2). */
function payersByHand(ledger: Ledger, itemNumber: number): number {
  const people = new Set<string>();
  for (const order of ledger.bought.values()) {
    if (!isPaidByClose(ledger, order) || !order.lines.some((line) => line.itemNumber === itemNumber))
      continue;
    people.add(ledger.who(order.buyerId));
  }
  return people.size;
}

function isPaidByClose({ closedAtMs }: Ledger, { paidAtMs }: Bought): boolean {
  return paidAtMs !== null && (closedAtMs === null || paidAtMs <= closedAtMs);
}

/** Some unit is neither cancelled, unfilled nor refunded; an amount counts no unit (O8). */
function stands({ status, lines }: Bought, itemNumber: number): boolean {
  const own = lines.filter((line) => line.itemNumber === itemNumber);
  return status !== 'CANCELLED' && own.some((line) => goneOf(line) < line.units);
}
