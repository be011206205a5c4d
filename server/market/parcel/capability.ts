import type { Capability } from '../kernel/capability.ts';
import type { ParcelFacts } from './facts.ts';
import { parcelFolds } from './fold.ts';

/** Parcels and what comes after them (O4–O6). */
export const parcel = {
  fold: parcelFolds,
} satisfies Capability<ParcelFacts>;
