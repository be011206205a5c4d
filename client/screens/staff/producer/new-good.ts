import { secondCategory, secondNames, secondOrigin } from '../../../../shared/values/names.ts';
import { productTags } from '../../../../shared/values/tags.ts';
import type { GoodDraft } from './GoodSheet.tsx';

/** A draft as a new good: what was left empty is not named. */
export function newGoodOf(draft: GoodDraft) {
  const {
    nameEn,
    producerEn,
    units,
    grams,
    floorMinor,
    harvestedOn,
    batch,
    origin,
    originEn,
    category,
    categoryEn,
    shipBaseMinor,
    shipIncrementMinor,
    description,
    descriptionEn,
    tags,
    morePictures,
    returns,
    ...rest
  } = draft;
  return {
    ...rest,
    ...secondNames({ nameEn, producerEn }),
    ...secondOrigin({ originEn }),
    ...(category === '' ? {} : { category }),
    ...secondCategory({ categoryEn }),
    warehouseUnits: units,
    ...(description === '' ? {} : { description }),
    ...(descriptionEn === '' ? {} : { descriptionEn }),
    ...productTags({ tags }),
    ...(returns && { returns }),
    ...(morePictures.length === 0 ? {} : { morePictures }),
    ...(grams > 0 ? { grams } : {}),
    ...(floorMinor > 0 ? { floorMinor } : {}),
    ...(shipBaseMinor > 0 ? { shipBaseMinor } : {}),
    ...(shipIncrementMinor > 0 ? { shipIncrementMinor } : {}),
    ...(harvestedOn === '' ? {} : { harvestedOn }),
    ...(batch === '' ? {} : { batch }),
    ...(origin === '' ? {} : { origin }),
  };
}
