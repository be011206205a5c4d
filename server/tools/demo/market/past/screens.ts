import { SECOND } from '../../../../../shared/values/time.ts';
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
  return {
    /** A visit: the cards that were on the table meanwhile, as far as somebody looked. */
    look(visit: Visit): void {
      if (!visit.doesTell) return;
      for (const { itemNumber, fromMs, toMs } of shown) {
        const together = Math.min(toMs, visit.toMs) - Math.max(fromMs, visit.fromMs);
        const seconds = Math.floor((together * (0.3 + 0.6 * chance.next())) / SECOND);
        if (seconds > 0) rowOf(visit, itemNumber).shownMs += seconds * SECOND;
      }
    },
    /** Somebody taps a card: it was in sight for some seconds before. */
    tap(visit: Visit, itemNumber: number): void {
      const row = rowOf(visit, itemNumber);
      row.shownMs += chance.whole(2, 9) * SECOND;
      row.isOpened = true;
    },
    rows: () => [...rows.values()],
  };
}
