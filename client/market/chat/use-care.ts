import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { Reason } from '../../../shared/contract/answer.ts';
import { leavesDoubt } from '../../../shared/contract/answer.ts';
import type { ChatModeration, ChatWhole, OpenQuestion } from '../../../shared/market/chat/contract.ts';
import { useMessages } from '../../i18n/language.ts';
import { useConsole, useHost } from '../../screens/staff/console/host-context.ts';
import { useHostSentence } from '../../screens/staff/console/host-sentence.ts';
import { isAnsweredNow } from '../../stores/answering.ts';
import { useWorld } from '../../stores/world.ts';
import { useServerTime } from '../../ui/server-time.ts';
import { type CareState, type CareStore, careOf, longestFirst } from './care-store.ts';
import { careWords } from './care-words.ts';

export function useCareStore(): CareStore {
  const { host } = useConsole();
  return careOf(host, useWorld());
}

export function useCare<T>(select: (state: CareState) => T): T {
  return useStore(useCareStore().store, select);
}

/** A little of the chat as the console has it; null while there is none. */
export function useModeration<T>(select: (chat: ChatModeration) => T): T | null {
  return useHost(({ chat }) => (chat ? select(chat) : null));
}

const none: readonly OpenQuestion[] = [];

/** Questions that wait, in the order in which they are answered; without what was dismissed here. */
export function useOpenQuestions(): readonly OpenQuestion[] {
  const questions = useModeration((chat) => chat.questions) ?? none;
  const dismissed = useCare((state) => state.dismissed);
  return useMemo(
    () => longestFirst(questions.filter(({ seq }) => !dismissed.has(seq))),
    [questions, dismissed],
  );
}

/** The question that the host answers right now (N6): on the console for as long as viewers read it. */
export function useAnsweringHere(): ChatWhole['answering'] {
  const pins = useHost(({ floor }) => floor.pins);
  const isLive = useHost(({ floor }) => floor.status === 'LIVE');
  const answering = useModeration((chat) => chat.answering);
  const isNow = useServerTime((nowMs) => answering !== null && isAnsweredNow(answering, pins, nowMs));
  return isNow && isLive ? answering : null;
}

/** Says why an act of care was refused; of what has no answer, that it may stand. */
export function useCareReason(): (reason: Reason) => string {
  const say = useMessages(careWords);
  const sentence = useHostSentence('CNY');
  return (reason) => (leavesDoubt(reason.code) ? say.notDone : sentence(reason));
}
