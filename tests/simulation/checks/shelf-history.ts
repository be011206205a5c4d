import type { Ledger } from './ledger.ts';

interface Moment {
  fromMs: number;
  available: Map<number, number>;
  /** What the latest flash of an item has left. */
  free: Map<number, number>;
  /** What each flash has left. */
  flashes: Map<string, number>;
}

/** What was there to be had, moment by moment, for judging a "no". */
export class ShelfHistory {
  private readonly moments: Moment[] = [];

  /** Notes the shelves after a commit. */
  note(ledger: Ledger, nowMs: number): void {
    const available = new Map<number, number>();
    const free = new Map<number, number>();
    const flashes = new Map<string, number>();
    for (const shelf of ledger.shelves.values()) available.set(shelf.itemNumber, shelf.available);
    for (const { flashId, itemNumber, free: left } of ledger.offers.values()) {
      free.set(itemNumber, left);
      flashes.set(flashId, left);
    }
    this.moments.push({ fromMs: nowMs, available, free, flashes });
  }

  /**
   * The least that could be had of an item between two moments, of the shelf and of its latest flash.
   * @param flashId the flash that was asked for: it is honoured a moment longer, also when the next has begun (F5)
   */
  least(itemNumber: number, flashId: string | null, fromMs: number, toMs: number): number {
    let least = Number.POSITIVE_INFINITY;
    for (let i = this.moments.length - 1; i >= 0; i -= 1) {
      const moment = this.moments[i]!;
      if (moment.fromMs <= toMs) {
        least = Math.min(
          least,
          moment.available.get(itemNumber) ?? 0,
          moment.free.get(itemNumber) ?? Number.POSITIVE_INFINITY,
          (flashId === null ? undefined : moment.flashes.get(flashId)) ?? Number.POSITIVE_INFINITY,
        );
      }
      if (moment.fromMs <= fromMs) break;
    }
    return least;
  }
}
