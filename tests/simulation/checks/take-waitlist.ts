import type { Fact, FactOf } from '../../../server/market/facts.ts';
import type { Asked } from './asked.ts';
import type { Complaints } from './complaints.ts';
import type { InLine, Ledger } from './ledger.ts';
import { move } from './shelf.ts';
import { networkLeft } from './take-bounds.ts';
import { free } from './take-cart.ts';

/** Takes a fact of those who wait (H5): the line is kept again here, and each offer held against it. */
export function takeWaitlist(
  ledger: Ledger,
  fact: FactOf<'waitlist'>,
  atMs: number,
  asked: Asked | null,
  complaints: Complaints,
): void {
  switch (fact.type) {
    case 'waitlist_joined': {
      const { itemNumber, units, isNew, networkTag: tag } = fact;
      const buyerId = ledger.who(fact.buyerId);
      const isAsked = asked?.itemNumber === itemNumber && asked.units === units;
      complaints.expect(isAsked, 'INV5', () => `a place of ${buyerId} that nobody sent`);
      const shelf = ledger.shelf(itemNumber);
      const isOpen = ledger.isSelling && !shelf.isRemoved && !shelf.isStopped;
      complaints.expect(isOpen, 'H5', () => `a place in the line of item ${itemNumber}, not on sale`);
      const isBehind = isNew && networkLeft(ledger, { itemNumber, flashId: null }, tag, atMs) < units;
      const isShort = shelf.available < units || isBehind;
      complaints.expect(
        isShort,
        'H5',
        () => `${units} wanted of item ${itemNumber}, ${shelf.available} there`,
      );
      const line = lineOf(ledger, itemNumber);
      const isIn = line.some((waiter) => waiter.buyerId === buyerId);
      complaints.expect(!isIn, 'H5', () => `${buyerId} waits twice for item ${itemNumber}`);
      line.push({ buyerId, units, isNew, tag });
      ledger.noteAsk({ itemNumber, flashId: null, tag, atMs });
      return;
    }
    case 'waitlist_left':
      leave(ledger, fact.itemNumber, fact.buyerId, complaints);
      return;
    case 'waitlist_offered':
      offered(ledger, fact, atMs, complaints);
      return;
    case 'offer_declined':
      for (const part of fact.released) free(ledger, part.holdId, part.units, complaints);
      return;
    case 'offer_expired': {
      const kept = ledger.kept.get(fact.holdId);
      const isDue = kept?.isOffer && kept.units === fact.units && kept.untilMs === fact.dueAtMs;
      complaints.expect(isDue === true, 'H5', () => `offer ${fact.holdId} ran out at ${fact.dueAtMs}`);
      free(ledger, fact.holdId, fact.units, complaints);
      return;
    }
    case 'waitlist_ended': {
      const line = lineOf(ledger, fact.itemNumber).map(({ buyerId }) => buyerId);
      const isWhole = line.join() === fact.buyerIds.map((id) => ledger.who(id)).join();
      complaints.expect(isWhole, 'H5', () => `the line of item ${fact.itemNumber} was ${line}`);
      const isMeant =
        fact.dueAtMs === null ? ledger.shelf(fact.itemNumber).isRemoved : ledger.status === 'ENDED';
      complaints.expect(isMeant, 'S3', () => `the line of item ${fact.itemNumber} ended too early`);
      ledger.lines.delete(fact.itemNumber);
      return;
    }
  }
}

/** [H5]: while somebody who waits could have a unit, nobody else takes one from the shelf. */
export function judgeNobodyJumps(
  ledger: Ledger,
  itemNumber: number,
  atMs: number,
  complaints: Complaints,
): void {
  const next = firstInLine(ledger, itemNumber, atMs);
  complaints.expect(next === null, 'H5', () => `item ${itemNumber} was taken before ${next?.buyerId}`);
}

/** Two places of one buyer are one: the one in front, with the larger wish (B2). Called before the ledger merges them. */
export function mergeLines(ledger: Ledger, fromId: string, intoId: string): void {
  for (const [itemNumber, line] of ledger.lines) {
    const own = line.filter(({ buyerId }) => buyerId === fromId || buyerId === intoId);
    const [first, second] = own;
    if (!first || (!second && first.buyerId === intoId)) continue;
    first.buyerId = intoId;
    if (!second) continue;
    first.units = Math.max(first.units, second.units);
    first.isNew &&= second.isNew;
    ledger.lines.set(
      itemNumber,
      line.filter((waiter) => waiter !== second),
    );
  }
}

function offered(ledger: Ledger, fact: Fact<'waitlist_offered'>, atMs: number, complaints: Complaints): void {
  const { itemNumber, units, holdId, untilMs, unitPriceMinor } = fact;
  const buyerId = ledger.who(fact.buyerId);
  const shelf = ledger.shelf(itemNumber);
  const next = firstInLine(ledger, itemNumber, atMs);
  complaints.expect(
    next?.buyerId === buyerId,
    'H5',
    () => `offered to ${buyerId}, the next is ${next?.buyerId}`,
  );
  complaints.expect(next?.room === units, 'H5', () => `${units} offered, ${next?.room} could be`);
  complaints.expect(unitPriceMinor === shelf.listMinor, 'H5', () => `offered at ${unitPriceMinor}`);
  const settings = ledger.settings!;
  complaints.expect(untilMs === atMs + settings.offerMs, 'H5', () => `offered at ${atMs} until ${untilMs}`);
  const waiter = lineOf(ledger, itemNumber).find((known) => known.buyerId === buyerId);
  const isNew = waiter !== undefined && isNewNow(ledger, waiter);
  complaints.expect(fact.isNew === isNew, 'H6', () => `${buyerId} was offered units as new: ${fact.isNew}`);
  move(shelf, null, units, 'available', 'held');
  ledger.kept.set(holdId, {
    holdId,
    buyerId,
    itemNumber,
    flashId: null,
    units,
    priceMinor: unitPriceMinor,
    untilMs,
    isNew: fact.isNew,
    tag: waiter?.tag,
    isOffer: true,
  });
  if (!waiter) return;
  waiter.units -= units;
  if (waiter.units === 0) leave(ledger, itemNumber, buyerId, complaints);
}

/** The first in a line who may have a unit at this moment, and how many. */
function firstInLine(
  ledger: Ledger,
  itemNumber: number,
  atMs: number,
): { buyerId: string; room: number } | null {
  const shelf = ledger.shelf(itemNumber);
  const settings = ledger.settings!;
  const isOffering =
    ledger.isSelling ||
    (ledger.status === 'ENDED' &&
      atMs < Math.min(ledger.endedAtMs + settings.offersAfterEndMs, ledger.closesAtMs));
  const flash = ledger.activeOffer(itemNumber);
  const isFlash = flash?.phase === 'running' && flash.free > 0;
  if (!isOffering || shelf.isRemoved || shelf.isStopped || isFlash) return null;
  for (const waiter of ledger.lines.get(itemNumber) ?? []) {
    const room = roomOf(ledger, itemNumber, waiter, atMs);
    if (room > 0) return { buyerId: waiter.buyerId, room };
  }
  return null;
}

function roomOf(ledger: Ledger, itemNumber: number, waiter: InLine, atMs: number): number {
  const settings = ledger.settings!;
  const shelf = ledger.shelf(itemNumber);
  const { buyerId } = waiter;
  const isFirstPaid =
    ledger.policy === 'first_paid' || ledger.shopper(buyerId).strikes >= settings.strikesToFirstPaid;
  if (isFirstPaid) return 0;
  const all = [...ledger.kept.values()];
  const sum = (isMeant: (kept: (typeof all)[number]) => boolean) =>
    all.reduce((units, kept) => units + (isMeant(kept) ? kept.units : 0), 0);
  const isOwn = (kept: { buyerId: string }) => ledger.who(kept.buyerId) === buyerId;
  const bounds = [shelf.available, waiter.units, settings.maxHeldUnits - sum(isOwn)];
  if (shelf.limit !== null) bounds.push(shelf.limit - ledger.counted(buyerId, itemNumber, null));
  if (isNewNow(ledger, waiter)) {
    bounds.push(settings.newBuyerUnits - sum((kept) => kept.isNew && isOwn(kept)));
    bounds.push(networkLeft(ledger, { itemNumber, flashId: null }, waiter.tag, atMs));
  }
  return Math.min(...bounds);
}

/** New when joining, and nothing paid online here since (H6). */
function isNewNow(ledger: Ledger, { isNew, buyerId }: InLine): boolean {
  return (
    isNew &&
    ![...ledger.bought.values()].some(
      (order) =>
        ledger.who(order.buyerId) === buyerId &&
        order.paidAtMs !== null &&
        order.payment !== 'cash_on_delivery',
    )
  );
}

function leave(ledger: Ledger, itemNumber: number, named: string, complaints: Complaints): void {
  const buyerId = ledger.who(named);
  const line = lineOf(ledger, itemNumber);
  const rest = line.filter((waiter) => waiter.buyerId !== buyerId);
  complaints.expect(rest.length < line.length, 'H5', () => `${buyerId} does not wait for item ${itemNumber}`);
  ledger.lines.set(itemNumber, rest);
}

function lineOf(ledger: Ledger, itemNumber: number): InLine[] {
  const known = ledger.lines.get(itemNumber);
  if (known) return known;
  const line: InLine[] = [];
  ledger.lines.set(itemNumber, line);
  return line;
}
