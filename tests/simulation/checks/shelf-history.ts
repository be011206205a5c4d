import type { Ledger } from './ledger.ts';

/** What was there to be had, moment by moment, for judging a "no". */
export class ShelfHistory {
  private readonly moments: { fromMs: number; available: Map<number, number>; free: Map<number, number> }[] =
    [];

  /** Notes the shelves after a commit. */
  note(ledger: Ledger, nowMs: number): void {
    const available = new Map<number, number>();
    const free = new Map<number, number>();
    for (const shelf of ledger.shelves.values()) available.set(shelf.itemNumber, shelf.available);
    for (const offer of ledger.offers.values()) free.set(offer.itemNumber, offer.free);
    this.moments.push({ fromMs: nowMs, available, free });
  }

  /** The least that could be had of an item between two moments, of the shelf and of its latest flash. */
  least(itemNumber: number, fromMs: number, toMs: number): number {
    let least = Number.POSITIVE_INFINITY;
    for (let i = this.moments.length - 1; i >= 0; i -= 1) {
      const moment = this.moments[i]!;
      if (moment.fromMs <= toMs) {
        least = Math.min(
          least,
          moment.available.get(itemNumber) ?? 0,
          moment.free.get(itemNumber) ?? Number.POSITIVE_INFINITY,
        );
      }
      if (moment.fromMs <= fromMs) break;
    }
    return least;
  }
}
