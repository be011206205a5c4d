import { type KeyboardEvent, useMemo, useState } from 'react';
import type { FloorReport } from '../../../../shared/contract/floor.ts';
import type { SalesMinute, SalesReport } from '../../../../shared/contract/sales.ts';
import { insightsMessages } from '../../../i18n/insights.ts';
import { filmMessages } from '../../../i18n/insights-film.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { reviewMessages } from '../../../i18n/review.ts';
import { Button } from '../../../ui/Button.tsx';
import { goTo } from '../../../ui/navigation.ts';
import { part } from '../../../ui/part.tsx';
import { clockTime } from '../../../ui/time-words.ts';
import { askOfKey } from './chart-keys.ts';
import {
  type ChartLine,
  type ChartRange,
  chartLines,
  minuteUnderWay,
  rangeOf,
  usualLines,
  zoomed,
} from './chart-lines.ts';
import { HandFold } from './HandFold.tsx';
import { MinutesTable } from './MinutesTable.tsx';
import { busiest, filmPath } from './machine/film-address.ts';
import { useEveningMarks } from './use-evening-marks.ts';
import { useChartWords, useMinuteWords } from './use-minute-words.ts';

const MinuteChart = part(() => import('./MinuteChart.tsx').then((module) => module.MinuteChart));

const HEIGHT = 340;
/** Marks that can be left out; breaks, stops and restocks always stand. */
const chosenMarks = ['pin', 'flash', 'voucher', 'answer', 'refused'] as const;
type ChosenMark = (typeof chosenMarks)[number];

/**
 * An evening minute for minute: its lines and marks, of which one chooses, and the same in figures beside them. A part that
 * is drawn over is looked at alone; a click, or Enter, opens the minute in the time machine.
 */
export function EveningChart({
  slug,
  report,
  floor,
}: {
  slug: string;
  report: SalesReport;
  floor: FloorReport | null;
}) {
  const say = useMessages(reviewMessages);
  const words = useMessages(insightsMessages);
  const film = useMessages(filmMessages);
  const language = useLanguage();
  const { minutes, currency } = report;
  const money = floor?.money ?? null;
  const [lines, setLines] = useState<readonly ChartLine[]>(usualLines);
  const [without, setWithout] = useState<readonly ChosenMark[]>([]);
  const [range, setRange] = useState<ChartRange | null>(null);
  const [atMs, setAtMs] = useState<number | null>(null);
  const told = useEveningMarks(slug, report, floor);
  const marks = useMemo(
    () => told.filter(({ kind }) => !without.some((each) => each === kind)),
    [told, without],
  );
  const shown = range
    ? minutes.filter((each) => each.atMs >= range.fromMs && each.atMs < range.toMs)
    : minutes;
  const minute = minutes.find((each) => each.atMs === atMs);
  const underWayMs = minuteUnderWay(report);
  const inWords = useMinuteWords(money, currency, underWayMs);
  const about = useChartWords()(minutes);
  const open = (ms: number) => goTo(filmPath(slug, report, ms));
  const zoom = (factor: 0.5 | 2) => setRange(zoomed(minutes, range, atMs ?? middleOf(shown) ?? 0, factor));
  const at = minute ?? shown[0];
  const onKey = (event: KeyboardEvent) => {
    const ask = event.ctrlKey || event.metaKey || event.altKey ? null : askOfKey(event.key, event.shiftKey);
    if (ask === null) return;
    event.preventDefault();
    if (ask === 'whole') setRange(null);
    else if (ask === 'open') open(at?.atMs ?? 0);
    else if ('factor' in ask) zoom(ask.factor);
    else {
      const to = shown.findIndex((each) => each.atMs === atMs) + ask.minutes;
      setAtMs(shown[Math.min(shown.length - 1, Math.max(0, to))]?.atMs ?? null);
    }
  };
  return (
    <div className="evening">
      <fieldset className="evening-shown">
        <legend className="unseen">{say.shown}</legend>
        {chartLines.map((line) => (
          <Chip
            key={line}
            className="evening-line"
            words={words.lines[line]}
            isOn={lines.includes(line)}
            // One line at least, in the order in which they stand.
            isFast={lines.length === 1 && lines.includes(line)}
            onToggle={() => setLines(chartLines.filter((each) => (each === line) !== lines.includes(each)))}
          />
        ))}
        {chosenMarks.map((mark) => (
          <Chip
            key={mark}
            className="evening-mark"
            words={say.markChips[mark]}
            isOn={!without.includes(mark)}
            onToggle={() =>
              setWithout(
                without.includes(mark) ? without.filter((each) => each !== mark) : [...without, mark],
              )
            }
          />
        ))}
      </fieldset>
      <div>
        <p className="minute-words figures soft">{minute ? inWords(minute, lines) : about}</p>
        <div
          className="evening-hand"
          role="slider"
          tabIndex={0}
          aria-label={say.chart}
          aria-describedby="evening-help"
          aria-valuemin={minutes[0]?.atMs}
          aria-valuemax={minutes.at(-1)?.atMs}
          aria-valuenow={at?.atMs}
          aria-valuetext={at && inWords(at, lines)}
          onKeyDown={onKey}
          onFocus={() => setAtMs((now) => now ?? busiest(shown))}
        >
          <MinuteChart
            {...{ report, marks, money, lines, currency, atMs, range }}
            height={HEIGHT}
            onOver={(place) => place !== null && minutes[place] && setAtMs(minutes[place].atMs)}
            onOpen={open}
            onZoom={(drawn) => setRange(rangeOf(minutes, drawn))}
            fallback={<div className="bone chart-bone" />}
          />
        </div>
        <div className="evening-acts">
          <Button look="line" onClick={() => zoom(0.5)}>
            {say.zoomIn}
          </Button>
          <Button look="line" disabled={range === null} onClick={() => zoom(2)}>
            {say.zoomOut}
          </Button>
          <Button look="line" disabled={range === null} onClick={() => setRange(null)}>
            {say.wholeEvening}
          </Button>
          {minute && (
            <a href={filmPath(slug, report, minute.atMs)}>{say.openAt(clockTime(minute.atMs, language))}</a>
          )}
        </div>
        <p className="soft note">{film.marks}</p>
        <p className="soft note evening-help" id="evening-help">
          {say.chartHelp}
        </p>
      </div>
      <HandFold title={say.inNumbers}>
        <MinutesTable {...{ slug, report, marks, money, underWayMs }} minutes={shown} overMs={atMs} />
      </HandFold>
    </div>
  );
}

function Chip({
  words,
  className,
  isOn,
  isFast = false,
  onToggle,
}: {
  words: string;
  className: string;
  isOn: boolean;
  /** It stays on: nothing would be left. */
  isFast?: boolean;
  onToggle(): void;
}) {
  return (
    <Button
      look={isOn ? 'held' : 'line'}
      className={className}
      aria-pressed={isOn}
      disabled={isFast}
      onClick={onToggle}
    >
      {words}
    </Button>
  );
}

const middleOf = (minutes: readonly SalesMinute[]) => minutes[minutes.length >> 1]?.atMs ?? null;
