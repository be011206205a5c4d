import type { Single } from '../entry.ts';

/** Item numbers in the order of the bag. */
export const order: Single<'order', readonly number[]> = { field: 'order', none: [] };
