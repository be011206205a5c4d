import { useState } from 'react';
import type { FloorAct } from '../../../../shared/contract/floor.ts';
import { floorMessages } from '../../../i18n/insights-floor.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { Button } from '../../../ui/Button.tsx';
import { clockTime } from '../../../ui/time-words.ts';
import type { FloorTold } from './floor-told.ts';
import { ListScroll } from './ListScroll.tsx';
import { decimal, NO_VALUE } from './number-words.ts';

/** Acts that stand without being asked for. */
const FIRST = 12;
/** The scale of the intervals: from a tenth to forty times, equal steps for equal factors. */
const LEAST = 0.1;
const MOST = 40;

/** An interval that reaches farther than from one to so many times its lower end says nothing of a ratio. */
const WIDEST = 10;

/** What a ratio is known well enough to be told by; null: of too few. */
const toldOf = (uplift: FloorAct['uplift']): FloorAct['uplift'] =>
  uplift && uplift.high !== null && uplift.high <= uplift.low * WIDEST ? uplift : null;

/** Each pin and flash with the ratio that it went along with, and how sure that is. */
export function Acts({ floor, items }: Pick<FloorTold, 'floor' | 'items'>) {
  const say = useMessages(floorMessages);
  return (
    <section className="review-block">
      <h2>{say.acts}</h2>
      <Ratios acts={floor.acts} items={items} />
    </section>
  );
}

function Ratios({ acts, items }: Pick<FloorTold['floor'], 'acts'> & Pick<FloorTold, 'items'>) {
  const say = useMessages(floorMessages);
  const language = useLanguage();
  const [isWhole, setWhole] = useState(false);
  if (acts.length === 0) return <p className="soft">{say.noActs}</p>;
  const count = (n: number) => Math.round(n).toLocaleString(language);
  // What can be said something about comes first, the surest and largest of it on top.
  const sorted = [...acts].sort(
    (a, b) => (toldOf(b.uplift)?.low ?? -1) - (toldOf(a.uplift)?.low ?? -1) || a.fromMs - b.fromMs,
  );
  const hasAdds = items.some(({ adders }) => adders !== null);
  const names = new Map(items.map(({ itemNumber, name }) => [itemNumber, name]));
  return (
    <>
      <p className="soft note">{say.actsNote}</p>
      <ListScroll label={say.acts}>
        <ol className="acts">
          {(isWhole ? sorted : sorted.slice(0, FIRST)).map((act) => (
            <li key={`${act.kind} ${act.itemNumber} ${act.fromMs}`} className={act.kind}>
              <details>
                <summary>
                  <span className="act-what figures">
                    <b>
                      {act.kind === 'flash' ? '⚡' : ''}
                      {act.itemNumber}
                    </b>{' '}
                    <bdi>{names.get(act.itemNumber) ?? ''}</bdi>
                    <span className="soft">
                      {act.kind === 'flash' ? say.flash : say.pin} {clockTime(act.fromMs, language)}–
                      {clockTime(act.toMs, language)}
                    </span>
                  </span>
                  <Interval uplift={toldOf(act.uplift)} />
                  <span className="act-ratio figures">
                    {toldOf(act.uplift) ? (
                      <>
                        <b>{say.times(decimal(act.uplift?.rateRatio ?? null, language, 2))}</b>
                        <span className="soft">{rangeOf(act, say, language)}</span>
                      </>
                    ) : (
                      <span className="soft">{say.notEnough}</span>
                    )}
                  </span>
                </summary>
                <dl className="figures">
                  <div>
                    <dt>{say.people}</dt>
                    <dd>
                      {hasAdds ? `${count(act.during.buyers)} / ${count(act.baseline.buyers)}` : NO_VALUE}
                    </dd>
                  </div>
                  <div>
                    <dt>{say.viewerSeconds}</dt>
                    <dd>
                      {count(act.during.viewerSeconds)} / {count(act.baseline.viewerSeconds)}
                    </dd>
                  </div>
                  <div>
                    <dt>{say.extra}</dt>
                    <dd>{decimal(toldOf(act.uplift)?.buyers ?? null, language, 1)}</dd>
                  </div>
                  <div>
                    <dt>{say.afterglow}</dt>
                    <dd>
                      {toldOf(act.afterglow.uplift)
                        ? `${say.times(decimal(act.afterglow.uplift?.rateRatio ?? null, language, 2))} · ${rangeOf({ uplift: act.afterglow.uplift }, say, language)}`
                        : say.notEnough}
                    </dd>
                  </div>
                </dl>
                <p className="soft note">{say.actsDefined}</p>
              </details>
            </li>
          ))}
        </ol>
      </ListScroll>
      {!isWhole && acts.length > FIRST && (
        <Button look="line" onClick={() => setWhole(true)}>
          {say.moreActs(acts.length)}
        </Button>
      )}
    </>
  );
}

type Words = typeof floorMessages.en;

function rangeOf({ uplift }: Pick<FloorAct, 'uplift'>, say: Words, language: string): string {
  if (!uplift) return '';
  const high = uplift.high === null ? say.endless : decimal(uplift.high, language, 2);
  return say.range(decimal(uplift.low, language, 2), high);
}

/** The interval as a bar on a scale of factors; 1 is the line in the middle of the talk. */
function Interval({ uplift }: { uplift: FloorAct['uplift'] }) {
  const at = (ratio: number) =>
    (Math.log(Math.min(MOST, Math.max(LEAST, ratio)) / LEAST) / Math.log(MOST / LEAST)) * 100;
  return (
    <span className="act-interval" aria-hidden="true">
      {uplift && (
        <>
          <i className="act-one" style={{ left: `${at(1)}%` }} />
          <i
            className="act-bar"
            style={{ left: `${at(uplift.low)}%`, width: `${at(uplift.high ?? MOST) - at(uplift.low)}%` }}
          />
          {uplift.rateRatio !== null && (
            <i className="act-dot" style={{ left: `${at(uplift.rateRatio)}%` }} />
          )}
        </>
      )}
    </span>
  );
}
