import { useMessages } from '../../i18n/language.ts';
import { useAskable, useChat, useChatReason } from './chat-context.ts';
import { chatWords } from './viewer-words.ts';

/** What became of the viewer's own line, or that not everybody sees each of many; one sentence, and none most of the time. */
export function ChatStatus() {
  const say = useMessages(chatWords);
  const reasonOf = useChatReason();
  const fault = useChat((state) => state.fault);
  const sent = useChat((state) => state.sent);
  const isThinned = useChat((state) => state.isThinned);
  const isWriting = useChat((state) => state.isWriting);
  const askable = useAskable();
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
    <p className={fault ? 'chat-status fault' : 'chat-status'} role="status" hidden={words === null}>
      {words}
    </p>
  );
}
