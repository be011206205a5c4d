import type { StreamRow } from '../../ports/rows.ts';
import type { StreamState } from '../state.ts';

/** A stream as the tables know it. */
export function streamRow(state: StreamState): StreamRow {
  const { streamId, slug, title, hostId, hostName, status, currency, scheduledAtMs } = state;
  const { liveStartMs, endedAtMs, closedAtMs, rehearsalOf } = state;
  return {
    streamId,
    slug,
    title,
    hostId,
    hostName,
    status,
    currency,
    scheduledAtMs,
    liveStartMs,
    endedAtMs,
    closedAtMs,
    rehearsalOf,
    ...pageColumns(state),
  };
}

function pageColumns({ page }: StreamState) {
  const { titleEn = '', hostNameEn = '', description = '', descriptionEn = '', cover = '' } = page ?? {};
  return { titleEn, hostNameEn, description, descriptionEn, cover, pageSeq: page?.version ?? 0 };
}
