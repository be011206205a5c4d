import { useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { ChatLine, MuteReason } from '../../../shared/market/chat/contract.ts';
import { muteReasons } from '../../../shared/market/chat/mute-reasons.ts';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import { useOpenProduct } from '../../screens/buyer/viewer/use-open-product.ts';
import { useCard } from '../../screens/buyer/viewer/viewer-stores.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Picture } from '../../ui/Picture.tsx';
import { useChat, useChatStore } from './chat-context.ts';
import { LineText } from './LineText.tsx';
import { nameIn } from './talker-name.ts';
import { chatWords } from './viewer-words.ts';

/** So far from the end is still at it, in px. */
const NEAR_PX = 24;

/**
 * The newest fifty lines. It follows what comes, unless somebody has scrolled up to read; then a button leads back. Each
 * line of somebody else can be reported, and an answer leads to its product. For the Tab key all of it is one stop: the
 * arrows go through what can be pressed in its lines, from the newest up.
 * @param onLeave the way there is taken: what stands over the page closes
 */
export function ChatLog({ onLeave }: { onLeave?: () => void }) {
  const say = useMessages(chatWords);
  const list = useRef<HTMLDivElement>(null);
  const [isAtEnd, setAtEnd] = useState(true);
  const lines = useChat((state) => state.lines);
  const isAloud = useChat((state) => state.isAloud);
  const newest = lines.at(-1)?.[0];
  useEffect(() => {
    if (!isAtEnd || newest === undefined) return;
    // In a sheet it has no height before that is open.
    const frame = requestAnimationFrame(() => list.current?.scrollTo({ top: list.current.scrollHeight }));
    return () => cancelAnimationFrame(frame);
  }, [isAtEnd, newest]);
  return (
    <div className="chat-log-place">
      <div
        ref={list}
        className="chat-log"
        role="log"
        aria-label={say.label}
        aria-live={isAloud ? 'polite' : 'off'}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard.
        tabIndex={0}
        aria-keyshortcuts="ArrowUp ArrowDown"
        onKeyDown={(event) => {
          const next = besideFocus(event.currentTarget, event.key);
          if (!next) return;
          event.preventDefault();
          next.focus();
        }}
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) =>
          setAtEnd(scrollHeight - scrollTop - clientHeight < NEAR_PX)
        }
      >
        {lines.length === 0 && <p className="soft">{say.empty}</p>}
        {lines.map((line) => (
          <Line key={line[0]} line={line} onLeave={onLeave} />
        ))}
      </div>
      {!isAtEnd && (
        <Button
          look="quiet"
          className="chat-newest"
          onClick={() => list.current?.scrollTo({ top: list.current.scrollHeight })}
        >
          {say.newest}
        </Button>
      )}
    </div>
  );
}

/** Where an arrow leads in the lines: to the next button above or below, or from none to the newest. */
function besideFocus(log: HTMLElement, key: string): HTMLElement | undefined {
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return undefined;
  const buttons = [...log.querySelectorAll('button')];
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
  if (key === 'ArrowDown') return at < 0 ? undefined : buttons[at + 1];
  return at < 0 ? buttons.at(-1) : buttons[at - 1];
}

function Line({ line, onLeave }: { line: ChatLine; onLeave: (() => void) | undefined }) {
  const say = useMessages(chatWords);
  const language = useLanguage();
  const chat = useChatStore();
  const [seq, name, , mark] = line;
  const isOwn = useChat(({ own }) => own.has(seq));
  const [report, setReport] = useState<'none' | 'asking' | 'done'>('none');
  const reasons = useRef<HTMLFieldSetElement>(null);
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (report !== 'asking') return;
    reasons.current?.scrollIntoView({ block: 'nearest' });
    reasons.current?.querySelector('button')?.focus({ preventScroll: true });
  }, [report]);
  const leave = () => {
    flushSync(() => setReport('none'));
    row.current?.querySelector('button')?.focus();
  };
  const tell = async (reason: MuteReason) => {
    if (!(await chat.report(seq, reason))) return;
    // The buttons go: keys go on from the log.
    row.current?.closest<HTMLElement>('.chat-log')?.focus({ preventScroll: true });
    setReport('done');
  };
  return (
    <div ref={row} className="chat-row-line">
      <p>
        <LineText line={line} />
      </p>
      {!isOwn && !mark?.by && report === 'none' && (
        <IconButton
          icon="more"
          size={16}
          tabIndex={-1}
          name={say.reportLine(nameIn(name, language))}
          onClick={() => setReport('asking')}
        />
      )}
      {mark?.answers !== undefined && mark.item !== undefined && (
        <Good itemNumber={mark.item} onLeave={onLeave} />
      )}
      {report === 'asking' && (
        <fieldset
          ref={reasons}
          className="chat-reasons"
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.preventDefault();
            event.stopPropagation();
            leave();
          }}
        >
          <legend className="unseen">{say.reportLine(nameIn(name, language))}</legend>
          {muteReasons.map((reason) => (
            <Button key={reason} look="line" onClick={() => void tell(reason)}>
              {say.reasons[reason]}
            </Button>
          ))}
        </fieldset>
      )}
      {report === 'done' && (
        <p className="soft chat-reasons" role="status">
          {say.reported}
        </p>
      )}
    </div>
  );
}

/** The product that an answer is about: its picture, number and name, which open its page. */
function Good({ itemNumber, onLeave }: { itemNumber: number; onLeave: (() => void) | undefined }) {
  const card = useCard(itemNumber);
  const open = useOpenProduct();
  if (!card) return null;
  return (
    <button
      type="button"
      tabIndex={-1}
      className="chat-good"
      onClick={() => {
        onLeave?.();
        open(itemNumber);
      }}
    >
      <Picture source={card.picture} size={32} />
      <span className="item-number figures">{itemNumber}</span> <bdi>{card.name}</bdi>
    </button>
  );
}
