import type { StreamLifeState } from '../stream/state.ts';

/** True while goods are sold: adds and direct orders are possible (S2, S3). */
export function isSelling(state: Readonly<Pick<StreamLifeState, 'status'>>): boolean {
  return state.status === 'LIVE' || state.status === 'INTERRUPTED' || state.status === 'REHEARSAL';
}
