import type { OwnSilence } from '../../../shared/market/chat/contract.ts';
import { DAY } from '../../../shared/values/time.ts';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import { useServerTime } from '../../ui/server-time.ts';
import { clockTime, dayAndTime } from '../../ui/time-words.ts';
import { useChatStore } from './chat-context.ts';
import { chatWords } from './viewer-words.ts';

/** From then on a time of day alone may be understood as one of today. */
const SAYS_DAY_MS = DAY / 2;

/** In the place of the field, for who may not write: until when and why. A tap says it in whole. */
export function MutedPlace({ silence: { untilMs, reason } }: { silence: OwnSilence }) {
  const say = useMessages(chatWords);
  const language = useLanguage();
  const chat = useChatStore();
  const isSoon = useServerTime((nowMs) => untilMs !== null && untilMs - nowMs < SAYS_DAY_MS);
  const why = say.reasons[reason];
  return (
    <button type="button" className="chat-field chat-muted" onClick={chat.saySilence}>
      <span>
        {untilMs === null
          ? say.banned(why)
          : say.muted((isSoon ? clockTime : dayAndTime)(untilMs, language), why)}
      </span>
    </button>
  );
}
