import { useMessages } from '../../i18n/language.ts';
import { useChat } from './chat-context.ts';
import { LineText } from './LineText.tsx';
import { chatWords } from './viewer-words.ts';

/** Whether something stands above the lines. */
export const useHasHead = () =>
  useChat(({ answering, notice, pinned }) => answering !== null || notice !== null || pinned !== null);

/** Above the lines: the question that the host answers right now, else what the house announces, else the pinned line. */
export function ChatHead() {
  const say = useMessages(chatWords);
  const answering = useChat((state) => state.answering);
  const notice = useChat((state) => state.notice);
  const pinned = useChat((state) => state.pinned);
  if (answering)
    return (
      <p className="chat-line chat-head">
        <b className="chat-badge">{say.answering}</b>
        <bdi>{answering.question}</bdi>
      </p>
    );
  if (notice !== null)
    return (
      <p className="chat-line chat-head">
        <b className="chat-badge">{say.notice}</b>
        <bdi>{notice}</bdi>
      </p>
    );
  if (!pinned) return null;
  return (
    <p className="chat-line chat-head">
      <b className="chat-badge">{say.pinned}</b>
      <LineText line={pinned} />
    </p>
  );
}
