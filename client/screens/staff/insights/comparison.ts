import type { PastStream, SalesReport, SalesSummary } from '../../../../shared/contract/sales.ts';
import { titledIn } from '../../../../shared/values/names.ts';
import { FEW } from '../../../../shared/values/wilson.ts';

/** What streams are compared by: each can be large or small for a reason of its own. */
export const comparedNumbers = [
  'gmvPaidMinor',
  'paidOrders',
  'viewers',
  'cvr',
  'aovMinor',
  'upt',
  'addRate',
  'paymentConversion',
  'averageWatchSeconds',
] as const satisfies readonly (keyof SalesSummary)[];
export type ComparedNumber = (typeof comparedNumbers)[number];

export interface ComparedRow {
  name: ComparedNumber;
  now: number | null;
  /** The median of the streams before. */
  usual: number | null;
  /** now ÷ usual − 1; null also where `isFew`. */
  change: number | null;
  /** Of so few that a change of it would say nothing. */
  isFew: boolean;
  /** One of the three that fell farthest below the usual. */
  isWorst: boolean;
}

const WORST = 3;
/** Two streams are an accident; a median wants three. */
export const FEWEST_COMPARED = 3;

export function comparedRows(summary: SalesSummary, past: readonly PastStream[]): ComparedRow[] {
  const rows = comparedNumbers.map((name) => {
    const before = past.map(({ summary: other }) => other[name]).filter((value) => value !== null);
    const usual = before.length < FEWEST_COMPARED ? null : median(before);
    const now = summary[name];
    const isFew = isOfFew(name, summary);
    const change = now === null || !usual || isFew ? null : now / usual - 1;
    return { name, now, usual, change, isFew, isWorst: false };
  });
  const worst = rows
    .filter(({ change }) => change !== null && change < 0)
    .sort((a, b) => (a.change ?? 0) - (b.change ?? 0))
    .slice(0, WORST);
  return rows.map((row) => ({ ...row, isWorst: worst.includes(row) }));
}

/** Fewer paid orders than this make no average that a change of could be told. */
export const FEWEST_ORDERS = 8;

/** True of a ratio whose denominator is small; sums and counts are what they are. */
function isOfFew(name: ComparedNumber, summary: SalesSummary): boolean {
  const { viewers, placedOrders, paidOrders } = summary;
  switch (name) {
    case 'cvr':
    case 'addRate':
    case 'averageWatchSeconds':
      return viewers < FEW;
    case 'paymentConversion':
      return placedOrders < FEWEST_ORDERS;
    case 'aovMinor':
    case 'upt':
      return paidOrders < FEWEST_ORDERS;
    default:
      return false;
  }
}

/** Streams by something they have in common. */
export interface ComparedGroup {
  name: string;
  streams: number;
  /** GMV paid per stream, and per live hour. */
  perStreamMinor: number;
  perHourMinor: number | null;
}

const HOUR_MS = 3_600_000;

export function groupedStreams(
  streams: readonly Pick<PastStream, 'hostName' | 'liveStartMs' | 'liveEndMs' | 'summary'>[],
  nameOf: (stream: Pick<PastStream, 'hostName' | 'liveStartMs'>) => string,
): ComparedGroup[] {
  const groups = new Map<string, { streams: number; minor: number; ms: number }>();
  for (const stream of streams) {
    const name = nameOf(stream);
    const group = groups.get(name) ?? { streams: 0, minor: 0, ms: 0 };
    group.streams += 1;
    group.minor += stream.summary.gmvPaidMinor;
    group.ms += stream.liveEndMs - stream.liveStartMs;
    groups.set(name, group);
  }
  return Array.from(groups, ([name, { streams: count, minor, ms }]) => ({
    name,
    streams: count,
    perStreamMinor: minor / count,
    perHourMinor: ms > 0 ? (minor * HOUR_MS) / ms : null,
  })).sort((a, b) => b.perStreamMinor - a.perStreamMinor || (a.name < b.name ? -1 : 1));
}

/**
 * The streams under the names that their hosts have for a reader of this language. A host goes by one name, though only
 * some of the streams say what it is in English.
 */
export function hostedIn(language: string, streams: readonly PastStream[]): PastStream[] {
  const second = new Map(
    streams.flatMap(({ hostName, hostNameEn }) => (hostNameEn ? [[hostName, hostNameEn]] : [])),
  );
  return streams.map((stream) => titledIn(language, { ...stream, hostNameEn: second.get(stream.hostName) }));
}

/** What goods of one kind brought, in this stream and those before. */
export interface ComparedCategory {
  category: string;
  nowMinor: number;
  nowUnits: number;
  /** The median of the streams before that had the kind; null: fewer than `FEWEST_COMPARED` had it. */
  usualMinor: number | null;
}

export function comparedCategories(
  report: Pick<SalesReport, 'items'>,
  past: readonly PastStream[],
): ComparedCategory[] {
  const now = new Map<string, { minor: number; units: number }>();
  for (const { category, gmvPaidMinor, paidUnits } of report.items) {
    const known = now.get(category) ?? { minor: 0, units: 0 };
    now.set(category, { minor: known.minor + gmvPaidMinor, units: known.units + paidUnits });
  }
  return Array.from(now, ([category, { minor, units }]) => {
    const before = past
      .flatMap(({ categories }) => categories.filter((each) => each.category === category))
      .map(({ gmvPaidMinor }) => gmvPaidMinor);
    return {
      category,
      nowMinor: minor,
      nowUnits: units,
      usualMinor: before.length < FEWEST_COMPARED ? null : median(before),
    };
  }).sort((a, b) => b.nowMinor - a.nowMinor || (a.category < b.category ? -1 : 1));
}

/** The middle of some values, of an even number the mean of the two. @param values at least one */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
