import { useEffect, useRef } from 'react';
import { useMessages } from '../../../i18n/language.ts';
import { mediaAt, pinAt } from '../../../stores/replay/moments.ts';
import { timeLeft } from '../../../ui/time-words.ts';
import { useReplay, useReplayStore, useReplayView } from './replay-context.ts';
import { replayWords } from './words.ts';

/** Everything that was held up, in order: a tap goes there. The one of this moment is marked. */
export function Jumps() {
  const say = useMessages(replayWords);
  const view = useReplayView();
  const { jump } = useReplayStore();
  const fromMs = useReplay(({ atMs }) => pinAt(view.pins, atMs)?.fromMs ?? null);
  const isRecorded = view.stretches.length > 0;
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    const here = fromMs === null ? null : list.current?.querySelector<HTMLElement>('[aria-current]');
    // The list alone is moved, never the page under somebody's thumb.
    if (here && list.current) list.current.scrollTop = here.offsetTop - list.current.clientHeight / 3;
  }, [fromMs]);
  return (
    <section className="replay-jumps">
      <h2>{say.jump}</h2>
      {view.pins.length === 0 ? (
        <p className="soft">{say.nothingPinned}</p>
      ) : (
        <ol ref={list}>
          {view.pins.map((pin) => {
            const isHere = pin.fromMs === fromMs;
            const mediaMs = mediaAt(view.stretches, pin.fromMs);
            return (
              <li key={`${pin.itemNumber} ${pin.fromMs}`}>
                <button
                  type="button"
                  aria-current={isHere ? 'true' : undefined}
                  onClick={() => jump(pin.fromMs)}
                >
                  <span className="figures soft">{timeLeft(Math.max(0, pin.fromMs - view.startedAtMs))}</span>
                  {pin.ofProduct === null ? (
                    <>
                      <span className="item-number figures">{pin.itemNumber}</span>
                      <bdi>{pin.name}</bdi>
                    </>
                  ) : (
                    // The number is that of the product, and not of the chapter.
                    <span className="jump-named">
                      <bdi>{pin.name}</bdi>
                      <small className="soft">
                        <span className="item-number figures">{pin.itemNumber}</span>
                        <bdi>{pin.ofProduct}</bdi>
                      </small>
                    </span>
                  )}
                  {isRecorded && mediaMs === null && <span className="soft">{say.notRecorded}</span>}
                </button>
              </li>
            );
          })}
        </ol>
      )}
    </section>
  );
}
