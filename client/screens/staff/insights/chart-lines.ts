import type uPlot from 'uplot';
import type { FloorReport } from '../../../../shared/contract/floor.ts';
import type { SalesMinute, SalesReport } from '../../../../shared/contract/sales.ts';
import { hasEnded } from '../../../../shared/market/stream/has-ended.ts';
import { MINUTE } from '../../../../shared/values/time.ts';
import type { Paints } from './paints.ts';

/** What an evening is looked at by, minute for minute. */
export const chartLines = ['viewers', 'joins', 'leaves', 'adds', 'orders', 'money'] as const;
export type ChartLine = (typeof chartLines)[number];

/** What is drawn until somebody chooses. */
export const usualLines: readonly ChartLine[] = ['viewers', 'adds', 'orders', 'money'];

/** Goods value of each minute's orders that were paid; null until the log was read. */
export type MinuteMoney = FloorReport['money'] | null;

/** As an area, a line, or bars. */
export interface LineLook {
  look: 'area' | 'line' | 'bars';
  colour: keyof Pick<Paints, 'indigo' | 'clay' | 'leaf' | 'ink'>;
}

export const lineLooks: Record<ChartLine, LineLook> = {
  viewers: { look: 'area', colour: 'indigo' },
  joins: { look: 'bars', colour: 'indigo' },
  leaves: { look: 'bars', colour: 'clay' },
  adds: { look: 'line', colour: 'clay' },
  orders: { look: 'bars', colour: 'leaf' },
  money: { look: 'bars', colour: 'ink' },
};

/** What a minute has of a line; null where nobody counted it. */
export function lineValue(
  minute: SalesMinute,
  line: ChartLine,
  money: ReadonlyMap<number, number> | null,
): number | null {
  if (line !== 'money') return minute[line];
  return money && (money.get(minute.atMs) ?? 0);
}

/** What a chart is drawn of. */
export type Charted = Pick<SalesReport, 'minutes' | 'liveEndMs' | 'status'>;

/**
 * Each minute's numbers at its beginning; lines once more at the end of the last, so that a step has its width: where the
 * stream ended, or has come to. Bars have their width by themselves.
 */
export function seriesOf(
  { minutes, liveEndMs }: Pick<Charted, 'minutes' | 'liveEndMs'>,
  money: MinuteMoney,
  lines: readonly ChartLine[],
): uPlot.AlignedData {
  const last = minutes.at(-1);
  const paid = moneyByMinute(money);
  const endMs = last && Math.min(last.atMs + MINUTE, Math.max(last.atMs + 1, liveEndMs ?? 0));
  return [
    [...minutes.map(({ atMs }) => atMs / 1_000), ...(endMs ? [endMs / 1_000] : [])],
    ...lines.map((line) => [
      ...minutes.map((minute) => lineValue(minute, line, paid)),
      ...(last ? [lineLooks[line].look === 'bars' ? undefined : lineValue(last, line, paid)] : []),
    ]),
  ];
}

/** The minute of a stream that is on which is not over yet: its numbers still rise. null: there is none. */
export function minuteUnderWay({ minutes, liveEndMs, status }: Charted): number | null {
  const last = minutes.at(-1);
  if (!last || liveEndMs === null || hasEnded(status)) return null;
  return liveEndMs < last.atMs + MINUTE ? last.atMs : null;
}

/** null: it is not known yet, which is not nothing. */
export function moneyByMinute(money: MinuteMoney): ReadonlyMap<number, number> | null {
  return money && new Map(money.map(({ atMs, paidMinor }) => [atMs, paidMinor]));
}

/** A part of an evening, epoch ms. */
export interface ChartRange {
  fromMs: number;
  toMs: number;
}

/** Fewer minutes than this are no picture. */
const FEWEST_MINUTES = 3;

/** The part that was drawn over, in whole minutes and wide enough to be seen; null: all of it. */
export function rangeOf(minutes: readonly SalesMinute[], { fromMs, toMs }: ChartRange): ChartRange | null {
  const [first, last] = [minutes[0], minutes.at(-1)];
  if (!first || !last) return null;
  const endMs = last.atMs + MINUTE;
  const whole = (ms: number) => first.atMs + Math.floor((ms - first.atMs) / MINUTE) * MINUTE;
  const from = Math.max(first.atMs, Math.min(whole(fromMs), endMs - FEWEST_MINUTES * MINUTE));
  const to = Math.min(endMs, Math.max(whole(toMs - 1) + MINUTE, from + FEWEST_MINUTES * MINUTE));
  return from === first.atMs && to === endMs ? null : { fromMs: from, toMs: to };
}

/** A part half, or twice, as long round an instant. */
export function zoomed(
  minutes: readonly SalesMinute[],
  range: ChartRange | null,
  atMs: number,
  factor: 0.5 | 2,
): ChartRange | null {
  const [first, last] = [minutes[0], minutes.at(-1)];
  if (!first || !last) return null;
  const { fromMs, toMs } = range ?? { fromMs: first.atMs, toMs: last.atMs + MINUTE };
  const half = ((toMs - fromMs) * factor) / 2;
  return rangeOf(minutes, { fromMs: atMs - half, toMs: atMs + half });
}
