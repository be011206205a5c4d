import { useEffect, useMemo, useRef, useState } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { insightsMessages } from '../../../i18n/insights.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { reviewMessages } from '../../../i18n/review.ts';
import {
  type Charted,
  type ChartLine,
  type ChartRange,
  lineLooks,
  type MinuteMoney,
  minuteUnderWay,
  seriesOf,
} from './chart-lines.ts';
import { chartOptions, type Strip } from './chart-options.ts';
import { opens, picks } from './chart-pointer.ts';
import type { ChartMark } from './draw-marks.ts';
import { amount } from './number-words.ts';
import { readPaints } from './paints.ts';

/** What is done on a chart: an instant is drawn to, or a part of the evening is drawn over and an instant is opened. */
export interface ChartActs {
  /** Told of the minute under the pointer, by its place. */
  onOver?(at: number | null): void;
  onPick?(atMs: number): void;
  onOpen?(atMs: number): void;
  onZoom?(range: ChartRange): void;
}

/**
 * The lines of an evening, one strip each, under its acts.
 * @param atMs an instant that a line stands at
 * @param range the part that is drawn; null: all of it
 */
export function MinuteChart({
  report,
  marks,
  money,
  lines,
  currency,
  height,
  atMs = null,
  range = null,
  onOver,
  onPick,
  onOpen,
  onZoom,
}: {
  report: Charted;
  marks: readonly ChartMark[];
  money: MinuteMoney;
  lines: readonly ChartLine[];
  currency: string;
  height: number;
  atMs?: number | null;
  range?: ChartRange | null;
} & ChartActs) {
  const say = useMessages(insightsMessages);
  const words = useMessages(reviewMessages);
  const language = useLanguage();
  const frame = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const theme = useTheme();
  const data = useMemo(() => seriesOf(report, money, lines), [report, money, lines]);
  const underWay = minuteUnderWay(report);
  const latest = useRef({ data, marks, underWay, atMs, range, onOver, onPick, onOpen, onZoom });
  useEffect(() => {
    latest.current = { data, marks, underWay, atMs, range, onOver, onPick, onOpen, onZoom };
    chart.current?.redraw(false);
  }, [data, marks, underWay, atMs, range, onOver, onPick, onOpen, onZoom]);

  // A new chart for other lines, colours or words; new numbers only flow into the one that stands.
  const canZoom = onZoom !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme is read from the page, not from a value.
  useEffect(() => {
    const home = frame.current;
    if (!home) return;
    const strips = lines.map((line): Strip => {
      const write = (n: number) =>
        line === 'money' ? amount(n, currency, language) : n.toLocaleString(language);
      return { ...lineLooks[line], name: say.lines[line], say: (n) => say.most(write(n)) };
    });
    const options = chartOptions({
      ...{ width: home.clientWidth, height, paints: readPaints(home), language, strips },
      marks: () => latest.current.marks,
      sayPins: words.pins,
      underWay: () => latest.current.underWay,
      at: () => latest.current.atMs,
      range: () => latest.current.range,
      onCursor: (at) => latest.current.onOver?.(at),
      onZoom: canZoom ? (drawn) => latest.current.onZoom?.(drawn) : null,
    });
    const drawn = new uPlot(options, latest.current.data, home);
    chart.current = drawn;
    const stop = latest.current.onPick
      ? picks(drawn, (ms) => latest.current.onPick?.(ms))
      : opens(drawn, (ms) => latest.current.onOpen?.(ms));
    const watch = new ResizeObserver(() =>
      drawn.setSize({ width: home.clientWidth, height: options.height }),
    );
    watch.observe(home);
    return () => {
      stop();
      watch.disconnect();
      drawn.destroy();
      chart.current = null;
    };
  }, [language, say, words, theme, lines, currency, height, canZoom]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another part of the same numbers is drawn anew as well.
  useEffect(() => {
    chart.current?.setData(data);
  }, [data, range?.fromMs, range?.toMs]);
  return <div ref={frame} className={onPick ? 'chart picked' : 'chart'} aria-hidden="true" />;
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
