import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { MAX_CHAT_TEXT } from '../../../shared/market/chat/bounds.ts';
import type { StaffLine } from '../../../shared/market/chat/contract.ts';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { clockSecond, dayAndTime } from '../../ui/time-words.ts';
import { CareBar } from './CareBar.tsx';
import { waitsForLook } from './care-store.ts';
import { careWords } from './care-words.ts';
import { SilenceSheet } from './SilenceSheet.tsx';
import { nameIn } from './talker-name.ts';
import { useCare, useCareStore, useModeration } from './use-care.ts';
import { useStill } from './use-still.ts';
import './care.css';

/** Lines that wait for a look and stand open; the others are a tap away. */
const HELD_SHOWN = 2;
/** Lines in the list, the newest. */
const LINES_SHOWN = 200;

/**
 * All that is said, the newest on top: first what waits for a look, then the lines with what can be done to each. While
 * somebody points at a line, or has scrolled, no line moves: what came meanwhile waits behind a button.
 */
export function CareRoom() {
  const say = useMessages(careWords);
  const lines = useModeration((chat) => chat.lines);
  const still = useStill(lines?.at(-1)?.seq ?? 0);
  const { shownTo } = still;
  const [openLine, setOpenLine] = useState<number | null>(null);
  const looksFine = useCare((state) => state.fine);
  const { showsTo } = useCareStore();
  useEffect(() => showsTo(shownTo), [showsTo, shownTo]);
  useEffect(() => () => showsTo(null), [showsTo]);
  if (!lines) return <p className="soft chat-care">{say.noChat}</p>;
  const newestFirst = lines.filter(({ seq }) => seq <= shownTo).reverse();
  const waits = (line: StaffLine) => waitsForLook(line, looksFine);
  const held = newestFirst.filter(waits);
  const others = newestFirst.filter((line) => !waits(line)).slice(0, LINES_SHOWN);
  const come = lines.filter(({ seq, state }) => seq > shownTo && state !== 'deleted');
  const comeToCheck = come.filter(waits).length;
  const row = (line: StaffLine) => (
    <Line
      key={line.seq}
      line={line}
      isOpen={openLine === line.seq}
      onOpen={(isOpen) => {
        setOpenLine(isOpen ? line.seq : null);
        still.hold(isOpen);
      }}
    />
  );
  return (
    <div className="chat-care">
      <SayForm />
      <Standing />
      <div className="care-still" {...still.pointing}>
        {held.length > 0 && <Held lines={held} row={row} />}
        <div className="care-come">
          {come.length > 0 ? (
            <Button
              look="primary"
              className="figures"
              onClick={() => {
                setOpenLine(null);
                still.release();
              }}
            >
              {say.newLines(come.length)}
              {comeToCheck > 0 && ` · ${say.toCheck(comeToCheck)}`}
            </Button>
          ) : (
            <span className="soft small">{say.newestFirst}</span>
          )}
        </div>
        {others.length === 0 && <p className="soft">{say.quiet}</p>}
        <ul
          ref={still.list}
          className="care-lines"
          aria-label={say.lines}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard.
          tabIndex={0}
          onScroll={still.scrolled}
        >
          {others.map(row)}
        </ul>
      </div>
      <SilencedList />
      <CareBar />
    </div>
  );
}

/** What waits for a look: two lines, the rest behind a button, and one tap for all of somebody who wrote several. */
function Held({ lines, row }: { lines: readonly StaffLine[]; row(line: StaffLine): ReactNode }) {
  const say = useMessages(careWords);
  const [isWhole, setWhole] = useState(false);
  const more = lines.length - HELD_SHOWN;
  return (
    <section className="care-held">
      <div className="care-held-head">
        <h3>{say.held}</h3>
        {more > 0 && (
          <Button look="quiet" className="figures" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
            {isWhole ? say.fewer : say.moreHeld(more)}
          </Button>
        )}
      </div>
      <ul>{(isWhole ? lines : lines.slice(0, HELD_SHOWN)).map(row)}</ul>
      <div className="care-acts">
        {[...new Set(lines.map(({ who }) => who))].slice(0, HELD_SHOWN).map((who) => (
          <DeleteAll key={who} lines={lines.filter((line) => line.who === who)} />
        ))}
      </div>
    </section>
  );
}

/** Deletes all of these lines of one person; of one line there is a button already. */
function DeleteAll({ lines }: { lines: readonly StaffLine[] }) {
  const say = useMessages(careWords);
  const language = useLanguage();
  const care = useCareStore();
  const isBusy = useCare(({ busy }) => lines.some(({ seq }) => busy.has(seq)));
  const [newest] = lines;
  if (!newest || lines.length < 2) return null;
  const seqs = lines.map(({ seq }) => seq).sort((a, b) => a - b);
  return (
    <Button look="line" busy={isBusy} onClick={() => void care.removeAll(seqs, newest.name)}>
      {say.allOf(nameIn(newest.name, language), lines.length)}
    </Button>
  );
}

/** The same of all that somebody wrote here. Only an open line has it: it reads every line that comes. */
function DeleteAllOf({ who }: { who: StaffLine['who'] }) {
  const lines = useModeration((chat) => chat.lines) ?? [];
  return <DeleteAll lines={lines.filter((line) => line.who === who && line.state !== 'deleted')} />;
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
          <b>
            {say.pinned}
            {notice !== null && <span className="soft"> · {say.noticeFirst}</span>}
          </b>{' '}
          <bdi>{pinned[2]}</bdi>
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

function Line({ line, isOpen, onOpen }: { line: StaffLine; isOpen: boolean; onOpen(isOpen: boolean): void }) {
  const say = useMessages(careWords);
  const language = useLanguage();
  const care = useCareStore();
  const isBusy = useCare(({ busy }) => busy.has(line.seq));
  const isFine = useCare(({ fine }) => fine.has(line.seq));
  const [isMuting, setMuting] = useState(false);
  const item = useRef<HTMLLIElement>(null);
  const { seq, atMs, name, text, mark, state, reports } = line;
  const who = nameIn(name, language, mark?.nameEn);
  const isGone = state === 'deleted';
  const isReported = state === 'shown' && reports > 0 && !isFine;
  // With what was to be done the line is let go of, and the list goes on.
  const endMuting = () => {
    setMuting(false);
    onOpen(false);
    item.current?.querySelector<HTMLElement>('[aria-expanded]')?.focus();
  };
  return (
    <li ref={item} className={`care-line ${state}${isReported ? ' reported' : ''}`} data-chat-line={seq}>
      <p>
        {mark?.by && <b className="care-badge">{mark.by === 'host' ? say.host : say.staff}</b>}
        {mark?.by !== 'host' && <bdi className="care-name">{who}</bdi>}{' '}
        <time className="soft">{clockSecond(atMs, language)}</time>
        {reports > 0 && <span className="care-reports">{say.reports(reports)}</span>}
        <br />
        {text === null ? <span className="soft">{say.hidden}</span> : <bdi>{text}</bdi>}
      </p>
      {state === 'held' && (
        <Button look="primary" busy={isBusy} onClick={() => care.restore(seq)}>
          {say.show}
        </Button>
      )}
      {isReported && (
        <Button look="line" onClick={() => care.keep(seq)}>
          {say.keep}
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
      <IconButton icon="more" name={say.acts(who)} aria-expanded={isOpen} onClick={() => onOpen(!isOpen)} />
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
          {!mark?.by && <DeleteAllOf who={line.who} />}
        </div>
      )}
      {isMuting && <SilenceSheet line={line} onClose={endMuting} />}
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
        {silenced.map(({ who, name, untilMs, reason, scope }) => (
          <li key={who} className="care-line">
            <p>
              <bdi className="care-name">{nameIn(name, language)}</bdi>{' '}
              <span className="soft">
                {scope === 'all' && `${say.everywhere} · `}
                {untilMs === null ? say.forGood : say.until(dayAndTime(untilMs, language))} ·{' '}
                {say.reasons[reason]}
              </span>
            </p>
            <Button
              look="line"
              aria-label={say.liftOf(nameIn(name, language))}
              onClick={() => care.lift(who)}
            >
              {say.lift}
            </Button>
          </li>
        ))}
      </ul>
    </details>
  );
}
