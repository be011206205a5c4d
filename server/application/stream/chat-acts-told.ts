import { type ChatAct, chatActs, isChatAct } from '../../../shared/contract/chat-acts.ts';
import type { ChatSettings } from '../../../shared/market/chat/contract.ts';
import type { ChatFact } from '../../chat/facts.ts';
import { emptyChat } from '../../chat/state.ts';
import type { ActTold } from './activity-told.ts';

type Values = NonNullable<ActTold['whole']>['values'];
type Teller<T extends ChatAct> = (fact: Extract<ChatFact, { type: T }>) => ActTold;

const nothing = (): ActTold => ({});
const item = ({ item: itemNumber }: { item?: number }): ActTold =>
  itemNumber === undefined ? {} : { itemNumber };

/** Lists are told by their length: a listed word is not for everybody who reads what was done. */
function settingsTold({ writers, keptDays, words, wordsDo, answers }: ChatSettings) {
  return {
    ...{ chatWriters: writers, keptDays, listedWords: words.length, listedDo: wordsDo },
    readyAnswers: answers.length,
  };
}

/** Acts in a chat (N5, N6). No text is told and nobody's name: a line may be deleted, and its writer is not known. */
const tellers: { [T in ChatAct]: Teller<T> } = {
  chat_line_taken: nothing,
  chat_line_restored: nothing,
  chat_writer_silenced: ({ reason, isForAll, untilMs }) => ({
    changes: [
      { field: 'muteReason', from: null, to: reason },
      ...(untilMs === null ? [] : [{ field: 'mutedMs' as const, from: null, to: untilMs }]),
      ...(isForAll ? [{ field: 'allStreams' as const, from: null, to: true }] : []),
    ],
  }),
  chat_writer_heard: nothing,
  chat_line_pinned: ({ line }) => ({ whole: { about: 'pinned', values: { pinnedLine: line !== null } } }),
  chat_notice_set: ({ textId }) => ({
    whole: { about: 'notice', values: { announcement: textId !== null } },
  }),
  chat_set: ({ settings }) => ({ whole: { about: 'settings', values: settingsTold(settings) } }),
  chat_question_made: item,
  chat_question_answered: item,
  chat_question_dismissed: nothing,
};

/** What a chat has before anybody sets anything. */
export const chatAtFirst: ReadonlyMap<string, Values> = new Map<string, Values>([
  ['settings', settingsTold(emptyChat('').settings)],
  ['pinned', { pinnedLine: false }],
  ['notice', { announcement: false }],
]);

export const chatActTypes: readonly string[] = chatActs;
/** Those that say something whole, as those of a stream's log. */
export const wholeChatActs: readonly string[] = ['chat_line_pinned', 'chat_notice_set', 'chat_set'];

/** What an act in a chat changed, as far as its fact alone says so. @param atMs when it was done */
export function chatActTold(fact: ChatFact, atMs: number): ActTold {
  const tell = isChatAct(fact.type) ? (tellers[fact.type] as (each: never) => ActTold) : nothing;
  const told: ActTold = tell(fact as never);
  // A mute is told by how long it was meant to be.
  const changes = told.changes?.map((each) =>
    each.field === 'mutedMs' ? { ...each, to: Number(each.to) - atMs } : each,
  );
  return changes ? { ...told, changes } : told;
}
