import { MINUTE, SECOND } from '../../../../../shared/values/time.ts';
import type { ExposureRow } from '../../../../ports/audience.ts';
import type { Chance } from '../chance.ts';
import type { Visit } from './audience-plan.ts';

/** When which item was on the table. */
export interface ShownItem {
  itemNumber: number;
  fromMs: number;
  toMs: number;
}

/** What the screens of an evening showed; what was tapped is added as it is played. */
export function screensOf(streamId: string, shown: readonly ShownItem[], chance: Chance) {
  const rows = new Map<string, ExposureRow>();
  function rowOf({ guest }: Visit, itemNumber: number): ExposureRow {
    const name = `${guest.buyerId} ${itemNumber}`;
    const known = rows.get(name);
    if (known) return known;
    const { buyerId: viewerId, channel } = guest;
    const row = { streamId, itemNumber, viewerId, channel, shownMs: 0, isOpened: false, oneIn: 1 };
    rows.set(name, row);
    return row;
  }
  function show(row: ExposureRow, fromMs: number, seconds: number): void {
    row.shownMs += seconds * SECOND;
    row.seenMinute = Math.min(row.seenMinute ?? minuteOf(fromMs), minuteOf(fromMs));
  }
  return {
    /** A visit: the cards that were on the table meanwhile, as far as somebody looked. */
    look(visit: Visit): void {
      if (!visit.doesTell) return;
      for (const { itemNumber, fromMs, toMs } of shown) {
        const together = Math.min(toMs, visit.toMs) - Math.max(fromMs, visit.fromMs);
        const seconds = Math.floor((together * (0.3 + 0.6 * chance.next())) / SECOND);
        if (seconds > 0) show(rowOf(visit, itemNumber), Math.max(fromMs, visit.fromMs), seconds);
      }
    },
    /** Somebody taps a card: it was in sight for some seconds before. */
    tap(visit: Visit, itemNumber: number, atMs: number, seconds = chance.whole(2, 9)): void {
      const row = rowOf(visit, itemNumber);
      show(row, atMs, seconds);
      row.isOpened = true;
      row.openedMinute = Math.min(row.openedMinute ?? minuteOf(atMs), minuteOf(atMs));
    },
    rows: () => [...rows.values()],
  };
}

const minuteOf = (atMs: number) => Math.floor(atMs / MINUTE);
