import type { PastReply, PastStream, SalesReport } from '../../../../shared/contract/sales.ts';
import { BoundedMap } from '../../../../shared/values/bounded-map.ts';
import { MINUTE, SECOND } from '../../../../shared/values/time.ts';
import type { StreamRow } from '../../../ports/rows.ts';
import type { GatewayDeps } from '../../deps.ts';

const STREAMS_COMPARED = 8;
/** Bound of rows searched for the last streams. */
const MAX_LISTED = 500;
/** Time budget of one request in ms; the next one continues. */
const MAX_COUNTING_MS = 6 * SECOND;
/** Cache times of counts in ms: a closed stream changes only by refunds, an ended one still gets payments. */
const KEPT_MS = { closed: 10 * MINUTE, ended: MINUTE };
const MAX_KEPT = 200;

/** Reports of earlier streams, counted one after the other, so that other reports do not wait. */
export function pastStreams({ readers, clock }: Pick<GatewayDeps, 'readers' | 'clock'>) {
  const kept = new BoundedMap<string, { stream: PastStream; atMs: number }>(MAX_KEPT);

  async function count(row: StreamRow, nowMs: number): Promise<PastStream | null> {
    const known = kept.get(row.streamId);
    const keptMs = row.status === 'CLOSED' ? KEPT_MS.closed : KEPT_MS.ended;
    if (known && nowMs - known.atMs < keptMs) return known.stream;
    const report = await readers.sales(row.streamId, nowMs);
    const stream = report ? pastStream(row, report) : null;
    if (stream) kept.set(row.streamId, { stream, atMs: nowMs });
    return stream;
  }

  return async (
    stream: StreamRow,
    { of, limit = STREAMS_COMPARED }: { of: 'host' | 'shop'; limit?: number | undefined },
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
    const startMs = clock.nowMs();
    const streams: PastStream[] = [];
    for (const row of compared) {
      const nowMs = clock.nowMs();
      if (nowMs - startMs > MAX_COUNTING_MS) return { streams, isWhole: false };
      const counted = await count(row, nowMs);
      if (counted) streams.push(counted);
    }
    return { streams, isWhole: true };
  };
}

function pastStream({ hostName, hostNameEn }: StreamRow, report: SalesReport): PastStream | null {
  const { slug, title, titleEn, liveStartMs, liveEndMs, summary } = report;
  if (liveStartMs === null || liveEndMs === null) return null;
  const categories = new Map<string, PastStream['categories'][number]>();
  for (const { category, gmvPaidMinor, paidUnits } of report.items) {
    const known = categories.get(category) ?? { category, gmvPaidMinor: 0, paidUnits: 0 };
    known.gmvPaidMinor += gmvPaidMinor;
    known.paidUnits += paidUnits;
    categories.set(category, known);
  }
  const second = { ...(titleEn && { titleEn }), ...(hostNameEn && { hostNameEn }) };
  return {
    ...{ slug, title, hostName, ...second, liveStartMs, liveEndMs, summary },
    categories: [...categories.values()],
  };
}
