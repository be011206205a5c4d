import { expect, test } from 'vitest';
import { moderationOf, textsOfModeration } from '../../server/application/chat/views.ts';
import { cleanText } from '../../server/chat/care/clean-text.ts';
import { fold } from '../../server/chat/care/fold.ts';
import { isTakenName } from '../../server/chat/care/names.ts';
import { sameWords } from '../../server/chat/care/same-words.ts';
import { compileWords } from '../../server/chat/care/words.ts';
import type { ChatFact } from '../../server/chat/facts.ts';
import { applyChatFact } from '../../server/chat/fold.ts';
import { emptyChat } from '../../server/chat/state.ts';
import { moderationChangeOf } from '../../server/gateway/rooms/moderator-chats.ts';
import { CHAT_LINES_KEPT, GIVEN_NAME_WORDS, GIVEN_NAMES } from '../../shared/market/chat/bounds.ts';
import { givenName, NAME_WORDS } from '../../shared/market/chat/given-name.ts';
import { readWordList, tooLongIn, wordsIn } from '../../shared/market/chat/word-list.ts';

const HOUSE = ['Chen Xia', '陈霞', 'Fairday County Shop', '石宝山茶厂', 'Yangcen'];

test('a name is given at once: a word of the market and two digits, in the language of who reads', () => {
  expect(givenName(17, 'en')).toBe('Basket 27');
  expect(givenName(17, 'zh-CN')).toBe('竹篮27');
  expect(givenName(GIVEN_NAMES - 1, 'en')).toMatch(/ 99$/);
  const all = Array.from({ length: GIVEN_NAMES }, (_, given) => givenName(given, 'zh-CN'));
  expect(new Set(all).size).toBe(GIVEN_NAMES);
  for (const name of all) expect(name).toMatch(/^\p{Script=Han}+[1-9]\d$/u);
  for (const at of [0, 1] as const)
    expect(new Set(NAME_WORDS.map((pair) => pair[at])).size).toBe(GIVEN_NAME_WORDS);
});

test.each(['  ｌｉｎ　da ', '爱喝茶的Amy', 'Анна', '小陈', 'Xia99', 'Søren', 'Ðorđe', 'Łukasz'])(
  'may be had: %j',
  (typed) => {
    expect(isTakenName(typed, HOUSE)).toBe(false);
  },
);

test.each([
  'x',
  'a name that is longer than it may be',
  'Lin\u202eda',
  'Lin\u200bda',
  '✓ Linda',
  '99',
  'Lіnda',
  'Ηost',
  'АнναБ',
  '加我13800',
  '一三八零零一',
  'H0ST',
  'h o s t',
  '官 方',
  'Chen-Xia',
  '陳霞',
  'Yаngсеn',
  'Čhɇn Xɨa',
  'ʏaŋǥcen',
  'Øffıcıał',
  'y.a.n.g.c.e.n',
  '石寶山茶廠 2',
  'Basket 27',
  '竹篮27',
])('nobody is called %j', (typed) => {
  expect(isTakenName(typed, HOUSE)).toBe(true);
});

test('[N5] who is muted has the name that they had, once their line is gone', () => {
  const act = { untilMs: null, reason: 'spam' as const, sinceMs: 1, by: { staffId: 's', device: 'd' } };
  const state = {
    ...emptyChat('c'),
    silenced: new Map([
      ['AAAAAAAA', { ...act, line: 1, textId: 'kept' }],
      ['BBBBBBBB', { ...act, line: 2, textId: 'from before' }],
    ]),
  };
  const named = { kept: 'Zoe K', 'from before': '' };
  const lines = (id: string) => (id in named ? { name: named[id as keyof typeof named], text: '' } : null);
  expect(textsOfModeration(state).lines).toEqual(['kept', 'from before']);
  const { silenced } = moderationOf(state, { lines, answers: () => null }, () => undefined, true);
  expect(silenced.map(({ name }) => name)).toEqual(['Zoe K', expect.any(Number)]);
});

test('[N5] an old line that is shown or deleted is told as that, and is gone once there is nothing more to tell', () => {
  const state = emptyChat('c');
  const fact = (seq: number, of: ChatFact) => applyChatFact(state, of, { seq, atMs: 1_000 });
  for (let seq = 1; seq <= 2 + CHAT_LINES_KEPT; seq += 1) {
    const isHeld = seq <= 2;
    fact(seq, {
      ...{ type: 'chat_line_written', textId: `t${seq}`, who: 'AAAAAAAA' },
      ...(isHeld && { isHeld: true as const }),
    });
  }
  const said = { lines: () => ({ name: 'Zoe K', text: 'hello' }), answers: () => null };
  const view = () => moderationOf(state, said, () => undefined, true);
  let before = view();
  const told = (of: ChatFact) => {
    fact(state.seq + 1, of);
    const now = view();
    const { lines = [], gone } = moderationChangeOf(before, now);
    before = now;
    const old = lines.filter(({ seq }) => seq <= 2).map(({ seq, state: is }) => [seq, is]);
    return { old, gone };
  };
  const by = { staffId: 's', device: 'd' };
  const taken = { type: 'chat_line_taken', line: 2, textId: 't2', untilMs: 9_000, by } as const;
  expect(told({ type: 'chat_line_restored', line: 1, by })).toEqual({ old: [], gone: [1] });
  expect(told(taken)).toEqual({ old: [[2, 'deleted']], gone: undefined });
  expect(told({ type: 'chat_line_restored', line: 2, by })).toEqual({ old: [[2, 'held']], gone: undefined });
  expect(told(taken)).toEqual({ old: [[2, 'deleted']], gone: undefined });
  const destroyed: ChatFact = { type: 'chat_line_destroyed', line: 2, textIds: ['t2'] };
  expect(told(destroyed)).toEqual({ old: [], gone: [2] });
  // What only grew old is not gone.
  const written = { type: 'chat_line_written', textId: 'new', who: 'AAAAAAAA' } as const;
  expect(told(written).gone).toBeUndefined();
});

test('a text is one line without what nobody sees; Chinese punctuation keeps its width and emoji stay whole', () => {
  expect(cleanText(' ｇｏｏｄ\n\ttea\u200b!\u202e ')).toBe('good tea!');
  expect(cleanText('好吃，买了！（两份）')).toBe('好吃，买了！（两份）');
  expect(cleanText('👩‍🌾 ❤️ a\u200db')).toBe('👩‍🌾 ❤️ ab');
  expect(cleanText(`e${'\u0323\u0328\u0331'.repeat(9)}`).normalize('NFD').length).toBeLessThanOrEqual(5);
  expect(cleanText('\u200b\u2060\u00ad')).toBe('');
  expect(cleanText('a\ue000b\ue001')).toBe('ab');
});

const isListed = compileWords(['加微信', 'scam', 'resell', '后台', '…']);

test.each([
  '加微信 abc', // as it is listed
  '加·微 ~信', // spacing
  '加微\u200b信', // hidden
  '［加］微信', // width
  '後臺有', // traditional
  'what a SCAM',
  's c a m !',
  'ｓｃａｍ',
  'sсаm', // Cyrillic
  '5CAM',
  's¢am', // signs of money
  'r€se££',
  's.c.á.m',
])('a listed word is found in any disguise: %j', (text) => {
  expect(isListed(text)).toBe(true);
});

test.each(['scamper home', 'miscam', '好吃', 'is it fresh?', '', 'this cam is sharp', '… …'])(
  'no listed word: %j',
  (text) => {
    expect(isListed(text)).toBe(false);
  },
);

test('a list of nothing finds nothing', () => {
  expect(compileWords(['', ' ', '…'])('… anything')).toBe(false);
});

test('one flood is one text, however it is written', () => {
  expect(sameWords('Goooood!!!')).toBe(sameWords('ＧＯＯＤ'));
  expect(sameWords('便宜点 便宜点')).toBe(sameWords('便宜點便宜點～'));
  expect(sameWords('便宜点')).not.toBe(sameWords('便宜'));
  expect(sameWords('❤️❤️')).not.toBe(sameWords('👍'));
});

test('a folded text knows where each of its characters stood', () => {
  expect(fold('ﬁ x')).toEqual({ text: 'fix', from: [0, 0, 2], to: [1, 1, 3] });
});

test('a file of words is read line by line, and between commas', () => {
  expect(readWordList('# ours\r\n加微信，vx\n\n scam, fraud\nvx\n')).toEqual([
    '加微信',
    'vx',
    'scam',
    'fraud',
  ]);
});

test('a word that is too long for a list is left out whole, and counted', () => {
  const long = 'a'.repeat(41);
  const file = `vx\n${long}\n${'b'.repeat(40)}`;
  expect(wordsIn(file)).toContain(long);
  expect(readWordList(file)).toEqual(['vx', 'b'.repeat(40)]);
  expect(tooLongIn(file)).toBe(1);
});
