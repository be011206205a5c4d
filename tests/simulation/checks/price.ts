import type { Asked } from './asked.ts';
import type { Complaints } from './complaints.ts';
import type { Ledger } from './ledger.ts';

/**
 * [INV7]: the price is the one in force when the command was read (T4, F3, F5), for one of the times that it was read
 * at: a repeated key may have been decided by any of its tries.
 */
export function judgePrice(
  ledger: Ledger,
  line: {
    itemNumber: number;
    flashId: string | null;
    unitPriceMinor: number;
    isQuoted: boolean;
  },
  asked: Asked,
  complaints: Complaints,
): void {
  const { graceMs, parkMs } = ledger.settings!;
  const { itemNumber, flashId, unitPriceMinor } = line;
  const shelf = ledger.shelf(itemNumber);
  const times = [...asked.receivedAtMs];
  // What came a moment before a flash is decided as received at its start.
  for (const { startsAtMs, itemNumber: of } of ledger.offers.values()) {
    const isParked = asked.receivedAtMs.some((t) => t >= startsAtMs - parkMs && t < startsAtMs);
    if (of === itemNumber && isParked) times.push(startsAtMs);
  }
  const offer = ledger.offer(flashId);
  const isInForce = times.some((t) => {
    if (offer) {
      const isOn = offer.startsAtMs <= t && t < offer.endsAtMs;
      const isLate =
        line.isQuoted &&
        asked.joinedAtMs !== null &&
        asked.joinedAtMs < offer.endsAtMs &&
        offer.endsAtMs <= t &&
        t < offer.endsAtMs + graceMs;
      return unitPriceMinor === offer.priceMinor && offer.phase !== 'undone' && (isOn || isLate);
    }
    if (unitPriceMinor !== shelf.listMinor) return false;
    // The item's latest flash: a frame that a machine read by a clock that stood still may be older than the one before.
    const latest = ledger.latestOffer(itemNumber);
    if (latest && latest.startsAtMs <= t && t < latest.endsAtMs && latest.free > 0) return false;
    return true;
  });
  complaints.expect(
    isInForce,
    'INV7',
    () =>
      `${asked.key}: ${unitPriceMinor} for item ${itemNumber} (flash ${flashId}) was not in force at ${times}`,
  );
}
