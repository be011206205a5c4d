import { ChatChangeSet, chatLogOf, streamOfChat } from '../../chat/chat.ts';
import { type ChatState, emptyChat } from '../../chat/state.ts';
import { ShopChangeSet } from '../../shop/shop.ts';
import { refusalAck } from '../ack.ts';
import type { ChatAt, Chats } from '../application.ts';
import type { ApplicationDeps } from '../deps.ts';
import { ChatCare } from './caring.ts';
import { exportedChat } from './export.ts';
import { ChatHouse } from './house.ts';
import { anyoneView, banBuyer, confirmAnyone, setShopWordList, shopWords, unbanBuyer } from './shop-care.ts';
import { silencedBuyers } from './silenced-buyers.ts';
import { hearBuyer, ownSilence, silencesOfBuyer } from './silences.ts';
import { answeredOf, moderationOf, questionCounts, textsOfAll, textsOfModeration, wholeOf } from './views.ts';
import { ChatWriting } from './writing.ts';

export function openChats(
  deps: Pick<
    ApplicationDeps,
    | 'engines'
    | 'store'
    | 'readers'
    | 'directory'
    | 'secrets'
    | 'ids'
    | 'clock'
    | 'countryCode'
    | 'onAlarm'
    | 'shownInChat'
  >,
): Chats {
  const house = new ChatHouse(deps);
  const writing = new ChatWriting(deps, house);
  const care = new ChatCare(deps, house);
  const { logs, texts } = house;

  // What is destroyed goes at once; should that fail, the store finds it by its time.
  logs.onCommitted(({ changeSet }) => {
    const destroyed = changeSet instanceof ChatChangeSet ? changeSet.destroyed : [];
    if (destroyed.length === 0) return;
    texts
      .destroy(destroyed, deps.clock.nowMs())
      .catch((error: unknown) => deps.onAlarm('a text of chat is destroyed later', { error: String(error) }));
  });

  async function read<View>(
    streamId: string,
    look: (state: Readonly<ChatState>, nowMs: number) => Promise<View>,
  ): Promise<ChatAt<View> | null> {
    const chatId = chatLogOf(streamId);
    const log = await logs.find(chatId);
    if (!log) {
      const isThere = await deps.store.head(chatId);
      return isThere ? null : { history: '', seq: 0, view: await look(emptyChat(chatId), 0) };
    }
    const { state, history, seq } = await log.read((now, head) => ({
      state: copyOf(now),
      history: head.history,
      seq: head.seq,
    }));
    return { history, seq, view: await look(state, log.time.nowMs()) };
  }

  return {
    live: (...args) => writing.take(...args),
    async mayBeCalled(streamId, name) {
      const open = await house.open(streamId);
      if ('refusal' in open) return refusalAck(open.refusal);
      return (await house.isTaken(name, open)) ? refusalAck({ code: 'CHAT_NAME' }) : { ok: true };
    },
    console: (...args) => care.take(...args),
    whole: (streamId) =>
      read(streamId, async (state, nowMs) => {
        const ids = textsOfAll(state);
        const found = { lines: await texts.lines(ids.lines), answers: await texts.answers(ids.answers) };
        return wholeOf(state, found, house.mayAnyone(), nowMs);
      }),
    moderation: (streamId) =>
      read(streamId, async (state) => {
        const ids = textsOfModeration(state);
        const found = { lines: await texts.lines(ids.lines), answers: await texts.answers(ids.answers) };
        return moderationOf(state, found, house.suggester(state.settings.answers), house.mayAnyone());
      }),
    async questions(streamId) {
      const at = await read(streamId, async (state) => ({
        counts: questionCounts(state),
        answered: answeredOf(state, await texts.answers(state.answered.map(({ textId }) => textId))),
      }));
      return at?.view ?? { counts: [], answered: [], isAway: true };
    },
    async exported(streamId) {
      const chatId = chatLogOf(streamId);
      const isAway = !(await logs.find(chatId)) && (await deps.store.head(chatId)) !== null;
      return isAway ? null : exportedChat({ store: deps.store, texts }, chatId);
    },
    async answered(streamId) {
      const at = await read(streamId, async (state) =>
        answeredOf(state, await texts.answers(state.answered.map(({ textId }) => textId))),
      );
      return at?.view ?? [];
    },
    words: () => shopWords(deps),
    setWords: (actor, request) => setShopWordList(deps, actor, request),
    anyone: () => anyoneView(deps),
    confirmAnyone: (actor, request) => confirmAnyone(deps, actor, request),
    ban: (actor, request) => banBuyer(deps, actor, request),
    unban: (actor, request) => unbanBuyer(deps, actor, request),
    silences: (allIds) => silencesOfBuyer(deps, house, allIds),
    hear: (actor, request) => hearBuyer(deps, house, actor, request),
    silenced: () => silencedBuyers(deps, house),
    silenceOf: (writer, streamId) => ownSilence(deps, house, writer, streamId),
    onSilenced(listener) {
      const hears = (chatId: string) => listener(streamOfChat(chatId));
      // What was read again says of nothing that it did not change.
      const stops = [
        logs.onCommitted(({ head, changeSet }) => {
          if (!(changeSet instanceof ChatChangeSet) || changeSet.changesWhoWrites) hears(head.logId);
        }),
        logs.onGrownAsleep(hears),
        deps.engines.onShopCommitted(({ changeSet }) => {
          if (!(changeSet instanceof ShopChangeSet) || changeSet.changesWhoWrites) listener(null);
        }),
      ];
      return () => {
        for (const stop of stops) stop();
      };
    },
    onChanged(listener) {
      const stop = logs.onCommitted(({ head }) => listener(streamOfChat(head.logId)));
      // Here nobody has written in it yet: whoever shows it wakes it.
      const stopAsleep = logs.onGrownAsleep((chatId) => listener(streamOfChat(chatId)));
      return () => {
        stop();
        stopAsleep();
      };
    },
  };
}

/** The state as it is read: what is asked of the store meanwhile takes a while. */
function copyOf(state: Readonly<ChatState>): ChatState {
  return {
    ...state,
    lines: [...state.lines],
    questions: new Map(state.questions),
    asked: new Map([...state.asked].map(([item, count]) => [item, { ...count }])),
    silenced: new Map(state.silenced),
    taken: new Map(state.taken),
  };
}
