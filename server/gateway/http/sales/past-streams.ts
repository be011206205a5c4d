import type { PastQuery, PastReply, PastStream } from '../../../../shared/contract/sales.ts';
import type { StreamRow } from '../../../ports/rows.ts';
import type { GatewayDeps } from '../../deps.ts';
import type { CountedStream, CountedStreams } from './counted-streams.ts';

const STREAMS_COMPARED = 8;
/** Bound of rows searched for the last streams. */
const MAX_LISTED = 500;

/** Reports of earlier streams, to compare one with. */
export function pastStreams(
  { readers, clock }: Pick<GatewayDeps, 'readers' | 'clock'>,
  counts: CountedStreams,
) {
  return async (
    stream: StreamRow,
    { of, limit = STREAMS_COMPARED, minutes }: PastQuery,
  ): Promise<PastReply> => {
    const beforeMs = stream.liveStartMs ?? clock.nowMs();
    const rows = await readers.streams({
      ...(of === 'host' && { hostId: stream.hostId }),
      rehearsals: false,
      limit: MAX_LISTED,
    });
    const compared = rows
      .filter(({ streamId, currency, liveStartMs, endedAtMs }) => {
        const isSameMoney = streamId !== stream.streamId && currency === stream.currency;
        return isSameMoney && liveStartMs !== null && liveStartMs < beforeMs && endedAtMs !== null;
      })
      .sort((a, b) => (b.liveStartMs ?? 0) - (a.liveStartMs ?? 0))
      .slice(0, limit);
    const { counted, isWhole } = await counts.of(compared, minutes);
    const streams = compared.flatMap((row) => {
      const found = counted.get(row.streamId);
      return found ? pastStream(row, found) : [];
    });
    return { streams, isWhole };
  };
}

function pastStream({ hostName, hostNameEn }: StreamRow, counted: CountedStream): PastStream[] {
  const { liveEndMs } = counted;
  if (liveEndMs === null) return [];
  return [{ ...counted, liveEndMs, hostName, ...(hostNameEn && { hostNameEn }) }];
}
