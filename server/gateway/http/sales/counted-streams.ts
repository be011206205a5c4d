import type { PastStream, SalesReport } from '../../../../shared/contract/sales.ts';
import { BoundedMap } from '../../../../shared/values/bounded-map.ts';
import { MINUTE, SECOND } from '../../../../shared/values/time.ts';
import type { StreamRow } from '../../../ports/rows.ts';
import type { GatewayDeps } from '../../deps.ts';

/** Cache times of counts in ms: a closed stream changes only by refunds, an ended one still gets payments. */
const KEPT_MS = { closed: 10 * MINUTE, ended: MINUTE, live: 5 * SECOND };
/** Bound of cached counts: more than one list has, or each count would drop the one that is read next. */
const MAX_KEPT = 500;
/** Bound of cached counts as of a minute: eight past streams of eight that are on. */
const MAX_MINUTES_KEPT = 64;
/** Time budget of one request in ms, after which the count under way is the last: who waits sees the first rows within three seconds. */
const MAX_COUNTING_MS = 2 * SECOND;

/** The numbers of a stream that was live, with its names and categories. */
export type CountedStream = Omit<PastStream, 'liveEndMs' | 'hostName' | 'hostNameEn'> & {
  liveEndMs: number | null;
};

/** Counts of streams, kept for a while, made one after the other, so that other reports do not wait. */
export interface CountedStreams {
  /**
   * @param minutes after each went live, as of which it is counted; absent: now
   * @returns the counts in the order of the rows, without streams that were never live; `isWhole` false: the
   * time budget ended
   */
  of(
    rows: readonly StreamRow[],
    minutes?: number,
  ): Promise<{ counted: Map<string, CountedStream>; isWhole: boolean }>;
}

export function countedStreams({ readers, clock }: Pick<GatewayDeps, 'readers' | 'clock'>): CountedStreams {
  type Kept = BoundedMap<string, { stream: Promise<CountedStream | null>; atMs: number }>;
  const whole: Kept = new BoundedMap(MAX_KEPT);
  const byMinute: Kept = new BoundedMap(MAX_MINUTES_KEPT);

  /** Counts a stream. Concurrent requests share the count. */
  function count(
    row: StreamRow,
    liveStartMs: number,
    nowMs: number,
    minutes?: number,
  ): Promise<CountedStream | null> {
    const asOfMs = minutes === undefined ? nowMs : Math.min(nowMs, liveStartMs + minutes * MINUTE);
    const isEarlier = asOfMs < (row.closedAtMs ?? nowMs);
    const kept = isEarlier ? byMinute : whole;
    const name = isEarlier ? `${row.streamId} ${minutes}` : row.streamId;
    const known = kept.get(name);
    const keptMs =
      row.status === 'CLOSED' ? KEPT_MS.closed : row.endedAtMs === null ? KEPT_MS.live : KEPT_MS.ended;
    if (known && nowMs - known.atMs < keptMs) return known.stream;
    const stream = readers.sales(row.streamId, asOfMs).then((report) => report && countedOf(report));
    kept.set(name, { stream, atMs: nowMs });
    stream.catch(() => kept.delete(name));
    return stream;
  }

  return {
    async of(rows, minutes) {
      const startMs = clock.nowMs();
      const counted = new Map<string, CountedStream>();
      for (const row of rows) {
        const nowMs = clock.nowMs();
        if (nowMs - startMs > MAX_COUNTING_MS) return { counted, isWhole: false };
        const { liveStartMs } = row;
        const stream = liveStartMs === null ? null : await count(row, liveStartMs, nowMs, minutes);
        if (stream) counted.set(row.streamId, stream);
      }
      return { counted, isWhole: true };
    },
  };
}

function countedOf(report: SalesReport): CountedStream | null {
  const { slug, title, titleEn, liveStartMs, liveEndMs, summary } = report;
  if (liveStartMs === null) return null;
  const categories = new Map<string, PastStream['categories'][number]>();
  for (const { category, gmvPaidMinor, paidUnits } of report.items) {
    const known = categories.get(category) ?? { category, gmvPaidMinor: 0, paidUnits: 0 };
    known.gmvPaidMinor += gmvPaidMinor;
    known.paidUnits += paidUnits;
    categories.set(category, known);
  }
  return {
    ...{ slug, title, ...(titleEn && { titleEn }), liveStartMs, liveEndMs, summary },
    categories: [...categories.values()],
  };
}
