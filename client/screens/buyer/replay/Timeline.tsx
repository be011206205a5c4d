import { type PointerEvent, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { SECOND } from '../../../../shared/values/time.ts';
import { useMessages } from '../../../i18n/language.ts';
import { answeredAt } from '../../../stores/answering.ts';
import { timeLeft } from '../../../ui/time-words.ts';
import { useReplay, useReplayStore, useReplayView } from './replay-context.ts';
import { sharedMarks } from './shared-marks.ts';
import { replayWords } from './words.ts';

/** A mark so near to the pointer is meant, in px. */
const NEAR_PX = 10;
/** As wide as a mark is drawn: moments that are nearer to each other share one. */
const MARK_PX = 16;

/**
 * All of the stream in one bar, on which each question is marked where the host answered it (N6); those that would lie on each
 * other share a mark. Below it stands the question that is answered at this moment, else how many there are; over a mark, its
 * own. Nothing where nobody asked.
 */
export function Timeline() {
  const say = useMessages(replayWords);
  const { startedAtMs, endedAtMs, pins } = useReplayView();
  const { jump } = useReplayStore();
  const answered = useReplay((state) => state.answered);
  const atMs = useReplay((state) => state.atMs);
  const place = useRef<HTMLDivElement>(null);
  const [near, setNear] = useState<number | null>(null);
  const [widthPx, setWidthPx] = useState(0);
  const lengthMs = Math.max(SECOND, endedAtMs - startedAtMs);
  const marks = useMemo(
    () =>
      answered.map(({ seq, atMs: ofMs }) => ({
        seq,
        at: Math.min(1, Math.max(0, (ofMs - startedAtMs) / lengthMs)),
      })),
    [answered, startedAtMs, lengthMs],
  );
  const isAsked = answered.length > 0;
  useLayoutEffect(() => {
    const line = place.current;
    if (!isAsked || !line) return;
    const measure = () => setWidthPx(line.clientWidth);
    measure();
    addEventListener('resize', measure);
    return () => removeEventListener('resize', measure);
  }, [isAsked]);
  if (!isAsked) return null;
  const look = ({ clientX }: PointerEvent) => {
    const { left = 0, width = 0 } = place.current?.getBoundingClientRect() ?? {};
    const away = ({ at }: { at: number }) => Math.abs(left + at * width - clientX);
    const nearest = marks.reduce((best, each) => (away(each) < away(best) ? each : best));
    setNear(away(nearest) <= NEAR_PX ? nearest.seq : null);
  };
  const now = answeredAt(answered, pins, atMs);
  const shown = answered.find(({ seq }) => seq === near) ?? now;
  const isNow = shown !== null && shown === now;
  return (
    <div className="replay-line">
      <div className="replay-track" onPointerMove={look} onPointerLeave={() => setNear(null)}>
        <input
          type="range"
          aria-label={say.timeline}
          aria-valuetext={timeLeft(Math.max(0, atMs - startedAtMs))}
          min={0}
          max={lengthMs}
          step={SECOND}
          value={Math.min(lengthMs, Math.max(0, atMs - startedAtMs))}
          onChange={({ target }) => jump(startedAtMs + Number(target.value))}
        />
        <div ref={place} className="replay-marks" aria-hidden="true">
          {sharedMarks(marks, MARK_PX / Math.max(MARK_PX, widthPx)).map(({ at, seqs }) => (
            <i
              key={seqs[0]}
              className={shown && seqs.includes(shown.seq) ? 'here' : ''}
              style={{ left: `${at * 100}%` }}
            >
              ?
            </i>
          ))}
        </div>
      </div>
      <p className="replay-said">
        {shown ? (
          <>
            <b className={isNow ? 'replay-now' : ''}>
              {isNow && shown.answer === null ? say.answering : say.answeredThen}
            </b>
            <span className="figures soft">
              {timeLeft(Math.max(0, shown.atMs - startedAtMs))}
              {shown.item !== undefined && ` · ${say.about(shown.item)}`}
            </span>
            <bdi>{shown.question}</bdi>
          </>
        ) : (
          <span className="soft">{say.questionsHere(answered.length)}</span>
        )}
      </p>
    </div>
  );
}
