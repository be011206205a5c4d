import type { ApplicationDeps } from '../deps.ts';
import { streamTimes } from '../stream-times.ts';

/**
 * When the time for claims of a parcel is over (O6), as the rule will say: its stream's own settings decide. One whose
 * settings can not be read has the usual time; it takes no claim meanwhile.
 * @returns gives the end in ms of a parcel of one of these streams that was delivered at `deliveredAtMs`
 */
export async function claimEnds(
  deps: Pick<ApplicationDeps, 'store'>,
  streamIds: readonly string[],
): Promise<(streamId: string, deliveredAtMs: number) => number> {
  const timesOf = await streamTimes(deps, streamIds);
  return (streamId, deliveredAtMs) => deliveredAtMs + timesOf(streamId).claimMs;
}
