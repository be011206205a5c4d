import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useMessages } from '../../i18n/language.ts';
import { useIsFramed } from '../../screens/buyer/viewer/use-media.ts';
import { followed } from '../../ui/followed-media.ts';
import { ChatForm } from './ChatForm.tsx';
import { ChatHead } from './ChatHead.tsx';
import { ChatLog } from './ChatLog.tsx';
import { ChatOver } from './ChatOver.tsx';
import { AskInstead, ChatStatus } from './ChatStatus.tsx';
import { useChat } from './chat-context.ts';
import { Hearts } from './Hearts.tsx';
import { chatWords } from './viewer-words.ts';

/** What lines and field want below the card, in px; as in viewer.css, which keeps the room from the first picture on. */
const LEAST_PX = 130;

const useHasColumn = followed('(min-width: 1600px) and (min-height: 481px)');

/**
 * The chat beside the shop: below the card, down to the edge of the page, or beside the card where that is too low; on the
 * widest screens in a column between picture and shop. Picture and shop keep their sizes whatever is said.
 */
export function ChatWide() {
  const say = useMessages(chatWords);
  const isFramed = useIsFramed();
  const place = useRef<HTMLDivElement>(null);
  const [picture, setPicture] = useState<Element | null>(null);
  const [isBeside, setBeside] = useState(false);
  const isHidden = useChat((state) => state.isHidden);
  const hasColumn = useHasColumn();
  const [column, setColumn] = useState<Element | null>(null);
  useEffect(() => {
    const stage = place.current?.closest('.stage');
    if (!hasColumn || !stage) return;
    // Before the shop also for who goes through the page by the keyboard.
    const beside = document.createElement('div');
    beside.className = 'chat-column chat-panel';
    stage.after(beside);
    setColumn(beside);
    return () => {
      setColumn(null);
      beside.remove();
    };
  }, [hasColumn]);
  useLayoutEffect(() => {
    const bottom = place.current?.parentElement;
    const stage = bottom?.closest('.stage');
    if (!bottom || !stage) return;
    const look = () => {
      const styles = getComputedStyle(bottom);
      const px = (name: string) => Number.parseFloat(styles.getPropertyValue(name));
      const hasCard = bottom.querySelector('.pinned, .no-pin') !== null;
      const isNextTo = hasCard && px('--beside') > 0;
      const roomPx = hasCard ? px('--below') : bottom.clientHeight - 20;
      setBeside(isNextTo);
      setPicture(
        isFramed && !isNextTo && !(roomPx >= LEAST_PX) ? stage.querySelector('.stage-picture') : null,
      );
    };
    look();
    const watch = new ResizeObserver(look);
    watch.observe(bottom);
    return () => watch.disconnect();
  }, [isFramed]);
  // A phone held sideways has no room beside the field.
  const form = <ChatForm isHand={!isFramed || (isBeside && !hasColumn)} />;
  const over = (
    <>
      <ChatOver isInFrame />
      {form}
    </>
  );
  const panel = (
    <section aria-label={say.label}>
      <Hearts />
      {hasColumn && <h2>{say.label}</h2>}
      {!isHidden && (
        <>
          <ChatHead isWhole />
          <ChatLog />
        </>
      )}
      <AskInstead />
      <ChatStatus />
      {form}
    </section>
  );
  const isPanel = isFramed && !picture && !hasColumn;
  return (
    <div ref={place} className={isPanel ? `chat-panel ${isBeside ? 'beside' : 'below'}` : 'chat-panel-off'}>
      {hasColumn
        ? column && createPortal(panel, column)
        : picture
          ? createPortal(<div className="chat-in-picture">{over}</div>, picture)
          : isFramed
            ? panel
            : form}
    </div>
  );
}
