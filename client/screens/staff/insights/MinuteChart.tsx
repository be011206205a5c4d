import { useEffect, useMemo, useRef, useState } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { SalesMark, SalesMinute } from '../../../../shared/contract/sales.ts';
import { MINUTE } from '../../../../shared/values/time.ts';
import { insightsMessages } from '../../../i18n/insights.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { clockTime } from '../../../ui/time-words.ts';
import { chartOptions } from './chart-options.ts';
import { countOf } from './number-words.ts';
import { readPaints } from './paints.ts';

/** Viewers, adds and orders of each minute, one strip each, under the pins and flashes of the evening. */
export function MinuteChart({
  minutes,
  marks,
}: {
  minutes: readonly SalesMinute[];
  marks: readonly SalesMark[];
}) {
  const say = useMessages(insightsMessages);
  const language = useLanguage();
  const frame = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const theme = useTheme();
  const [at, setAt] = useState<number | null>(null);
  const data = useMemo<uPlot.AlignedData>(() => seriesOf(minutes), [minutes]);
  const latest = useRef({ data, marks });
  latest.current = { data, marks };

  // A new chart for new colours or words; new numbers only flow into the one that stands.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme is read from the page, not from a value.
  useEffect(() => {
    const home = frame.current;
    if (!home) return;
    const options = chartOptions({
      width: home.clientWidth,
      paints: readPaints(home),
      language,
      names: [say.viewersLine, say.addsLine, say.ordersLine],
      most: say.most,
      marks: () => latest.current.marks,
      onCursor: setAt,
    });
    const drawn = new uPlot(options, latest.current.data, home);
    chart.current = drawn;
    const watch = new ResizeObserver(() =>
      drawn.setSize({ width: home.clientWidth, height: options.height }),
    );
    watch.observe(home);
    return () => {
      watch.disconnect();
      drawn.destroy();
      chart.current = null;
    };
  }, [language, say, theme]);
  useEffect(() => {
    if (chart.current && chart.current.data !== data) chart.current.setData(data);
  }, [data]);

  const minute = at === null ? undefined : minutes[at];
  const most = (read: (minute: SalesMinute) => number) => Math.max(...minutes.map(read));
  return (
    <figure className="chart">
      <figcaption className="figures soft">
        {minute
          ? `${clockTime(minute.atMs, language)} · ${minute.viewers.toLocaleString(language)} ${say.viewersLine} · ${countOf(minute.adds, language)} ${say.addsLine} · ${minute.orders.toLocaleString(language)} ${say.ordersLine}`
          : say.chartAbout(
              most(({ orders }) => orders),
              most(({ viewers }) => viewers),
            )}
      </figcaption>
      <div
        ref={frame}
        role="img"
        aria-label={say.chartAbout(
          most(({ orders }) => orders),
          most(({ viewers }) => viewers),
        )}
      />
    </figure>
  );
}

/** Each minute's numbers at its beginning, and the last ones once more at its end, so that a step has its width. */
function seriesOf(minutes: readonly SalesMinute[]): uPlot.AlignedData {
  const last = minutes.at(-1);
  const end = last ? [{ ...last, atMs: last.atMs + MINUTE }] : [];
  const all = [...minutes, ...end];
  return [
    all.map(({ atMs }) => atMs / 1_000),
    all.map(({ viewers }) => viewers),
    all.map(({ adds }) => adds),
    [...minutes.map(({ orders }) => orders), ...end.map(() => null)],
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
