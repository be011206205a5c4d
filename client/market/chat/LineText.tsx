import type { ChatLine } from '../../../shared/market/chat/contract.ts';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import { useChat } from './chat-context.ts';
import { nameIn } from './talker-name.ts';
import { chatWords } from './viewer-words.ts';

/** One line: who, in which part, about what, and what was said; an answer with its question, shortened. Badges come from the server; the host has no other name. */
export function LineText({ line: [seq, name, text, mark] }: { line: ChatLine }) {
  const say = useMessages(chatWords);
  const language = useLanguage();
  const isOwn = useChat(({ own }) => own.has(seq));
  const asked = useChat(({ lines }) =>
    mark?.answers === undefined ? undefined : lines.find(([place]) => place === mark.answers)?.[2],
  );
  return (
    <>
      {mark?.by && <b className="chat-badge">{mark.by === 'host' ? say.host : say.staff}</b>}
      {mark?.by !== 'host' && (
        <>
          <bdi className={isOwn ? 'chat-name own' : 'chat-name'}>
            {isOwn ? say.you : nameIn(name, language, mark?.nameEn)}
          </bdi>{' '}
        </>
      )}
      {mark?.asks && mark.item !== undefined && (
        <span className="chat-about figures">{say.asks(mark.item)} </span>
      )}
      {mark?.answers !== undefined && (
        <span className="chat-about figures">
          {mark.item === undefined ? say.answers : say.answersAbout(mark.item)}{' '}
        </span>
      )}
      {asked !== undefined && (
        <>
          <q className="chat-asked">{shortened(asked)}</q>{' '}
        </>
      )}
      <bdi>{text}</bdi>
    </>
  );
}

/** As much of a question as tells which one it was, in characters: Chinese ones say twice as much. */
const ASKED_CHARACTERS = { han: 10, other: 22 };

function shortened(question: string): string {
  const most = /\p{Script=Han}/u.test(question) ? ASKED_CHARACTERS.han : ASKED_CHARACTERS.other;
  const characters = [...question];
  return characters.length <= most ? question : `${characters.slice(0, most).join('').trimEnd()}…`;
}
