import { createPortal } from 'react-dom';
import { useMessages } from '../../i18n/language.ts';
import { Sheet } from '../../ui/Sheet.tsx';
import { ChatForm } from './ChatForm.tsx';
import { ChatHead } from './ChatHead.tsx';
import { ChatLog } from './ChatLog.tsx';
import { AskInstead, ChatStatus } from './ChatStatus.tsx';
import { chatWords } from './viewer-words.ts';

/** The newest fifty lines, to be read, answered and reported. */
export function ChatSheet({ onClose }: { onClose(): void }) {
  const say = useMessages(chatWords);
  return createPortal(
    <Sheet title={say.label} className="chat-sheet" onClose={onClose}>
      <ChatHead isWhole />
      <ChatLog onLeave={onClose} />
      <AskInstead />
      <ChatStatus />
      <ChatForm isHand />
    </Sheet>,
    document.body,
  );
}
