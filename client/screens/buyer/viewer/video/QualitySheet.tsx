import { useStore } from 'zustand';
import type { Playback } from '../../../../../shared/contract/media.ts';
import { useLanguage, useMessages } from '../../../../i18n/language.ts';
import { limitChoices, MEGABYTE } from '../../../../stores/video/data-plan.ts';
import type { QualityLevel } from '../../../../stores/video/quality-ladder.ts';
import { Sheet } from '../../../../ui/Sheet.tsx';
import { qualityWords } from './quality-words.ts';
import { useStream, useVideo, useVideoStore } from './video-context.ts';
import { videoWords } from './words.ts';

/** What to receive at most, what it has cost, and what it may cost. Both choices stay on this device. */
export function QualitySheet({ onClose }: { onClose(): void }) {
  const say = useMessages(videoWords);
  return (
    <Sheet title={say.quality} onClose={onClose}>
      <div className="quality">
        <Most />
        <WayChoice />
        <Spent />
        <Limit />
        <Hold />
      </div>
    </Sheet>
  );
}

function Most() {
  const say = useMessages(qualityWords);
  const rungs = useMessages(videoWords);
  const { choose } = useVideoStore();
  const most = useVideo((state) => state.plan.most);
  const height = useVideo((state) => state.height);
  const isSteady = useVideo((state) => state.way === 'steady');
  const hasOneSize = useVideo((state) => state.sizes === 1);
  /** Why a choice is none just now. */
  const whyNot = (rung: QualityLevel) => {
    if (isSteady && rung === 'audio') return say.audioNotSteady;
    return hasOneSize && rung === 'low' ? say.oneSize : null;
  };
  const choices: [QualityLevel, string, string][] = [
    ['high', say.auto, say.autoHint],
    ['low', rungs.small, say.lowHint],
    ['audio', rungs.soundOnly, say.audioHint],
    ['text', rungs.wordsOnly, say.textHint],
  ];
  return (
    <fieldset className="quality-most">
      <legend>{say.most}</legend>
      {choices.map(([rung, name, hint]) => (
        <label key={rung}>
          <input
            type="radio"
            name="most"
            checked={most === rung}
            disabled={whyNot(rung) !== null}
            onChange={() => choose({ most: rung })}
          />
          <span>
            <b>{name}</b>
            <span className="soft">{whyNot(rung) ?? hint}</span>
          </span>
        </label>
      ))}
      {height > 0 && <p className="soft figures">{say.now(height)}</p>}
    </fieldset>
  );
}

/** By which way the broadcast comes, and why; a choice only where there are two. */
function WayChoice() {
  const say = useMessages(qualityWords);
  const { choose } = useVideoStore();
  const choice = useVideo((state) => state.plan.way);
  const way = useVideo((state) => state.way);
  const trouble = useVideo((state) => state.trouble);
  const mayChoose = useVideo((state) => state.mayChooseWay);
  const source = useStream(({ media }) => playlistHost(media?.playback));
  if (!mayChoose && way === 'direct') return null;
  const choices: [typeof choice, string][] = [
    [null, say.wayByItself],
    ['direct', say.wayDirect],
    ['steady', say.waySteady],
  ];
  return (
    <fieldset className="quality-pills">
      <legend>{say.way}</legend>
      {mayChoose && (
        <div>
          {choices.map(([value, name]) => (
            <label key={name}>
              <input
                type="radio"
                name="way"
                checked={choice === value}
                onChange={() => choose({ way: value })}
              />
              <span>{name}</span>
            </label>
          ))}
        </div>
      )}
      <p className="soft">{way === 'direct' ? say.isDirect : source ? say.isFrom(source) : say.isSteady}</p>
      {way === 'steady' && trouble && <p className="soft">{say.trouble[trouble]}</p>}
    </fieldset>
  );
}

/** The server that a playlist elsewhere comes from, or null. */
function playlistHost(playback: Playback | null | undefined): string | null {
  return playback?.isExternal ? new URL(playback.url).host : null;
}

/** Whether the pinned card follows a picture that lags, and how far it lags. */
function Hold() {
  const say = useMessages(qualityWords);
  const { hold } = useVideoStore();
  const choice = useStore(hold.store, (state) => state.choice);
  const lag = useStore(hold.store, ({ lagMs }) => (lagMs === null ? null : Math.round(lagMs / 1_000)));
  const choices: [boolean | null, string][] = [
    [null, say.holdByItself],
    [true, say.holdAlways],
    [false, say.holdNever],
  ];
  return (
    <fieldset className="quality-pills">
      <legend>{say.hold}</legend>
      <div>
        {choices.map(([value, name]) => (
          <label key={name}>
            <input type="radio" name="hold" checked={choice === value} onChange={() => hold.choose(value)} />
            <span>{name}</span>
          </label>
        ))}
      </div>
      <p className="soft">{say.holdHint}</p>
      {lag !== null && <p className="soft figures">{say.lag(lag)}</p>}
    </fieldset>
  );
}

function Spent() {
  const say = useMessages(qualityWords);
  const language = useLanguage();
  const limitMb = useVideo((state) => state.plan.limitMb);
  // Tenths of a megabyte: more would change all the time and say nothing.
  const spent = useVideo((state) => Math.round((10 * state.spentBytes) / MEGABYTE) / 10);
  const text = spent.toLocaleString(language);
  if (limitMb === null) return <p className="quality-spent figures">{say.spent(text)}</p>;
  return (
    <div className="quality-spent figures">
      <p id="video-spent">{say.spentOf(text, limitMb.toLocaleString(language))}</p>
      <meter aria-labelledby="video-spent" min={0} max={limitMb} value={Math.min(spent, limitMb)} />
    </div>
  );
}

function Limit() {
  const say = useMessages(qualityWords);
  const { choose } = useVideoStore();
  const limitMb = useVideo((state) => state.plan.limitMb);
  return (
    <fieldset className="quality-pills">
      <legend>{say.spendAtMost}</legend>
      <div>
        {[null, ...limitChoices].map((choice) => (
          <label key={choice}>
            <input
              type="radio"
              name="limit"
              checked={limitMb === choice}
              onChange={() => choose({ limitMb: choice })}
            />
            <span>{choice === null ? say.noLimit : say.megabytes(choice)}</span>
          </label>
        ))}
      </div>
      {limitMb !== null && <p className="soft">{say.limitHint}</p>}
    </fieldset>
  );
}
