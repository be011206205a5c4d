import { useStore } from 'zustand';
import type { Reason } from '../../../shared/contract/answer.ts';
import type { OwnSilence } from '../../../shared/market/chat/contract.ts';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import { usePins, useViewer } from '../../screens/buyer/viewer/viewer-stores.ts';
import { useWorld } from '../../stores/world.ts';
import { sentenceFor } from '../../ui/sentences.ts';
import { useServerTime } from '../../ui/server-time.ts';
import { useWording } from '../../ui/wording.ts';
import { saidBy } from '../sentences.ts';
import { chatSentences } from './chat-sentences.ts';
import { type ChatState, type ChatStore, chatOf } from './chat-store.ts';
import { chatWords } from './viewer-words.ts';

/** The chat of the stream that this page shows. */
export function useChatStore(): ChatStore {
  const { live } = useViewer();
  return chatOf(live, useWorld());
}

export function useChat<T>(select: (state: ChatState) => T): T {
  return useStore(useChatStore().store, select);
}

/** Until when this viewer may not write here, and why, for as long as that counts; null: they may. */
export function useOwnSilence(): OwnSilence | null {
  const silence = useChat((state) => state.silence);
  const isNow = useServerTime(
    (nowMs) => silence !== null && (silence.untilMs === null || nowMs < silence.untilMs),
  );
  return isNow ? silence : null;
}

/** What was pinned last: what a question is about. */
export function useAskable(): number | null {
  const pins = usePins();
  return pins.length === 0
    ? null
    : pins.reduce((best, pin) => (pin.sinceMs > best.sinceMs ? pin : best)).itemNumber;
}

/** Says why a line was not taken. Of what reached nobody it says that alone: nothing was ordered by it. */
export function useChatReason(): (reason: Reason) => string {
  const language = useLanguage();
  const wording = useWording('CNY');
  const say = useMessages(chatWords);
  return (reason) => {
    if (unheard.has(reason.code)) return say.notSent;
    if (reason.code === 'BAD_REQUEST' && reason.field === 'name') return say.badName;
    if (reason.code === 'BAD_REQUEST' && reason.field === 'text') return say.badText;
    return saidBy([chatSentences], reason, language, wording) ?? sentenceFor(reason, language, wording);
  };
}
/** Codes of what reached nobody. */
export const unheard: ReadonlySet<Reason['code']> = new Set(['NO_ANSWER', 'BUSY', 'UNAVAILABLE', 'INTERNAL']);
