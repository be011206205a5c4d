import { useMessages } from '../../i18n/language.ts';
import { Button } from '../../ui/Button.tsx';
import { AskShop } from './AskShop.tsx';
import { useAskable, useChat, useChatReason, useChatStore } from './chat-context.ts';
import { chatWords } from './viewer-words.ts';

/** What became of the viewer's own line, or that not everybody sees each of many; null most of the time. */
export function useStatusWords(): string | null {
  const say = useMessages(chatWords);
  const reasonOf = useChatReason();
  const fault = useChat((state) => state.fault);
  const sent = useChat((state) => state.sent);
  const isThinned = useChat((state) => state.isThinned);
  const isWriting = useChat((state) => state.isWriting);
  const pinned = useAskable();
  const about = useChat((state) => state.about);
  if (fault) return reasonOf(fault);
  if (sent === 'held') return say.held;
  if (sent === 'asked') return say.asked;
  return isThinned && isWriting ? say.thinned(about ?? pinned) : null;
}

/** That in one sentence. */
export function ChatStatus() {
  const words = useStatusWords();
  const fault = useChat((state) => state.fault);
  return (
    <p className={fault ? 'chat-status fault' : 'chat-status'} role="status" hidden={words === null}>
      {words}
      {fault?.code === 'CHAT_SILENCED' && fault.untilMs === null && <AskShop />}
    </p>
  );
}

/** While another item is pinned than the one that a draft asks about: the button that asks about that one. */
export function AskInstead() {
  const say = useMessages(chatWords);
  const chat = useChatStore();
  const pinned = useAskable();
  const about = useChat((state) => state.about);
  const isWriting = useChat((state) => state.isWriting);
  if (!isWriting || about === null || pinned === null || about === pinned) return null;
  return (
    <Button
      look="quiet"
      className="chat-instead figures"
      onPointerDown={(event) => event.preventDefault()}
      onClick={() => chat.askAbout(pinned)}
    >
      {say.instead(pinned)}
    </Button>
  );
}
