import type { GoodDraft } from './GoodSheet.tsx';

/** A draft as a new good: what was left empty is not named. */
export function newGoodOf({ units, grams, floorMinor, harvestedOn, batch, origin, ...rest }: GoodDraft) {
  return {
    ...rest,
    warehouseUnits: units,
    ...(grams > 0 ? { grams } : {}),
    ...(floorMinor > 0 ? { floorMinor } : {}),
    ...(harvestedOn === '' ? {} : { harvestedOn }),
    ...(batch === '' ? {} : { batch }),
    ...(origin === '' ? {} : { origin }),
  };
}
