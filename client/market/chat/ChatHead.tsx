import { useMessages } from '../../i18n/language.ts';
import { useCard, usePins } from '../../screens/buyer/viewer/viewer-stores.ts';
import { useChat } from './chat-context.ts';
import { LineText } from './LineText.tsx';
import { useAnswering } from './use-answering.ts';
import { chatWords } from './viewer-words.ts';

/** Whether something stands above the lines. */
export function useHasHead(): boolean {
  const isAnswering = useAnswering() !== null;
  return useChat(({ notice, pinned }) => isAnswering || notice !== null || pinned !== null);
}

/**
 * Above the lines: the question that the host answers right now, else what the house announces, else the pinned line. Where
 * there is room (`isWhole`) all that stands is read.
 */
export function ChatHead({ isWhole = false }: { isWhole?: boolean }) {
  const say = useMessages(chatWords);
  const answering = useAnswering();
  const notice = useChat((state) => state.notice);
  const pinned = useChat((state) => state.pinned);
  const heads = [
    answering && (
      <p className="chat-line chat-head answering" key="answering">
        <b className="chat-badge">{say.answering}</b>
        {answering.item !== undefined && <About itemNumber={answering.item} />}
        <bdi>{answering.question}</bdi>
      </p>
    ),
    notice !== null && (
      <p className="chat-line chat-head" key="notice">
        <b className="chat-badge">{say.notice}</b>
        <bdi>{notice}</bdi>
      </p>
    ),
    pinned && (
      <p className="chat-line chat-head" key="pinned">
        <b className="chat-badge">{say.pinned}</b>
        <LineText line={pinned} />
      </p>
    ),
  ].filter(Boolean);
  return isWhole ? heads : heads[0];
}

/**
 * Which item a question is about; by its name as well while the picture shows another one. In a hand the name is heard, not
 * seen: the row is the question's.
 */
function About({ itemNumber }: { itemNumber: number }) {
  const say = useMessages(chatWords);
  const isShown = usePins().some((pin) => pin.itemNumber === itemNumber);
  const card = useCard(itemNumber);
  return (
    <span className="chat-about figures">
      {say.asks(itemNumber)} {!isShown && card && <bdi>{card.name} </bdi>}
    </span>
  );
}
