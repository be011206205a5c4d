import { useEffect, useMemo, useRef, useState } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { FloorReport } from '../../../../shared/contract/floor.ts';
import type { SalesMinute } from '../../../../shared/contract/sales.ts';
import { MINUTE } from '../../../../shared/values/time.ts';
import { insightsMessages } from '../../../i18n/insights.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { clockTime } from '../../../ui/time-words.ts';
import { chartOptions, type Strip } from './chart-options.ts';
import type { ChartMark } from './draw-marks.ts';
import { amount, countOf } from './number-words.ts';
import { readPaints } from './paints.ts';

const HEIGHT = 340;

/**
 * Viewers, adds, orders and, where it is known, the money of each minute, one strip each, under the acts of the evening.
 * @param atMs an instant that a line stands at
 * @param onPick told of the instant that is pressed or drawn to
 */
export function MinuteChart({
  minutes,
  marks,
  money = null,
  currency,
  height = HEIGHT,
  atMs = null,
  onPick,
}: {
  minutes: readonly SalesMinute[];
  marks: readonly ChartMark[];
  money?: FloorReport['money'] | null;
  currency: string;
  height?: number;
  atMs?: number | null;
  onPick?: (atMs: number) => void;
}) {
  const say = useMessages(insightsMessages);
  const language = useLanguage();
  const frame = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const theme = useTheme();
  const [over, setOver] = useState<number | null>(null);
  const hasMoney = money !== null;
  const data = useMemo<uPlot.AlignedData>(() => seriesOf(minutes, money), [minutes, money]);
  const latest = useRef({ data, marks, atMs, onPick });
  useEffect(() => {
    latest.current = { data, marks, atMs, onPick };
    chart.current?.redraw(false);
  }, [data, marks, atMs, onPick]);

  // A new chart for new colours or words; new numbers only flow into the one that stands.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme is read from the page, not from a value.
  useEffect(() => {
    const home = frame.current;
    if (!home) return;
    const count = (n: number) => say.most(n.toLocaleString(language));
    const strips: Strip[] = [
      { name: say.viewersLine, look: 'area', colour: 'indigo', say: count },
      { name: say.addsLine, look: 'line', colour: 'clay', say: count },
      { name: say.ordersLine, look: 'bars', colour: 'leaf', say: count },
    ];
    const spent = (n: number) => say.most(amount(n, currency, language));
    if (hasMoney) strips.push({ name: say.moneyLine, look: 'bars', colour: 'ink', say: spent });
    const options = chartOptions({
      ...{ width: home.clientWidth, height, paints: readPaints(home), language, strips },
      marks: () => latest.current.marks,
      at: () => latest.current.atMs,
      onCursor: setOver,
    });
    const drawn = new uPlot(options, latest.current.data, home);
    chart.current = drawn;
    const stop = latest.current.onPick ? picks(drawn, (ms) => latest.current.onPick?.(ms)) : undefined;
    const watch = new ResizeObserver(() =>
      drawn.setSize({ width: home.clientWidth, height: options.height }),
    );
    watch.observe(home);
    return () => {
      stop?.();
      watch.disconnect();
      drawn.destroy();
      chart.current = null;
    };
  }, [language, say, theme, hasMoney, currency, height]);
  useEffect(() => {
    if (chart.current && chart.current.data !== data) chart.current.setData(data);
  }, [data]);

  const minute = over === null ? undefined : minutes[over];
  const paid = minute && money?.find((each) => each.atMs === minute.atMs)?.paidMinor;
  const most = (read: (minute: SalesMinute) => number) => Math.max(0, ...minutes.map(read));
  const about = say.chartAbout(
    most(({ orders }) => orders),
    most(({ viewers }) => viewers),
  );
  return (
    <figure className={onPick ? 'chart picked' : 'chart'}>
      <figcaption className="figures soft">
        {minute
          ? [
              clockTime(minute.atMs, language),
              `${minute.viewers.toLocaleString(language)} ${say.viewersLine}`,
              `${countOf(minute.adds, language)} ${say.addsLine}`,
              `${minute.orders.toLocaleString(language)} ${say.ordersLine}`,
              ...(hasMoney ? [`${say.moneyLine} ${amount(paid ?? 0, currency, language)}`] : []),
            ].join(' · ')
          : about}
      </figcaption>
      <div ref={frame} role="img" aria-label={about} />
    </figure>
  );
}

/** Tells the instants that a press on a chart means, while it is held too. @returns stops it */
function picks(plot: uPlot, onPick: (atMs: number) => void): () => void {
  const { over } = plot;
  const tell = (event: PointerEvent) =>
    onPick(Math.round(plot.posToVal(event.clientX - over.getBoundingClientRect().left, 'x') * 1_000));
  const onDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    over.setPointerCapture(event.pointerId);
    tell(event);
  };
  const onMove = (event: PointerEvent) => {
    if (over.hasPointerCapture(event.pointerId)) tell(event);
  };
  over.addEventListener('pointerdown', onDown);
  over.addEventListener('pointermove', onMove);
  return () => {
    over.removeEventListener('pointerdown', onDown);
    over.removeEventListener('pointermove', onMove);
  };
}

/** Each minute's numbers at its beginning, and the last ones once more at its end, so that a step has its width. */
function seriesOf(minutes: readonly SalesMinute[], money: FloorReport['money'] | null): uPlot.AlignedData {
  const last = minutes.at(-1);
  const end = last ? [{ ...last, atMs: last.atMs + MINUTE }] : [];
  const all = [...minutes, ...end];
  const paid = new Map(money?.map(({ atMs, paidMinor }) => [atMs, paidMinor]));
  return [
    all.map(({ atMs }) => atMs / 1_000),
    all.map(({ viewers }) => viewers),
    all.map(({ adds }) => adds),
    [...minutes.map(({ orders }) => orders), ...end.map(() => null)],
    ...(money ? [[...minutes.map(({ atMs }) => paid.get(atMs) ?? 0), ...end.map(() => null)]] : []),
  ];
}

/** Changes when the page's colours change, by choice or with the system. */
function useTheme(): number {
  const [changes, setChanges] = useState(0);
  useEffect(() => {
    const note = () => setChanges((count) => count + 1);
    const chosen = new MutationObserver(note);
    chosen.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    const system = matchMedia('(prefers-color-scheme: dark)');
    system.addEventListener('change', note);
    return () => {
      chosen.disconnect();
      system.removeEventListener('change', note);
    };
  }, []);
  return changes;
}
