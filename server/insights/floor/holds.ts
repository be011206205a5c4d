import type { FloorReport } from '../../../shared/contract/floor.ts';
import type { Chapter } from './chapter.ts';

/** What became of the units that were held: how many of them reached PLACED, and how many ran out. */
export function holdChapter(): Chapter<FloorReport['holds']> {
  const units = { heldUnits: 0, placedUnits: 0, expiredUnits: 0 };
  return {
    on: {
      cart_added({ hold, units: added, taken }) {
        // What is taken at another price was held before.
        if (hold && !taken) units.heldUnits += added;
      },
      waitlist_offered({ units: offered }) {
        units.heldUnits += offered;
      },
      offer_expired({ units: expired }) {
        units.expiredUnits += expired;
      },
      hold_expired({ units: expired }) {
        units.expiredUnits += expired;
      },
      order_placed({ lines }) {
        for (const { holds } of lines) for (const hold of holds) units.placedUnits += hold.units;
      },
    },
    tell: () => ({
      ...units,
      conversion: units.heldUnits === 0 ? null : units.placedUnits / units.heldUnits,
    }),
  };
}
