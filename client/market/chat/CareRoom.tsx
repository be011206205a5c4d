import { type FormEvent, useState } from 'react';
import { MAX_CHAT_TEXT } from '../../../shared/market/chat/bounds.ts';
import type { StaffLine } from '../../../shared/market/chat/contract.ts';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { clockSecond, dayAndTime } from '../../ui/time-words.ts';
import { CareBar } from './CareBar.tsx';
import { careWords } from './care-words.ts';
import { SilenceSheet } from './SilenceSheet.tsx';
import { nameIn } from './talker-name.ts';
import { useCare, useCareStore, useModeration } from './use-care.ts';
import './care.css';

const nobody: readonly StaffLine[] = [];

/** All that is said, the newest on top: first what waits for a look, then the lines with what can be done to each. */
export function CareRoom() {
  const say = useMessages(careWords);
  const lines = useModeration((chat) => chat.lines);
  if (!lines) return <p className="soft chat-care">{say.noChat}</p>;
  const newestFirst = [...lines].reverse();
  const held = newestFirst.filter(({ state }) => state === 'held');
  const others = newestFirst.filter(({ state }) => state !== 'held');
  return (
    <div className="chat-care">
      <SayForm />
      <Standing />
      {held.length > 0 && (
        <section className="care-held">
          <h3>{say.held}</h3>
          <ul>
            {held.map((line) => (
              <Line key={line.seq} line={line} />
            ))}
          </ul>
        </section>
      )}
      {lines === nobody || others.length === 0 ? <p className="soft">{say.quiet}</p> : null}
      <ul>
        {others.map((line) => (
          <Line key={line.seq} line={line} />
        ))}
      </ul>
      <SilencedList />
      <CareBar />
    </div>
  );
}

/** The notice and the pinned line, each with the way to take it down. */
function Standing() {
  const say = useMessages(careWords);
  const care = useCareStore();
  const notice = useModeration((chat) => chat.notice);
  const pinned = useModeration((chat) => chat.pinned);
  return (
    <>
      {notice !== null && (
        <p className="care-standing">
          <b>{say.notice}</b> <bdi>{notice}</bdi>
          <Button look="line" onClick={() => void care.announce(null)}>
            {say.takeDown}
          </Button>
        </p>
      )}
      {pinned && (
        <p className="care-standing">
          <b>{say.pinned}</b> <bdi>{pinned[2]}</bdi>
          <Button look="line" onClick={() => care.pin(null)}>
            {say.unpin}
          </Button>
        </p>
      )}
    </>
  );
}

/** A line of the house, or a notice above all. */
function SayForm() {
  const say = useMessages(careWords);
  const care = useCareStore();
  const [text, setText] = useState('');
  const send = async (by: (text: string) => Promise<boolean>) => {
    const typed = text.trim();
    if (typed !== '' && (await by(typed))) setText('');
  };
  return (
    <form
      className="care-say"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void send(care.say);
      }}
    >
      <input
        aria-label={say.say}
        placeholder={say.say}
        value={text}
        maxLength={MAX_CHAT_TEXT}
        autoComplete="off"
        onChange={({ target }) => setText(target.value)}
      />
      <Button type="submit" look="primary" disabled={text.trim() === ''}>
        {say.send}
      </Button>
      <Button look="line" disabled={text.trim() === ''} onClick={() => void send(care.announce)}>
        {say.announce}
      </Button>
    </form>
  );
}

function Line({ line }: { line: StaffLine }) {
  const say = useMessages(careWords);
  const language = useLanguage();
  const care = useCareStore();
  const isBusy = useCare(({ busy }) => busy.has(line.seq));
  const [isOpen, setOpen] = useState(false);
  const [isMuting, setMuting] = useState(false);
  const { seq, atMs, name, text, mark, state, reports } = line;
  const who = nameIn(name, language);
  const isGone = state === 'deleted';
  return (
    <li className={`care-line ${state}`} data-chat-line={seq}>
      <p>
        {mark?.by && <b className="care-badge">{mark.by === 'host' ? say.host : say.staff}</b>}
        <bdi className="care-name">{who}</bdi> <time className="soft">{clockSecond(atMs, language)}</time>
        {reports > 0 && <span className="care-reports">{say.reports(reports)}</span>}
        <br />
        {text === null ? <span className="soft">{say.hidden}</span> : <bdi>{text}</bdi>}
      </p>
      {state === 'held' && (
        <Button look="primary" busy={isBusy} onClick={() => care.restore(seq)}>
          {say.show}
        </Button>
      )}
      {!isGone && (
        <IconButton
          icon="trash"
          className="care-hide"
          name={`${say.hide}: ${who}`}
          disabled={isBusy}
          onClick={() => care.remove(seq, name)}
        />
      )}
      <IconButton icon="more" name={say.acts(who)} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)} />
      {isOpen && (
        <div className="care-acts">
          {state === 'shown' && (
            <Button look="line" busy={isBusy} onClick={() => care.pin(seq)}>
              {say.pin}
            </Button>
          )}
          {state === 'shown' && !mark?.by && !mark?.asks && (
            <Button look="line" busy={isBusy} onClick={() => care.ask(seq)}>
              {say.asQuestion}
            </Button>
          )}
          {!mark?.by && (
            <Button look="line" onClick={() => setMuting(true)}>
              {say.mute}
            </Button>
          )}
        </div>
      )}
      {isMuting && <SilenceSheet line={line} onClose={() => setMuting(false)} />}
    </li>
  );
}

/** Who may not write, why and until when. */
function SilencedList() {
  const say = useMessages(careWords);
  const language = useLanguage();
  const care = useCareStore();
  const silenced = useModeration((chat) => chat.silenced) ?? [];
  if (silenced.length === 0) return null;
  return (
    <details className="care-silenced">
      <summary>{say.muted(silenced.length)}</summary>
      <ul>
        {silenced.map(({ who, name, untilMs, reason }) => (
          <li key={who} className="care-line">
            <p>
              <bdi className="care-name">{nameIn(name, language)}</bdi>{' '}
              <span className="soft">
                {untilMs === null ? say.forGood : say.until(dayAndTime(untilMs, language))} ·{' '}
                {say.reasons[reason]}
              </span>
            </p>
            <Button look="line" onClick={() => care.lift(who)}>
              {say.lift}
            </Button>
          </li>
        ))}
      </ul>
    </details>
  );
}
