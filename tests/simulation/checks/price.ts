import type { Asked } from './asked.ts';
import type { Complaints } from './complaints.ts';
import type { Ledger } from './ledger.ts';
import type { Offer } from './shelf.ts';

/** What a fact says of the arrivals that its price was judged by (T3, F5). */
export interface Judged {
  atMs: number;
  receivedAtMs?: number | undefined;
  receiptAtMs?: number | undefined;
}

interface Charged {
  itemNumber: number;
  flashId: string | null;
  unitPriceMinor: number;
  isQuoted: boolean;
  /** From the shelf, and those of them that had lapsed when their flash ended (F6). */
  units: number;
  fromLapsed?: number | undefined;
}

/**
 * [INV7]: the price is the one in force when the command was read (T4, F3, F5): at the very time that the fact names, or
 * is dated with, and that is one of the times that a node read the command. By a receipt it is the one in force when an
 * earlier try was read, less than 30 s before, once per buyer and flash, and only where it was not due anyway.
 */
export function judgePrice(
  ledger: Ledger,
  charged: Charged,
  asked: Asked,
  { atMs, receivedAtMs = atMs, receiptAtMs }: Judged,
  complaints: Complaints,
): void {
  const { receiptMs } = ledger.settings!;
  const said = () =>
    `${asked.key}: ${charged.unitPriceMinor} for item ${charged.itemNumber} (flash ${charged.flashId})`;
  complaints.expect(
    isRead(ledger, charged.itemNumber, asked, receivedAtMs),
    'T3',
    () => `${said()} was received at ${receivedAtMs}, and read at ${asked.receivedAtMs}`,
  );
  const isDueNow = isInForce(ledger, charged, asked, receivedAtMs);
  const offer = ledger.offer(charged.flashId);
  judgeOver(ledger, offer, asked, said, complaints);
  if (receiptAtMs === undefined) {
    complaints.expect(isDueNow, 'INV7', () => `${said()} was not in force at ${receivedAtMs}`);
    complaints.expect(!charged.fromLapsed, 'F6', () => `${said()}: ${charged.fromLapsed} lapsed units`);
    return;
  }
  complaints.expect(
    asked.receivedAtMs.includes(receiptAtMs),
    'F5',
    () => `${said()} has a receipt of ${receiptAtMs}, and was read at ${asked.receivedAtMs}`,
  );
  complaints.expect(
    receiptAtMs <= receivedAtMs && receivedAtMs < receiptAtMs + receiptMs,
    'F5',
    () => `${said()} at ${receivedAtMs} by a receipt of ${receiptAtMs}`,
  );
  complaints.expect(
    isInForce(ledger, charged, asked, receiptAtMs) && !isDueNow,
    'INV7',
    () => `${said()} by a receipt of ${receiptAtMs} at ${receivedAtMs}`,
  );
  const used = ledger.receipts.some(
    ({ buyerId, flashId }) =>
      flashId === charged.flashId && ledger.who(buyerId) === ledger.who(asked.buyerId),
  );
  // An add that reserves nothing is promised no price: it uses no receipt up.
  if (charged.units > 0) complaints.expect(!used, 'F5', () => `${said()} by a second receipt`);
  const lapsed = offer?.phase === 'over' ? Math.min(offer.lapsed, charged.units) : 0;
  complaints.expect(
    (charged.fromLapsed ?? 0) === lapsed,
    'F6',
    () => `${said()}: ${charged.fromLapsed} lapsed units, not ${lapsed}`,
  );
  if (charged.units > 0) ledger.receipts.push({ buyerId: asked.buyerId, flashId: charged.flashId });
}

/** A node may hear so much later than another that a sale is over. */
const LATE_MS = 8_000;

/**
 * [T7]: a sale that the log has ended is over, whatever clocks say afterwards: who sent his first try later than a quote is
 * good for has no more of it.
 */
function judgeOver(
  { settings }: Ledger,
  offer: Offer | null,
  { firstSentMs }: Asked,
  said: () => string,
  complaints: Complaints,
): void {
  if (offer?.phase !== 'over') return;
  const lastMs = offer.overSinceMs + settings!.graceMs + LATE_MS;
  complaints.expect(
    firstSentMs <= lastMs,
    'T7',
    () => `${said()} was first sent at ${firstSentMs}, over since ${offer.overSinceMs}`,
  );
}

/** What came a moment before a flash is decided as received at its start. */
function isRead(ledger: Ledger, itemNumber: number, asked: Asked, receivedAtMs: number): boolean {
  const { apartMs } = ledger;
  const lateMs = ledger.lateMs(asked);
  if (asked.receivedAtMs.some((t) => t - apartMs <= receivedAtMs && receivedAtMs <= t + lateMs)) return true;
  const { parkMs } = ledger.settings!;
  return [...ledger.offers.values()].some(
    ({ startsAtMs, itemNumber: of }) =>
      of === itemNumber &&
      startsAtMs === receivedAtMs &&
      asked.receivedAtMs.some((t) => t >= startsAtMs - parkMs - lateMs && t < startsAtMs + apartMs),
  );
}

function isInForce(
  ledger: Ledger,
  { itemNumber, flashId, unitPriceMinor, isQuoted }: Charged,
  asked: Asked,
  t: number,
): boolean {
  const { graceMs } = ledger.settings!;
  const offer = ledger.offer(flashId);
  if (offer) {
    const isOn = offer.startsAtMs <= t && t < offer.endsAtMs;
    const isLate =
      isQuoted &&
      asked.joinedAtMs !== null &&
      asked.joinedAtMs < offer.endsAtMs &&
      offer.endsAtMs <= t &&
      t < offer.endsAtMs + graceMs;
    return unitPriceMinor === offer.priceMinor && offer.phase !== 'undone' && (isOn || isLate);
  }
  const isBelowList = [...ledger.offers.values()].some(
    (other) =>
      other.itemNumber === itemNumber &&
      other.phase !== 'undone' &&
      other.startsAtMs <= t &&
      t < other.endsAtMs &&
      other.free > 0,
  );
  return unitPriceMinor === ledger.shelf(itemNumber).listMinor && !isBelowList;
}
