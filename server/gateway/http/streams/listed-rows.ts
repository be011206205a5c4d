import { DAY } from '../../../../shared/values/time.ts';
import type { Clock } from '../../../lib/clock.ts';
import type { Readers } from '../../../ports/readers.ts';
import type { StreamRow } from '../../../ports/rows.ts';

const MAX_STREAMS = 200;
/** Bounds of ended streams in the list, in ms and number, newest first: buyers look for theirs for a month. */
const LISTED_AFTER_END_MS = 30 * DAY;
const PAST_LISTED = 12;

/** The public streams: live, planned, or ended lately; never a rehearsal. */
export async function listedRows({
  readers,
  clock,
}: {
  readers: Pick<Readers, 'streams'>;
  clock: Pick<Clock, 'nowMs'>;
}): Promise<StreamRow[]> {
  const rows = await readers.streams({ rehearsals: false, limit: MAX_STREAMS });
  const sinceMs = clock.nowMs() - LISTED_AFTER_END_MS;
  const shown = rows.filter((row) => isPublic(row, sinceMs));
  const over = shown.filter(({ endedAtMs }) => endedAtMs !== null);
  const dropped = new Set(over.sort((a, b) => b.endedAtMs! - a.endedAtMs!).slice(PAST_LISTED));
  return shown.filter((row) => !dropped.has(row));
}

function isPublic({ status, rehearsalOf, endedAtMs }: StreamRow, sinceMs: number): boolean {
  if (status === 'REHEARSAL' || status === 'CANCELLED' || rehearsalOf !== null) return false;
  return endedAtMs === null || endedAtMs >= sinceMs;
}
