import type { ChatLine } from '../../../shared/market/chat/contract.ts';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import { useChat } from './chat-context.ts';
import { nameIn } from './talker-name.ts';
import { chatWords } from './viewer-words.ts';

/** One line: who, in which part, about what, and what was said. Badges come from the server; the host has no other name. */
export function LineText({ line: [seq, name, text, mark] }: { line: ChatLine }) {
  const say = useMessages(chatWords);
  const language = useLanguage();
  const isOwn = useChat(({ own }) => own.has(seq));
  return (
    <>
      {mark?.by && <b className="chat-badge">{mark.by === 'host' ? say.host : say.staff}</b>}
      {mark?.by !== 'host' && (
        <>
          <bdi className={isOwn ? 'chat-name own' : 'chat-name'}>
            {isOwn ? say.you : nameIn(name, language)}
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
      <bdi>{text}</bdi>
    </>
  );
}
