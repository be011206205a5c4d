import type { Single } from '../../live-view/entry.ts';

/** Item numbers in the order of the bag. */
export const order: Single<'order', readonly number[]> = { field: 'order', none: [] };
