import type { Ledger } from './ledger.ts';
import type { Offer } from './shelf.ts';

interface Moment {
  fromMs: number;
  available: Map<number, number>;
  /** What each flash has left, and from when to when it is on as far as was known. */
  flashes: Map<string, Pick<Offer, 'itemNumber' | 'free' | 'startsAtMs' | 'endsAtMs'>>;
}

/** An ask that was told a "no". */
export interface InVain {
  itemNumber: number;
  /** The flash that it names: that is honoured a moment longer, also when the next has begun (F5). */
  flashId: string | null;
  /**
   * It arrived between these two, in the log's time: the flash that was on then is the one that it is judged by, whatever the
   * time is since (T3). Of a no the log says no more, and nodes may be apart about the time (T7).
   */
  arrival: { fromMs: number; toMs: number };
}

/** What was there to be had, moment by moment, for judging a "no". */
export class ShelfHistory {
  private readonly moments: Moment[] = [];

  /** Notes the shelves after a commit. */
  note(ledger: Ledger, nowMs: number): void {
    const moment: Moment = { fromMs: nowMs, available: new Map(), flashes: new Map() };
    for (const { itemNumber, available } of ledger.shelves.values())
      moment.available.set(itemNumber, available);
    for (const { flashId, phase, itemNumber, free, startsAtMs, endsAtMs } of ledger.offers.values()) {
      if (phase !== 'undone') moment.flashes.set(flashId, { itemNumber, free, startsAtMs, endsAtMs });
    }
    this.moments.push(moment);
  }

  /** The least that could be had between two moments, of the shelf and of the flashes that the ask is judged by. */
  least(ask: InVain, fromMs: number, toMs: number): number {
    let least = Number.POSITIVE_INFINITY;
    for (let i = this.moments.length - 1; i >= 0; i -= 1) {
      const moment = this.moments[i]!;
      if (moment.fromMs <= toMs) least = Math.min(least, leastOf(moment, ask));
      if (moment.fromMs <= fromMs) break;
    }
    return least;
  }
}

function leastOf({ available, flashes }: Moment, { itemNumber, flashId, arrival }: InVain): number {
  let least = available.get(itemNumber) ?? 0;
  for (const [id, { itemNumber: of, free, startsAtMs, endsAtMs }] of flashes) {
    const isOn = of === itemNumber && startsAtMs <= arrival.toMs && arrival.fromMs < endsAtMs;
    if (isOn || id === flashId) least = Math.min(least, free);
  }
  return least;
}
