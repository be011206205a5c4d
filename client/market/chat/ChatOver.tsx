import { useRef, useState } from 'react';
import { useMessages } from '../../i18n/language.ts';
import { useIsFramed } from '../../screens/buyer/viewer/use-media.ts';
import { ChatHead, useHasHead } from './ChatHead.tsx';
import { ChatSheet } from './ChatSheet.tsx';
import { AskInstead, ChatStatus, useStatusWords } from './ChatStatus.tsx';
import { useChat, useChatStore } from './chat-context.ts';
import { Hearts } from './Hearts.tsx';
import { LineText } from './LineText.tsx';
import { useSwipe } from './use-swipe.ts';
import { chatWords } from './viewer-words.ts';

/** The places of lines: a line that comes gives each its text, and none moves. */
const ROWS = ['first', 'second', 'third'] as const;
const LINES = ROWS.length;

/**
 * On the picture: the newest three lines, the first of them what is pinned, or what became of one's own: no other
 * line moves for either. A tap opens the newest fifty. They are not read out unless somebody wants that: they would talk
 * over the products.
 */
export function ChatOver({ isInFrame = false }: { isInFrame?: boolean }) {
  const say = useMessages(chatWords);
  const chat = useChatStore();
  const place = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);
  const isHidden = useChat((state) => state.isHidden);
  const isAloud = useChat((state) => state.isAloud);
  const all = useChat((state) => state.lines);
  const hasHead = useHasHead();
  // In a frame the lines are the panel's, which shows them where there is room.
  const isElsewhere = useIsFramed() && !isInFrame;
  useSwipe(place, chat);
  const hasStatus = useStatusWords() !== null;
  const lines = all.slice(hasHead || hasStatus ? 1 - LINES : -LINES);
  const isEmpty = !hasHead && !hasStatus && lines.length === 0;
  if (isElsewhere) return null;
  return (
    <div className="chat-over" ref={place}>
      {isHidden ? (
        <>
          <button type="button" className="chat-show" onClick={() => chat.hide(false)}>
            {say.show}
          </button>
          <ChatStatus />
        </>
      ) : (
        <>
          <Hearts />
          <div className={isEmpty ? 'chat-box empty' : 'chat-box'}>
            {!hasStatus && <ChatHead />}
            <ChatStatus />
            <div role="log" aria-label={say.label} aria-live={isAloud ? 'polite' : 'off'}>
              {ROWS.map((row, at) => {
                const line = lines[at];
                return (
                  line && (
                    <p className="chat-line" key={row}>
                      <LineText key={line[0]} line={line} />
                    </p>
                  )
                );
              })}
            </div>
            {!isEmpty && (
              <button
                type="button"
                className="chat-open"
                aria-label={say.open}
                title={say.open}
                onClick={() => setOpen(true)}
              />
            )}
          </div>
        </>
      )}
      <AskInstead />
      {isOpen && <ChatSheet onClose={() => setOpen(false)} />}
    </div>
  );
}
