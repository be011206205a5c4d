import { type FormEvent, useEffect, useRef, useState } from 'react';
import { MAX_CHAT_TEXT } from '../../../shared/market/chat/bounds.ts';
import { useMessages } from '../../i18n/language.ts';
import { useIsOver } from '../../screens/buyer/viewer/viewer-stores.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { LineDrawing } from '../../ui/Icon.tsx';
import { part } from '../../ui/part.tsx';
import { useServerTime } from '../../ui/server-time.ts';
import { useAskable, useChat, useChatStore, useOwnSilence } from './chat-context.ts';
import { HEART } from './Hearts.tsx';
import { MutedPlace } from './MutedPlace.tsx';
import { useKeyboardRoom } from './use-keyboard-room.ts';
import { chatWords } from './viewer-words.ts';

/** What it leads to is seldom opened. */
const MoreSheet = part(() => import('./MoreSheet.tsx').then((module) => module.MoreSheet));

const UP = 'M12 20V5m0 0-6 6m6-6 6 6';

/**
 * Where one writes: a line, *Ask about 5*, ♥ and what else there is. In a hand ♥ and the rest give way to *Ask* and *Send*
 * while somebody writes, and come back when the field is left, with the draft kept in it. Enter sends; a pause between two
 * lines is counted down on the button. A draft asks about the item at which it began, and waits unseen while nobody may write;
 * who is muted reads in the field's place until when and why.
 */
export function ChatForm({ isHand = false, onCart }: { isHand?: boolean; onCart?: () => void }) {
  const say = useMessages(chatWords);
  const chat = useChatStore();
  const draft = useChat((state) => state.draft);
  const [isFocused, setFocused] = useState(false);
  const [isOpen, setOpen] = useState(false);
  /** Nothing was typed yet, and it will be a question. */
  const [isAsking, setAsking] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const pinned = useAskable();
  const about = useChat((state) => state.about);
  const askable = about ?? pinned;
  const isOver = useIsOver();
  const writers = useChat((state) => state.writers);
  const isSending = useChat(({ sent }) => sent === 'sending');
  const nextAtMs = useChat((state) => state.nextAtMs);
  const waitS = useServerTime((nowMs) => Math.max(0, Math.ceil((nextAtMs - nowMs) / 1_000)));
  // Whether somebody has ordered before is known to the server.
  const silence = useOwnSilence();
  const mayWrite = writers !== 'off' && !isOver && !silence;
  const text = mayWrite ? draft : '';
  // In a hand a draft that is left takes nothing away: the field shows as much of it as it has room for.
  const isWriting = mayWrite && (isFocused || (text !== '' && !isHand));
  useKeyboardRoom(isHand && mayWrite && isFocused);
  const { setWriting } = chat;
  useEffect(() => setWriting(isWriting), [isWriting, setWriting]);
  useEffect(() => {
    // A field that is shut loses the focus, and no browser says so.
    if (!mayWrite) setFocused(false);
  }, [mayWrite]);

  async function send(about?: number) {
    const typed = text.trim();
    if (typed === '' || waitS > 0 || isSending) return void field.current?.focus();
    if (!(await chat.write(typed, about))) return;
    chat.type('', null);
    setAsking(false);
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    void send(isAsking && askable !== null ? askable : undefined);
  }
  function ask() {
    field.current?.focus();
    if (text.trim() === '') {
      setAsking(true);
      chat.askAbout(askable);
    } else void send(askable ?? undefined);
  }
  return (
    <form
      className={isWriting ? 'chat-form writing' : 'chat-form'}
      onSubmit={submit}
      onBlur={({ currentTarget, relatedTarget }) => {
        // From the field to what sends it one is still writing.
        if (currentTarget.contains(relatedTarget)) return;
        setFocused(false);
        setAsking(false);
        if (text === '') chat.askAbout(null);
      }}
    >
      {silence && !isOver && writers !== 'off' ? (
        <MutedPlace silence={silence} />
      ) : (
        <input
          ref={field}
          className="chat-field"
          aria-label={say.say}
          placeholder={
            isAsking && askable !== null
              ? `${say.ask(askable)}…`
              : isOver
                ? say.over
                : { anyone: say.say, ordered: say.buyersOnly, off: say.hostOnly }[writers]
          }
          value={text}
          maxLength={MAX_CHAT_TEXT}
          disabled={!mayWrite}
          enterKeyHint="send"
          autoComplete="off"
          onChange={({ target }) => {
            chat.type(target.value, pinned);
            if (chat.store.getState().sent !== 'sending') chat.forgetFault();
          }}
          onFocus={() => setFocused(true)}
        />
      )}
      {mayWrite && (!isHand || isWriting) && (
        <>
          {askable !== null && (
            // The field keeps the focus: on a phone the keyboard would go and come back.
            <Button
              look="quiet"
              className="chat-ask figures"
              aria-pressed={isAsking}
              onPointerDown={(event) => event.preventDefault()}
              onClick={ask}
            >
              {say.ask(askable)}
            </Button>
          )}
          <button
            type="submit"
            className="icon-button chat-send figures"
            aria-label={waitS > 0 ? say.again(waitS) : say.send}
            title={waitS > 0 ? say.again(waitS) : say.send}
            aria-disabled={waitS > 0 || text.trim() === '' ? true : undefined}
            aria-busy={isSending || undefined}
            onPointerDown={(event) => event.preventDefault()}
          >
            {waitS > 0 ? waitS : <LineDrawing path={UP} size={20} />}
          </button>
        </>
      )}
      {(!isHand || !isWriting) && (
        <>
          <button
            type="button"
            className="icon-button chat-heart"
            aria-label={say.heart}
            title={say.heart}
            onClick={chat.heart}
          >
            <LineDrawing path={HEART} size={20} />
          </button>
          <IconButton
            icon="more"
            className="chat-more"
            name={say.more}
            onPointerDown={MoreSheet.fetch}
            onClick={() => setOpen(true)}
          />
        </>
      )}
      {isOpen && <MoreSheet onClose={() => setOpen(false)} {...(onCart && { onCart })} />}
    </form>
  );
}
