import type { StreamStatus } from './entry.ts';

/** Whether a stream was live and is over; one that was called off never was. */
export function hasEnded(status: StreamStatus): boolean {
  return status === 'ENDED' || status === 'CLOSED';
}
