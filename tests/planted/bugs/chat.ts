import type { PlantedBug } from '../planted-bug.ts';

const CHAT = 'tests/chat/sqlite.spec.ts';
const RULES = 'tests/rules/chat.spec.ts';
const NODES = 'tests/chat/postgres.spec.ts';
const ORDERS_OF_AWAITS = 'tests/interleavings/chat.spec.ts';

/** The chat of a stream, and the care for it. */
export const chatBugs: readonly PlantedBug[] = [
  {
    id: 'chat-names-its-writer',
    breaks: 'N1',
    what: 'The log of a chat says which buyer wrote a line.',
    text: 'const tag = secrets.chatTag(key, id);',
    instead: 'const tag = id;',
    caughtBy: [CHAT],
  },
  {
    id: 'chat-writes-in-the-clear',
    breaks: 'N1',
    what: 'What was written lies unsealed in the store.',
    text: '...this.#deps.secrets.sealText(Buffer.from(JSON.stringify(written))) };',
    instead: "key: '-'.repeat(43), sealed: JSON.stringify(written) };",
    caughtBy: [CHAT],
  },
  {
    id: 'chat-for-anyone',
    breaks: 'N2',
    what: 'In mainland China anyone writes before an operator confirmed that the shop verifies who does.',
    text: "return writers === 'anyone' && !mayAnyone ? 'ordered' : writers;",
    instead: "return writers === 'off' && !mayAnyone ? 'off' : writers;",
    caughtBy: [RULES],
  },
  {
    id: 'chat-without-pace',
    breaks: 'N2',
    what: 'One person may write as often as they like.',
    text: 'if (waitMs > 0) return this.#slow(waitMs);',
    instead: 'void waitMs;',
    caughtBy: [CHAT],
  },
  {
    id: 'chat-without-end',
    breaks: 'N2',
    what: 'A stream takes any number of lines a second.',
    text: "if ((await this.#tries.count('chatLinesOfStream', streamId)) === 0) {",
    instead: "if ((await this.#tries.waitMs('chatLinesOfStream', streamId)) === 0) {",
    caughtBy: [CHAT],
  },
  {
    id: 'chat-sends-each-line',
    breaks: 'N3',
    what: 'However many write, everybody is sent every line.',
    text: '...(!isHeld && isTooMuch(state, atMs) && { isThinned: true as const }),',
    instead: '...(isTooMuch(state, atMs) && !isHeld && {}),',
    caughtBy: [RULES],
  },
  {
    id: 'chat-spares-nobody',
    breaks: 'N3',
    what: 'Who wants little data is sent every line all the same.',
    text: 'void socket.join((wantsLittleChat ? littleChatRoom : chatRoom)(streamId));',
    instead: 'void socket.join((wantsLittleChat ? chatRoom : chatRoom)(streamId));',
    caughtBy: [CHAT],
  },
  {
    id: 'chat-keeps-what-was-deleted',
    breaks: 'N5',
    what: 'A deleted line is hidden, and its text stays.',
    text: "return [{ type: 'chat_line_destroyed', line, textIds: [due.textId, ...kept] }];",
    instead: "return [{ type: 'chat_line_destroyed', line, textIds: kept }];",
    caughtBy: [RULES],
  },
  {
    id: 'chat-shows-held-lines',
    breaks: 'N5',
    what: 'A line with a word of the list is shown before anybody looked at it.',
    text: 'return !isHeld && !isTaken && !isThinned;',
    instead: 'return (isHeld ?? true) && !isTaken && !isThinned;',
    caughtBy: [RULES],
  },
  {
    id: 'chat-silences-nobody',
    breaks: 'N5',
    what: 'Whoever was silenced goes on.',
    text: 'const silenced = whySilenced(state, all, atMs);',
    instead: 'const silenced = whySilenced(state, all.slice(all.length), atMs);',
    caughtBy: [RULES],
  },
  {
    id: 'chat-care-for-everybody',
    breaks: 'N5',
    what: 'Every assistant of a stream cares for its chat.',
    text: "if (!mayDo(rights, 'chat')) return",
    instead: "if (!mayDo(rights, 'any')) return",
    caughtBy: [CHAT],
  },
  {
    id: 'chat-asks-again',
    breaks: 'N6',
    what: 'A question is answered and waits in the queue all the same.',
    text: '  chat_question_answered(state, { line, textId, item, isNow }, { atMs }) {\n    state.questions.delete(line);',
    instead: '  chat_question_answered(state, { line, textId, item, isNow }, { atMs }) {',
    caughtBy: [RULES],
  },
  {
    id: 'chat-answers-for-ever',
    breaks: 'N6',
    what: 'The host is shown as answering a question while another item is pinned.',
    text: 'return !hasMovedOn && nowMs - sinceMs < ANSWERING_MS;',
    instead: 'return nowMs - sinceMs < ANSWERING_MS;',
    caughtBy: ['tests/client/viewer-chat.spec.tsx'],
  },
  {
    id: 'chat-ban-of-one-stream',
    breaks: 'N7',
    what: 'A ban from all chats holds in none of them.',
    text: 'return this.#deps.engines.shop.glance((shop) => chatBanOf(shop, allIds))?.reason ?? null;',
    instead:
      'return this.#deps.engines.shop.glance((shop) => chatBanOf(shop, allIds.slice(99)))?.reason ?? null;',
    caughtBy: [CHAT],
  },
  {
    id: 'chat-of-this-server-alone',
    breaks: 'N1',
    what: 'A server that nobody wrote on shows no line of the others.',
    text: 'const stopAsleep = logs.onGrownAsleep((chatId) => listener(streamOfChat(chatId)));',
    instead: 'const stopAsleep = logs.onGrownAsleep(() => {});',
    caughtBy: [NODES],
  },
  {
    id: 'chat-reads-its-words-too-early',
    breaks: 'N5',
    what: 'A line under way when the list was set is shown with a word of it.',
    text: 'const line = { textId, text: sealed, mark, wordsDo: wordsDo(state) };',
    instead: 'const line = { textId, text: sealed, mark, wordsDo: expected };',
    caughtBy: [ORDERS_OF_AWAITS],
  },
  {
    id: 'chat-answers-without-a-question',
    breaks: 'N6',
    what: 'A question that was made meanwhile is answered without its words.',
    text: 'if (state.questions.get(seq)?.textId !== textId) return refused(',
    instead: 'if (!state.questions.has(seq)) return refused(',
    caughtBy: [ORDERS_OF_AWAITS],
  },
  {
    id: 'chat-remembers-who-wrote',
    breaks: 'N1',
    what: 'A process keeps the key of a stream after its close.',
    text: 'if (stream) this.#taggers.delete(stream);',
    instead: 'void stream;',
    caughtBy: [ORDERS_OF_AWAITS],
  },
  {
    id: 'chat-speaks-as-a-producer',
    breaks: 'N2',
    what: 'A viewer may have the name of a producer.',
    text: '...shop.producers.flatMap(({ producer, producerEn }) => [producer, producerEn]),',
    instead: '...shop.producers.flatMap(() => []),',
    caughtBy: [CHAT],
  },
  {
    id: 'chat-forgets-the-second-answer',
    breaks: 'N2',
    what: 'The answer to words that were written already is not repeated under its key.',
    text: '?? accept([], () => line);',
    instead: '?? { ...accept([], () => line), isUnrecorded: true };',
    caughtBy: [CHAT],
  },
  {
    id: 'chat-keeps-its-words',
    breaks: 'N1',
    what: 'What was written goes with its age alone, whenever its stream was closed.',
    text: 'WHERE s.closed_at_ms IS NOT NULL AND t.kept_ms > 0 AND',
    instead: 'WHERE s.closed_at_ms IS NULL AND t.kept_ms > 0 AND',
    caughtBy: ['tests/audit/chat-texts.spec.ts'],
  },
  {
    id: 'chat-stops-a-sale',
    breaks: 'N1',
    what: 'A question about an item stops its sale.',
    text: 'const mark: LineMark | null = item === null ? null : { asks: true, item };',
    instead: `const mark: LineMark | null = item === null ? null : { asks: true, item };
    if (item !== null) {
      const by = { staffId: 'chat', device: 'chat' };
      const facts = [{ type: 'sale_stopped', itemNumber: item, by }] as never;
      void open.stream.submit({ readAtMs: submission.readAtMs, ids: [], key: null, decide: () => ({ kind: 'accepted', facts, reply: () => null }) });
    }`,
    caughtBy: ['tests/simulation/talk.spec.ts'],
  },
];
