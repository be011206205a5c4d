import { type FormEvent, type ReactNode, useState } from 'react';
import { useStore } from 'zustand';
import type { FloorReport } from '../../../../../shared/contract/floor.ts';
import type { SalesReport } from '../../../../../shared/contract/sales.ts';
import { MINUTE, SECOND } from '../../../../../shared/values/time.ts';
import { filmMessages } from '../../../../i18n/insights-film.ts';
import { floorMessages } from '../../../../i18n/insights-floor.ts';
import { useLanguage, useMessages } from '../../../../i18n/language.ts';
import { answeredAt } from '../../../../stores/answering.ts';
import { type MachineStore, SPEEDS } from '../../../../stores/machine-store.ts';
import { Button } from '../../../../ui/Button.tsx';
import { copyText } from '../../../../ui/copy-text.ts';
import { followed } from '../../../../ui/followed-media.ts';
import { Notice } from '../../../../ui/Notice.tsx';
import { part } from '../../../../ui/part.tsx';
import { clockSecond } from '../../../../ui/time-words.ts';
import { minuteUnderWay, usualLines } from '../chart-lines.ts';
import { useEveningMarks } from '../use-evening-marks.ts';
import { useChartWords, useMinuteWords } from '../use-minute-words.ts';
import { useQuestions } from '../use-questions.ts';
import { filmPath } from './film-address.ts';
import { instantOf, instantText } from './instant-text.ts';
import { lastSpeed } from './use-film-keys.ts';

const MinuteChart = part(() => import('../MinuteChart.tsx').then((module) => module.MinuteChart));
/** Four strips, low enough that film and chart are seen at once: beside each other, or below on a desk or in a hand. */
const CHART_PX = { beside: 160, hand: 196, desk: 238 };
const useIsBeside = followed('(height < 500px) and (600px <= width < 1100px)');
const useIsInHand = followed('(width < 740px)');

/** Where in the evening: its minutes, on which an instant is chosen; the exact time, the event before and after, and play. */
export function Scrubber({
  slug,
  report,
  span: { startMs, endMs },
  floor,
  machine,
  shop,
  sound,
}: {
  slug: string;
  report: SalesReport;
  span: { startMs: number; endMs: number };
  floor: FloorReport | null;
  machine: MachineStore;
  /** What else is chosen of the film. */
  shop: ReactNode;
  sound: ReactNode;
}) {
  const say = useMessages(floorMessages);
  const film = useMessages(filmMessages);
  const { atMs, speed, itemNumber, person } = useStore(machine.store);
  const nowMs = Math.min(endMs, Math.max(startMs, atMs ?? startMs));
  const isPlaying = speed !== null;
  const money = floor?.money ?? null;
  const marks = useEveningMarks(slug, report, floor);
  const words = useMinuteWords(money, report.currency, minuteUnderWay(report));
  const about = useChartWords();
  const isBeside = useIsBeside();
  const isInHand = useIsInHand();
  const [over, setOver] = useState<number | null>(null);
  const minute = over === null ? undefined : report.minutes[over];
  return (
    <section className="machine-controls" aria-label={say.at}>
      <div className="machine-buttons">
        <Button
          look="primary"
          className="machine-play"
          aria-keyshortcuts="Space"
          onClick={() => machine.play(isPlaying ? null : lastSpeed(machine))}
        >
          {isPlaying ? say.pause : say.play}
        </Button>
        <Button
          look="line"
          aria-label={say.previous}
          title={say.previous}
          aria-keyshortcuts="ArrowLeft"
          onClick={() => machine.step(-1)}
        >
          ‹
        </Button>
        <Button
          look="line"
          aria-label={say.next}
          title={say.next}
          aria-keyshortcuts="ArrowRight"
          onClick={() => machine.step(1)}
        >
          ›
        </Button>
        {shop}
        <fieldset className="machine-speeds">
          <legend className="unseen">{say.speed}</legend>
          {SPEEDS.map((each) => (
            <Button
              key={each}
              look={speed === each ? 'held' : 'line'}
              aria-pressed={speed === each}
              onClick={() => machine.play(speed === each ? null : each)}
            >
              ×{each}
            </Button>
          ))}
        </fieldset>
        {sound}
        <ExactTime nowMs={nowMs} machine={machine} />
        <CopyLink path={filmPath(slug, report, nowMs, itemNumber, person)} />
      </div>
      <p className="minute-words figures soft">
        {minute ? words(minute, usualLines) : about(report.minutes)}
      </p>
      <MinuteChart
        report={report}
        marks={marks}
        money={money}
        lines={usualLines}
        currency={report.currency}
        height={CHART_PX[isBeside ? 'beside' : isInHand ? 'hand' : 'desk']}
        atMs={atMs}
        onOver={setOver}
        onPick={machine.goTo}
        fallback={<div className="bone machine-bone" />}
      />
      <QuestionThen
        slug={slug}
        report={report}
        nowMs={nowMs}
        overMs={minute === undefined ? null : minute.atMs}
      />
      <input
        type="range"
        className="machine-slide"
        aria-label={say.at}
        aria-valuetext={instantText(nowMs)}
        min={startMs}
        max={endMs}
        step={SECOND}
        value={nowMs}
        onChange={(event) => machine.goTo(Number(event.target.value))}
      />
      <p className="soft note machine-keys">
        <span>{film.marks}</span> <span>{film.keys}</span>
      </p>
    </section>
  );
}

/** The question that was answered then; over a minute of the chart, the last one of that minute. As high without one. */
function QuestionThen({
  slug,
  report: { marks },
  nowMs,
  overMs,
}: {
  slug: string;
  report: SalesReport;
  nowMs: number;
  overMs: number | null;
}) {
  const film = useMessages(filmMessages);
  const language = useLanguage();
  const answered = useQuestions(slug)?.answered ?? [];
  const pins = marks.flatMap(({ kind, itemNumber, fromMs }) =>
    kind === 'pin' && itemNumber !== null ? [{ itemNumber, fromMs }] : [],
  );
  const now = answeredAt(answered, pins, nowMs);
  const question =
    overMs === null ? now : answered.findLast(({ atMs }) => overMs <= atMs && atMs < overMs + MINUTE);
  return (
    <p className="machine-question soft note">
      {question && (
        <>
          <b>{question === now && question.answer === null ? film.answering : film.answered}</b>{' '}
          <span className="figures">
            {clockSecond(question.atMs, language)}
            {question.item !== undefined && ` · ${film.asks(question.item)}`}
          </span>{' '}
          <bdi>{question.question}</bdi>
        </>
      )}
    </p>
  );
}

function ExactTime({ nowMs, machine }: { nowMs: number; machine: MachineStore }) {
  const say = useMessages(floorMessages);
  const [typed, setTyped] = useState<string | null>(null);
  const go = (event: FormEvent) => {
    event.preventDefault();
    const instant = typed === null ? null : instantOf(typed, nowMs);
    if (instant !== null) machine.goTo(instant);
    setTyped(null);
  };
  return (
    <form onSubmit={go}>
      <input
        className="short-input figures"
        aria-label={say.at}
        inputMode="text"
        maxLength={12}
        value={typed ?? instantText(nowMs)}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={go}
      />
    </form>
  );
}

/** The address of this moment, to be sent to a colleague. It is the one in the bar, too. */
function CopyLink({ path }: { path: string }) {
  const film = useMessages(filmMessages);
  const [outcome, setOutcome] = useState<{ path: string; isCopied: boolean } | null>(null);
  const copy = async () => {
    setOutcome({ path, isCopied: await copyText(location.origin + path) });
  };
  const isCopied = outcome?.path === path && outcome.isCopied;
  return (
    <>
      <Button look="line" onClick={() => void copy()}>
        {isCopied ? film.copied : film.copyLink}
      </Button>
      {outcome && !outcome.isCopied && (
        <Notice tone="fault">
          <p>{film.notCopied}</p>
        </Notice>
      )}
    </>
  );
}
