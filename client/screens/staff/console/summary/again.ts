import type { AfterStream } from '../../../../../shared/contract/after-stream.ts';

const MOVING_MS = 5_000;
const CALM_MS = 60_000;
/** Of more units than this a count takes the server long: other streams on it are on air. */
const MANY_UNITS = 5_000;

/** After how long, in ms, a summary is read again: soon while orders still come in or are being booked, unless it is large. */
export function againMs(after: Pick<AfterStream, 'status' | 'isSettling' | 'items'> | undefined): number {
  if (!after) return MOVING_MS;
  const units = after.items.reduce((sum, { paidUnits }) => sum + paidUnits, 0);
  const isStill = after.status === 'CLOSED' && !after.isSettling;
  return isStill || units > MANY_UNITS ? CALM_MS : MOVING_MS;
}
