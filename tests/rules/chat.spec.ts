import { describe, expect, test } from 'vitest';
import { questionCounts } from '../../server/application/chat/views.ts';
import {
  hearWriter,
  pinLine,
  restoreLine,
  setChat,
  silenceWriter,
  takeLine,
} from '../../server/chat/care.ts';
import { chatRules } from '../../server/chat/chat.ts';
import type { ChatFact, WrittenText } from '../../server/chat/facts.ts';
import { answerQuestion, dismissQuestion, makeQuestion } from '../../server/chat/questions.ts';
import { type ChatState, MAX_REPORTS, newestLines } from '../../server/chat/state.ts';
import {
  type ChatDecision,
  reportLine,
  sayLine,
  whyNotWrite,
  whySilenced,
  writeLine,
} from '../../server/chat/write.ts';
import {
  CARE_UNDO_MS,
  CHAT_LINES_KEPT,
  CHAT_OPEN_DAYS,
  MAX_HELD_LINES,
  MAX_OPEN_QUESTIONS,
  MAX_SILENCED,
} from '../../shared/market/chat/bounds.ts';
import { DAY, MINUTE, SECOND } from '../../shared/values/time.ts';

/** Somebody who has ordered nothing, where anyone may write. */
const STANDING = { hasOrdered: false, mayAnyone: true };
const by = { staffId: 'host', device: 'laptop' };
const text: WrittenText = { kind: 'chat_line', streamId: 's', buyerId: 'b', key: 'k', sealed: 's' };

/** A chat on a clock of its own; each act is decided and folded, as the log does it. */
class Chat {
  state: ChatState = chatRules.empty('chat:s');
  nowMs = 1_000_000;
  readonly facts: ChatFact[] = [];

  does<Reply>(decide: (state: ChatState, at: { atMs: number }) => ChatDecision<Reply>): Reply | string {
    this.sweeps();
    const before = chatRules.writeState(this.state);
    const decision = decide(this.state, { atMs: this.nowMs });
    expect(chatRules.writeState(this.state)).toBe(before);
    if (decision.kind === 'parked') throw new Error('Nothing of a chat is parked.');
    if (decision.kind !== 'accepted') return decision.refusal.code;
    for (const fact of decision.facts) this.folds(fact);
    return decision.reply(this.state, this.state.seq);
  }

  /** What is due comes first (T6). */
  sweeps(): void {
    for (const due of chatRules.allDeadlines(this.state).filter(({ dueAtMs }) => dueAtMs <= this.nowMs)) {
      const once = new Set<string>();
      for (const fact of chatRules.decideDeadline(this.state, due, { ids: { next: () => '' }, once })) {
        this.folds(fact);
      }
    }
  }

  writes(who = 'ana', more: { isHeld?: boolean; item?: number } = {}): number {
    const line = {
      textId: `text-${this.state.seq + 1}`,
      text: { ...text },
      mark: more.item === undefined ? null : { asks: true, item: more.item },
      wordsDo: more.isHeld ? ('hold' as const) : null,
    };
    const writer = { who, all: [who, `${who}’s phone`], device: `${who}’s phone` };
    const told = this.does((state, at) => writeLine(state, line, writer, STANDING, at));
    if (typeof told === 'string') throw new Error(told);
    return told.seq;
  }

  passes(ms: number): void {
    this.nowMs += ms;
  }

  get shown(): number[] {
    return newestLines(this.state).map(({ line }) => line);
  }

  private folds(fact: ChatFact): void {
    this.facts.push(fact);
    chatRules.apply(this.state, fact, { seq: this.state.seq + 1, atMs: this.nowMs });
  }
}
const named = (line: number, who = 'ana') => ({
  line,
  textId: `text-${line}`,
  who,
  device: `${who}’s phone`,
});

describe('lines', () => {
  test('[N3] below two lines a second all are sent; above, about one a second', () => {
    const calm = new Chat();
    for (let n = 0; n < 40; n += 1) {
      calm.writes(`p${n}`);
      calm.passes(SECOND);
    }
    expect(calm.shown).toHaveLength(40);
    const crowd = new Chat();
    for (let n = 0; n < 300; n += 1) {
      crowd.writes(`p${n}`);
      crowd.passes(SECOND / 10);
    }
    const sent = crowd.facts.filter((fact) => fact.type === 'chat_line_written' && !fact.isThinned).length;
    expect(sent).toBeGreaterThanOrEqual(30);
    expect(sent).toBeLessThanOrEqual(50);
    crowd.passes(20 * SECOND);
    const late = crowd.writes('late');
    expect(crowd.shown).toContain(late);
  });

  test('[N3] the house is never left out, and the newest fifty are those of everybody', () => {
    const chat = new Chat();
    for (let n = 0; n < 100; n += 1) chat.writes(`p${n}`);
    const said = chat.does(() => sayLine({ textId: 't', text, mark: { by: 'host' } }, by));
    expect(chat.shown.at(-1)).toBe((said as { seq: number }).seq);
    for (let n = 0; n < 100; n += 1) {
      chat.passes(SECOND);
      chat.writes(`q${n}`);
    }
    expect(chat.shown).toHaveLength(CHAT_LINES_KEPT);
  });

  test('[N2] where chat is off, or for those who ordered, nobody else writes', () => {
    const chat = new Chat();
    chat.state.settings = { ...chat.state.settings, writers: 'off' };
    expect(() => chat.writes()).toThrow('CHAT_OFF');
    chat.state.settings = { ...chat.state.settings, writers: 'ordered' };
    expect(() => chat.writes()).toThrow('CHAT_OFF');
  });

  test('[N2] where law asks for identities that nobody confirmed, who has ordered writes, and anyone cannot be set', () => {
    const chat = new Chat();
    const refused = { code: 'CHAT_OFF', why: 'ordered' };
    const why = (hasOrdered: boolean) =>
      whyNotWrite(chat.state, ['ana'], { hasOrdered, mayAnyone: false }, chat.nowMs);
    expect([why(false), why(true)]).toEqual([refused, null]);
    const { settings } = chat.state;
    expect(chat.does((_state, at) => setChat(settings, false, { ...at, by }))).toBe('CHAT_UNCONFIRMED');
    expect(chat.does((_state, at) => setChat({ ...settings, writers: 'off' }, false, { ...at, by }))).toEqual(
      { seq: 1 },
    );
    expect(chat.does((_state, at) => setChat(settings, true, { ...at, by }))).toEqual({ seq: 2 });
  });

  test('[N6] questions are counted by item: asked, answered and waiting, dismissed ones too', () => {
    const chat = new Chat();
    const [first, second] = [chat.writes('ana', { item: 7 }), chat.writes('ben', { item: 7 })];
    const talk = chat.writes('cai');
    chat.does((state) => makeQuestion(state, { line: talk, item: undefined }, by));
    chat.does((state) => answerQuestion(state, first, { textId: 'a', text }, null, by));
    chat.does((state) => dismissQuestion(state, second, by));
    expect(questionCounts(chat.state)).toEqual([
      { asked: 1, answered: 0, open: 1 },
      { item: 7, asked: 2, answered: 1, open: 0 },
    ]);
  });

  test('[N1] the text of a line comes with its fact, for as long as the stream says; the fact has none of it', () => {
    const chat = new Chat();
    chat.state.settings = { ...chat.state.settings, keptDays: 3 };
    const changes = chatRules.gather(chat.state);
    const line = { textId: 't-1', text, mark: null, wordsDo: null };
    const decided = writeLine(chat.state, line, { who: 'ana', all: ['ana'], device: 'ana' }, STANDING, {
      atMs: chat.nowMs,
    });
    if (decided.kind !== 'accepted') throw new Error('The line was refused.');
    const [fact] = decided.facts;
    expect(JSON.parse(JSON.stringify(fact))).toEqual({
      type: 'chat_line_written',
      textId: 't-1',
      who: 'ana',
    });
    changes.note(chat.state, fact!, { seq: 1, atMs: chat.nowMs });
    const { rows } = changes.effects(chat.state, []);
    const untilMs = chat.nowMs + (3 + CHAT_OPEN_DAYS) * DAY;
    expect(rows.chatTexts).toMatchObject([{ textId: 't-1', buyerId: 'b', keptMs: 3 * DAY, untilMs }]);
    expect(rows.chatTextKeys).toEqual([{ textId: 't-1', key: 'k' }]);
  });
});

describe('care', () => {
  test('[N5] a line is taken at once, restored within five seconds, destroyed after', () => {
    const chat = new Chat();
    const line = chat.writes();
    chat.does((state, at) => takeLine(state, named(line), { ...at, by }));
    expect(chat.shown).toEqual([]);
    expect(chatRules.isOpen(chat.state)).toBe(true);
    chat.does((state, at) => restoreLine(state, line, { ...at, by }));
    expect(chat.shown).toEqual([line]);
    expect(chatRules.isOpen(chat.state)).toBe(false);
    const taken = chat.does((state, at) => takeLine(state, named(line), { ...at, by }));
    const again = chat.does((state, at) => takeLine(state, named(line), { ...at, by }));
    expect(again).toMatchObject({ undoUntilMs: (taken as { undoUntilMs: number }).undoUntilMs });
    chat.passes(CARE_UNDO_MS);
    chat.sweeps();
    expect(chat.facts.at(-1)).toEqual({ type: 'chat_line_destroyed', line, textIds: [`text-${line}`] });
    expect(chat.does((state, at) => restoreLine(state, line, { ...at, by }))).toBe('CHAT_GONE');
    expect(chatRules.isOpen(chat.state)).toBe(false);
  });

  test('[N5] who is silenced by one line writes from no device of theirs, until their time is over', () => {
    const chat = new Chat();
    const line = chat.writes('ana');
    chat.does((_state, at) =>
      silenceWriter(named(line), { minutes: 5, reason: 'spam', scope: 'stream' }, null, { ...at, by }),
    );
    expect(() => chat.writes('ana')).toThrow('CHAT_SILENCED');
    expect(whySilenced(chat.state, ['ben', 'ana’s phone'], chat.nowMs)).not.toBeNull();
    chat.writes('ben');
    chat.passes(5 * MINUTE);
    chat.writes('ana');
    chat.does((_state, at) =>
      silenceWriter(named(line), { minutes: null, reason: 'spam', scope: 'stream' }, null, { ...at, by }),
    );
    chat.passes(30 * DAY);
    expect(() => chat.writes('ana')).toThrow('CHAT_SILENCED');
    chat.does((state, at) => hearWriter(state, 'ana', { ...at, by }));
    chat.writes('ana');
  });

  test('[N5] of several acts against somebody the one that lasts longest says until when', () => {
    const act = { line: 1, reason: 'spam' as const, sinceMs: 1, by };
    const silenced = new Map([
      ['ana', { ...act, untilMs: 5_000 }],
      ['before', { ...act, untilMs: 9_000 }],
      ['ben', { ...act, untilMs: null }],
    ]);
    const untilMs = (...all: string[]) => whySilenced({ silenced }, all, 4_000)?.untilMs;
    expect(untilMs('ana', 'before')).toBe(9_000);
    expect(untilMs('ana', 'before', 'ben')).toBeNull();
    expect(whySilenced({ silenced }, ['ana'], 6_000)).toBeNull();
  });

  test('[N5] nobody silences the house, and a chat remembers the newest of its silenced', () => {
    const chat = new Chat();
    const house = { line: 1, textId: 't', who: '' };
    const act = { minutes: null, reason: 'other', scope: 'stream' } as const;
    expect(chat.does((_state, at) => silenceWriter(house, act, null, { ...at, by }))).toBe('CHAT_GONE');
    for (let n = 0; n <= MAX_SILENCED; n += 1) {
      const fact = {
        type: 'chat_writer_silenced',
        line: 1,
        who: `p${n}`,
        untilMs: null,
        reason: 'spam',
        by,
      } as const;
      chatRules.apply(chat.state, fact, { seq: n + 1, atMs: chat.nowMs });
    }
    expect(chat.state.silenced.size).toBe(MAX_SILENCED);
    expect(chat.state.silenced.has('p0')).toBe(false);
  });

  test('[N5] a held line is on no screen until somebody looked at it; its question waits as long', () => {
    const chat = new Chat();
    const line = chat.writes('ana', { isHeld: true, item: 5 });
    expect([chat.shown, chat.state.questions.size]).toEqual([[], 0]);
    expect(chat.does((state, at) => pinLine(state, line, { ...at, by }))).toBe('CHAT_GONE');
    chat.does((state, at) => restoreLine(state, line, { ...at, by }));
    expect(chat.shown).toEqual([line]);
    expect(chat.state.questions.get(line)).toMatchObject({ item: 5 });
  });

  test('[N5] a report counts once a person, and none of one’s own', () => {
    const chat = new Chat();
    const line = chat.writes('ana');
    for (const who of ['ben', 'ben', 'ana', 'cai']) {
      chat.does((state) => reportLine(state, { line, reason: 'spam' }, { who }));
    }
    expect(chat.state.lines[0]!.reports).toEqual(['ben', 'cai']);
    expect(chat.does((state) => reportLine(state, { line: 99, reason: 'spam' }, { who: 'ben' }))).toBe(
      'CHAT_GONE',
    );
  });
});

describe('questions', () => {
  const kept = { textId: 'kept', text: { ...text, kind: 'chat_kept' as const } };

  test('[N6] asked, answered now or in words, once; taken away with its line', () => {
    const chat = new Chat();
    const asked = chat.writes('ana', { item: 5 });
    const line = chat.writes('ben');
    chat.does((state) => makeQuestion(state, { line, item: 4 }, by));
    expect([...chat.state.questions.keys()]).toEqual([asked, line]);
    chat.does((state) => answerQuestion(state, asked, kept, null, by));
    expect(chat.state.answering?.line).toBe(asked);
    const said = { textId: 'said', text, isHost: true };
    chat.does((state) => answerQuestion(state, line, { ...kept, textId: 'kept-2' }, said, by));
    expect(chat.state.lines.at(-1)?.mark).toEqual({ by: 'host', answers: line, item: 4 });
    // A ready answer may lead elsewhere; what was asked stays where it was asked.
    const other = chat.writes('cai', { item: 4 });
    const elsewhere = { ...said, textId: 'said-2', item: 9 };
    chat.does((state) => answerQuestion(state, other, { ...kept, textId: 'kept-3' }, elsewhere, by));
    expect(chat.state.lines.at(-1)?.mark).toEqual({ by: 'host', answers: other, item: 9 });
    expect(chat.state.answered.pop()).toMatchObject({ line: other, item: 4 });
    expect(chat.does((state) => answerQuestion(state, line, kept, null, by))).toBe('CHAT_GONE');
    expect(chat.state.answered.map(({ textId }) => textId)).toEqual(['kept', 'kept-2']);
    chat.does((state, at) => takeLine(state, named(asked), { ...at, by }));
    expect(chat.state.answering).toBeNull();
    chat.passes(CARE_UNDO_MS);
    chat.sweeps();
    expect(chat.facts.at(-1)).toMatchObject({ textIds: [`text-${asked}`, 'kept'] });
    expect(chat.state.answered.map(({ textId }) => textId)).toEqual(['kept-2']);
  });

  test('[N6] one more than may wait takes the place of the oldest; one may be dismissed', () => {
    const chat = new Chat();
    for (let n = 0; n <= MAX_OPEN_QUESTIONS; n += 1) {
      chat.writes(`p${n}`, { item: 1 });
      chat.passes(SECOND);
    }
    expect(chat.state.questions.size).toBe(MAX_OPEN_QUESTIONS);
    const [oldest] = chat.state.questions.keys();
    expect(oldest).toBe(2);
    chat.does((state) => dismissQuestion(state, 2, by));
    expect(chat.does((state) => dismissQuestion(state, 2, by))).toBe('CHAT_GONE');
  });

  test('a chat is the same after its snapshot', () => {
    const chat = new Chat();
    const line = chat.writes('ana', { item: 5 });
    chat.does((state) => answerQuestion(state, line, kept, null, by));
    const other = chat.writes('ben');
    chat.does((state, at) => takeLine(state, named(other, 'ben'), { ...at, by }));
    chat.does((_state, at) =>
      silenceWriter(named(line), { minutes: 1, reason: 'spam', scope: 'stream' }, null, { ...at, by }),
    );
    const written = chatRules.writeState(chat.state);
    expect(chatRules.writeState(chatRules.readState(written))).toBe(written);
  });
});

describe('what memory holds', () => {
  test('[N3] [N5] in a crowd everybody keeps fifty lines, and what waits for a look waits', () => {
    const chat = new Chat();
    const held = chat.writes('shy', { isHeld: true });
    for (let n = 0; n < 60; n += 1) {
      chat.writes(`early ${n}`);
      chat.passes(SECOND);
    }
    for (let n = 0; n < 30 * 60; n += 1) {
      chat.writes(`p${n}`);
      chat.passes(SECOND / 30);
      expect(chat.shown).toHaveLength(CHAT_LINES_KEPT);
    }
    expect(chat.does((state, at) => restoreLine(state, held, { ...at, by }))).not.toBe('CHAT_GONE');
    for (let n = 0; n < MAX_HELD_LINES + 20; n += 1) chat.writes(`shy ${n}`, { isHeld: true });
    expect(chat.shown).toHaveLength(CHAT_LINES_KEPT);
    expect(chat.state.lines.filter(({ isHeld }) => isHeld)).toHaveLength(MAX_HELD_LINES);
  });

  test('a pinned line is told of alike by who folded all and by who read a snapshot', () => {
    const chat = new Chat();
    const line = chat.writes('ana');
    chat.does((state, at) => pinLine(state, line, { ...at, by }));
    const woken = new Chat();
    woken.state = chatRules.readState(chatRules.writeState(chat.state));
    for (const each of [chat, woken]) {
      each.does((state) => reportLine(state, { line, reason: 'spam' }, { who: 'bo' }));
    }
    expect(chatRules.writeState(woken.state)).toBe(chatRules.writeState(chat.state));
  });

  test('[N5] an undone deletion leaves what was: held, asked and pinned', () => {
    const chat = new Chat();
    const held = chat.writes('shy', { isHeld: true });
    const asked = chat.writes('ana', { item: 5 });
    chat.does((state, at) => pinLine(state, asked, { ...at, by }));
    for (const line of [held, asked]) {
      chat.does((state, at) => takeLine(state, named(line), { ...at, by }));
      chat.does((state, at) => restoreLine(state, line, { ...at, by }));
    }
    expect(chat.shown).toEqual([asked]);
    expect([...chat.state.questions.keys()]).toEqual([asked]);
    expect(chat.state.pinned?.line).toBe(asked);
  });

  test('[N5] what is no line, or is gone for good, is not deleted; a line has twenty reports at most', () => {
    const chat = new Chat();
    const line = chat.writes('ana');
    expect(chat.does((state, at) => takeLine(state, { line: 999, textId: '', who: '' }, { ...at, by }))).toBe(
      'CHAT_GONE',
    );
    for (let n = 0; n < MAX_REPORTS + 5; n += 1) {
      chat.does((state) => reportLine(state, { line, reason: 'spam' }, { who: `p${n}` }));
    }
    expect(chat.facts.filter(({ type }) => type === 'chat_line_reported')).toHaveLength(MAX_REPORTS);
    const held = chat.writes('shy', { isHeld: true });
    expect(chat.does((state) => reportLine(state, { line: held, reason: 'spam' }, { who: 'bo' }))).toBe(
      'CHAT_GONE',
    );
    chat.does((state, at) => takeLine(state, named(line), { ...at, by }));
    chat.passes(CARE_UNDO_MS + 1);
    expect(chat.does((state, at) => takeLine(state, named(line), { ...at, by }))).toBe('CHAT_GONE');
  });

  test('[N6] what was answered is no question again', () => {
    const chat = new Chat();
    const line = chat.writes('ana', { item: 5 });
    const kept = { textId: 'kept', text };
    chat.does((state) => answerQuestion(state, line, kept, null, by));
    expect(chat.does((state) => makeQuestion(state, { line, item: 5 }, by))).toBe('CHAT_GONE');
  });
});
