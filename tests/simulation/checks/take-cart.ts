import type { Fact, FactOf } from '../../../server/market/facts.ts';
import type { Asked } from './asked.ts';
import type { Complaints } from './complaints.ts';
import type { Ledger } from './ledger.ts';
import { judgePrice } from './price.ts';
import { move } from './shelf.ts';
import { networkLeft } from './take-bounds.ts';
import { judgeNobodyJumps, mergeLines } from './take-waitlist.ts';

/** Takes a fact of a cart: judges it by the log before it, then counts it. */
export function takeCart(
  ledger: Ledger,
  fact: FactOf<'cart'>,
  atMs: number,
  asked: Asked | null,
  complaints: Complaints,
): void {
  switch (fact.type) {
    case 'cart_added':
      added(ledger, fact, atMs, asked, complaints);
      return;
    case 'cart_removed': {
      const least = fact.released.map(({ holdId }) => ledger.kept.get(holdId)?.priceMinor ?? 0);
      const units = fact.released.reduce((sum, part) => sum + part.units, 0);
      const { buyerId, itemNumber, takes } = fact;
      ledger.released =
        takes === undefined
          ? null
          : { buyerId, itemNumber, units, flashId: takes, leastMinor: Math.min(...least) };
      for (const part of fact.released) {
        const kept = ledger.kept.get(part.holdId);
        complaints.expect(
          kept !== undefined && ledger.who(kept.buyerId) === ledger.who(fact.buyerId),
          'H2',
          () => `hold ${part.holdId} is not ${fact.buyerId}'s`,
        );
        free(ledger, part.holdId, part.units, complaints);
      }
      want(ledger, ledger.who(fact.buyerId), fact.itemNumber, -fact.direct);
      return;
    }
    case 'hold_expired': {
      const kept = ledger.kept.get(fact.holdId);
      complaints.expect(
        kept?.units === fact.units && kept.untilMs === fact.dueAtMs,
        'H1',
        () => `hold ${fact.holdId} expired with ${fact.units} units at ${fact.dueAtMs}`,
      );
      free(ledger, fact.holdId, fact.units, complaints);
      if (fact.strike) ledger.shopper(ledger.who(fact.buyerId)).strikes += 1;
      return;
    }
  }
}

/** Takes a merge (B2): everything of one is the other's from now on; the surplus of holds goes back. */
export function takeMerge(ledger: Ledger, fact: FactOf<'account'>, complaints: Complaints): void {
  for (const part of fact.released) free(ledger, part.holdId, part.units, complaints);
  const from = ledger.shopper(fact.fromId);
  const into = ledger.shopper(fact.intoId);
  into.strikes = Math.max(into.strikes, from.strikes);
  for (const [itemNumber, units] of from.wanted) want(ledger, fact.intoId, itemNumber, units);
  mergeLines(ledger, fact.fromId, fact.intoId);
  ledger.shoppers.delete(fact.fromId);
  ledger.merged(fact.fromId, fact.intoId);
}

function added(
  ledger: Ledger,
  fact: Fact<'cart_added'>,
  atMs: number,
  asked: Asked | null,
  complaints: Complaints,
): void {
  const { itemNumber, units } = fact;
  const buyerId = ledger.who(fact.buyerId);
  const shelf = ledger.shelf(itemNumber);
  const offer = ledger.offer(fact.flashId);
  const settings = ledger.settings!;
  complaints.expect(
    ledger.policy === 'hold',
    'H2',
    () => `${buyerId}'s cart is written where nothing is held`,
  );
  complaints.expect(ledger.isSelling, 'S3', () => `an add while the stream is ${ledger.status}`);
  complaints.expect(!shelf.isRemoved, 'L3', () => `an add of removed item ${itemNumber}`);
  complaints.expect(
    !shelf.isStopped || (shelf.stoppedBy !== null && shelf.stoppedBy === fact.flashId),
    'L6',
    () => `an add of stopped item ${itemNumber}`,
  );
  complaints.expect(asked !== null, 'INV5', () => `an add by ${fact.buyerId} that nobody sent`);
  if (asked) {
    const isAsked = asked.itemNumber === itemNumber && asked.units === units;
    complaints.expect(isAsked, 'INV5', () => `${asked.units} of ${asked.itemNumber} asked, ${units} added`);
    const isGiven = fact.unitPriceMinor <= (asked.seenMinor ?? 0);
    complaints.expect(isGiven, 'F5', () => `seen ${asked.seenMinor}, charged ${fact.unitPriceMinor}`);
    const { hold, fromLapsed } = fact;
    const charged = {
      ...fact,
      isQuoted: asked.flashId === fact.flashId,
      units: hold ? units : 0,
      fromLapsed,
    };
    judgePrice(ledger, charged, asked, { ...fact, atMs }, complaints);
  }
  ledger.noteAsk({ itemNumber, flashId: fact.flashId, tag: fact.networkTag, atMs });
  if (!fact.hold) {
    want(ledger, buyerId, itemNumber, units);
    return;
  }
  const ownMs = fact.isNew ? settings.newBuyerHoldMs : offer ? settings.flashHoldMs : settings.holdMs;
  const untilMs = offer ? Math.min(atMs + ownMs, offer.endsAtMs + settings.flashHoldMs) : atMs + ownMs;
  complaints.expect(
    fact.hold.untilMs === untilMs,
    'H1',
    () => `held until ${fact.hold?.untilMs}, not ${untilMs}`,
  );
  // What is taken at a flash price was its buyer's before: nobody else is owed it, and no more is held (F7).
  const isOwn = fact.taken === true;
  complaints.expect(!isOwn || isTaking(ledger, fact), 'F7', () => `${asked?.key} took what nobody released`);
  complaints.expect(
    isOwn || (ledger.policy === 'hold' && ledger.shopper(buyerId).strikes < settings.strikesToFirstPaid),
    'H3',
    () => `${buyerId} holds under first_paid`,
  );
  if (!isOwn) judgeNobodyJumps(ledger, itemNumber, atMs, complaints);
  move(shelf, offer, units, 'available', 'held', fact.fromLapsed);
  ledger.kept.set(fact.hold.holdId, {
    holdId: fact.hold.holdId,
    buyerId,
    itemNumber,
    flashId: fact.flashId,
    units,
    priceMinor: fact.unitPriceMinor,
    untilMs: fact.hold.untilMs,
    isNew: fact.isNew,
    tag: fact.networkTag,
  });
  if (isOwn) {
    judgeQuota(ledger, buyerId, fact, complaints);
    return;
  }
  judgeLimits(ledger, buyerId, fact, complaints);
  judgeHoarding(ledger, buyerId, fact, atMs, complaints);
}

/** F7: the fact before released just these units for it, at a higher price. */
function isTaking(
  { released }: Ledger,
  { buyerId, itemNumber, units, flashId, unitPriceMinor }: Fact<'cart_added'>,
) {
  const isSame = released?.buyerId === buyerId && released.itemNumber === itemNumber;
  return (
    isSame && released.units === units && released.flashId === flashId && released.leastMinor > unitPriceMinor
  );
}

/** [INV9]: B1 at the moment of an acceptance. */
export function judgeLimits(
  ledger: Ledger,
  buyerId: string,
  { itemNumber, flashId }: { itemNumber: number; flashId: string | null },
  complaints: Complaints,
): void {
  const { limit } = ledger.shelf(itemNumber);
  if (limit !== null) {
    const units = ledger.counted(buyerId, itemNumber, null);
    complaints.expect(
      units <= limit,
      'INV9',
      () => `${buyerId} has ${units} of item ${itemNumber}, limit ${limit}`,
    );
  }
  judgeQuota(ledger, buyerId, { itemNumber, flashId }, complaints);
}

function judgeQuota(
  ledger: Ledger,
  buyerId: string,
  { itemNumber, flashId }: { itemNumber: number; flashId: string | null },
  complaints: Complaints,
): void {
  const offer = ledger.offer(flashId);
  if (!offer) return;
  const units = ledger.counted(buyerId, itemNumber, flashId);
  complaints.expect(
    units <= offer.perBuyer,
    'INV9',
    () => `${buyerId} has ${units} of flash ${flashId}, cap ${offer.perBuyer}`,
  );
}

/** H3, H6 and H8: what one buyer, a new buyer, and all new buyers of a network may hold. */
function judgeHoarding(
  ledger: Ledger,
  buyerId: string,
  { itemNumber, flashId, isNew, networkTag, taken }: Fact<'cart_added'>,
  atMs: number,
  complaints: Complaints,
): void {
  const settings = ledger.settings!;
  const all = [...ledger.kept.values()];
  const sum = (isMeant: (kept: (typeof all)[number]) => boolean) =>
    all.reduce((units, kept) => units + (isMeant(kept) ? kept.units : 0), 0);
  const own = sum((kept) => ledger.who(kept.buyerId) === buyerId);
  complaints.expect(own <= settings.maxHeldUnits, 'H3', () => `${buyerId} holds ${own} units`);
  if (!isNew) return;
  const asNew = sum((kept) => kept.isNew && ledger.who(kept.buyerId) === buyerId);
  complaints.expect(asNew <= settings.newBuyerUnits, 'H6', () => `new ${buyerId} holds ${asNew} units`);
  // What was held at list price is kept of the item already (F7).
  for (const of of flashId === null ? [null] : taken ? [flashId] : [null, flashId]) {
    const left = networkLeft(ledger, { itemNumber, flashId: of }, networkTag, atMs);
    complaints.expect(left >= 0, 'H8', () => `${networkTag} holds ${-left} too many of item ${itemNumber}`);
  }
}

/** Gives units of a hold back to the shelf. */
export function free(ledger: Ledger, holdId: string, units: number, complaints: Complaints): void {
  const kept = ledger.kept.get(holdId);
  if (!kept || kept.units < units) {
    complaints.add('H2', `${units} units of hold ${holdId} are not there to go back`);
    return;
  }
  move(ledger.shelf(kept.itemNumber), ledger.offer(kept.flashId), units, 'held', 'available');
  kept.units -= units;
  if (kept.units === 0) ledger.kept.delete(holdId);
}

export function want(ledger: Ledger, buyerId: string, itemNumber: number, units: number): void {
  const { wanted } = ledger.shopper(buyerId);
  wanted.set(itemNumber, Math.max(0, (wanted.get(itemNumber) ?? 0) + units));
}
