import { useMessages } from '../../i18n/language.ts';
import { Button } from '../../ui/Button.tsx';
import { AskShop } from './AskShop.tsx';
import { useAskable, useChat, useChatReason, useChatStore } from './chat-context.ts';
import { chatWords } from './viewer-words.ts';

/**
 * What became of the viewer's own line, or that not everybody sees each of many; one sentence, and none most of the time.
 * While another item is pinned than the one that a draft asks about, a button asks about that one.
 */
export function ChatStatus() {
  const say = useMessages(chatWords);
  const reasonOf = useChatReason();
  const fault = useChat((state) => state.fault);
  const sent = useChat((state) => state.sent);
  const isThinned = useChat((state) => state.isThinned);
  const isWriting = useChat((state) => state.isWriting);
  const chat = useChatStore();
  const pinned = useAskable();
  const about = useChat((state) => state.about);
  const askable = about ?? pinned;
  const words = fault
    ? reasonOf(fault)
    : sent === 'held'
      ? say.held
      : sent === 'asked'
        ? say.asked
        : isThinned && isWriting
          ? say.thinned(askable)
          : null;
  return (
    <>
      {isWriting && about !== null && pinned !== null && about !== pinned && (
        <Button
          look="quiet"
          className="chat-instead figures"
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => chat.askAbout(pinned)}
        >
          {say.instead(pinned)}
        </Button>
      )}
      <p className={fault ? 'chat-status fault' : 'chat-status'} role="status" hidden={words === null}>
        {words}
        {fault?.code === 'CHAT_SILENCED' && fault.untilMs === null && <AskShop />}
      </p>
    </>
  );
}
