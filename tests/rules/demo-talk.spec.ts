import { expect, test } from 'vitest';
import { isTakenName } from '../../server/chat/care/names.ts';
import { chanceOf } from '../../server/tools/demo/market/chance.ts';
import { marketGoods } from '../../server/tools/demo/market/goods.ts';
import { inLanguage } from '../../server/tools/demo/market/talk/in-language.ts';
import { linesEn } from '../../server/tools/demo/market/talk/lines-en.ts';
import { linesZh } from '../../server/tools/demo/market/talk/lines-zh.ts';
import { pickLines } from '../../server/tools/demo/market/talk/pick-line.ts';
import { LISTED } from '../../server/tools/demo/market/talk/run-talk.ts';
import { callName, talks } from '../../server/tools/demo/market/talk/talks.ts';
import { MAX_CHAT_TEXT } from '../../shared/market/chat/bounds.ts';
import { MINUTE } from '../../shared/values/time.ts';

const categories = [...new Set(marketGoods.map(({ category }) => category))];

test.each([
  ['en', linesEn],
  ['zh-CN', linesZh],
] as const)(
  '%s has 240 lines of its own or more, each written once, and questions of every category',
  (language, lines) => {
    const { any, price, left, evening, of, asks } = lines;
    const questions = Object.values(asks).flat();
    const all = [
      ...any,
      ...price,
      ...left,
      ...evening,
      ...Object.values(of).flat(),
      ...questions.map(([q]) => q),
    ];
    expect(all.length).toBeGreaterThanOrEqual(240);
    for (const text of [...all, ...questions.map(([, answer]) => answer)]) {
      expect(text.length).toBeLessThanOrEqual(MAX_CHAT_TEXT / 2);
      // A price is written in either language, a Chinese sentence in one.
      expect(/\p{Script=Han}/u.test(text.replaceAll(/\{\w+\}/g, ''))).toBe(language === 'zh-CN');
    }
    for (const category of categories) {
      expect(of[category]?.length, category).toBeGreaterThanOrEqual(8);
      expect(asks[category]?.length, category).toBe(3);
    }
    for (const name of talks[language].names)
      expect(isTakenName(name, ['Duan Lihua', '段丽华']), name).toBe(false);
  },
);

test.each([
  ['en', linesEn],
  ['zh-CN', linesZh],
] as const)(
  '%s: half an hour of talk, 25 lines and two questions a minute, and none twice within ten minutes',
  (_, lines) => {
    const picker = pickLines(lines, chanceOf(7));
    const saidAtMs = new Map<string, number>();
    let [said, asked] = [0, 0];
    for (let nowMs = 0; nowMs < 30 * MINUTE; nowMs += 2_400) {
      const good = marketGoods[Math.floor(nowMs / 50_000) % 14]!;
      const shown = { category: good.category, name: good.name, price: '¥19.90', left: 12 };
      const isAsking = nowMs % 26_000 < 2_400;
      const text = isAsking ? picker.question(shown, nowMs)?.question : picker.line(shown, nowMs);
      if (!text) continue;
      expect(nowMs - (saidAtMs.get(text) ?? Number.NEGATIVE_INFINITY)).toBeGreaterThanOrEqual(10 * MINUTE);
      saidAtMs.set(text, nowMs);
      if (isAsking) asked += 1;
      else said += 1;
    }
    expect(said / 30).toBeGreaterThanOrEqual(20);
    expect(asked / 30).toBeGreaterThanOrEqual(2);
  },
);

test('what is held is six lines a language, each with a listed word, so that none is said twice in ten minutes', () => {
  for (const { held } of [talks.en, talks['zh-CN']]) {
    expect(new Set(held).size).toBe(6);
    for (const text of held)
      expect(
        LISTED.some((word) => text.includes(word)),
        text,
      ).toBe(true);
  }
  expect(talks.en.held.map(inLanguage('zh-CN'))).toEqual(talks['zh-CN'].held);
});

test('a Chinese line goes on after a price with a sign, which ¥ alone does not set apart', () => {
  const all = [
    linesZh.any,
    linesZh.price,
    linesZh.left,
    linesZh.evening,
    ...Object.values(linesZh.of),
  ].flat();
  expect(all.filter((text) => /\{price\}\p{Script=Han}/u.test(text))).toEqual([]);
});

test('of a stream that is over no question is read twice, however long it was', () => {
  const picker = pickLines(linesEn, chanceOf(5), true);
  const asked = Array.from({ length: 12 }, (_, turn) => {
    const shown = { category: '坚果', name: 'Walnuts', price: '¥19.90', left: 12 };
    return picker.question(shown, turn * 11 * MINUTE)?.question ?? null;
  }).filter((each) => each !== null);
  expect(asked).toHaveLength(linesEn.asks.坚果!.length);
  expect(new Set(asked).size).toBe(asked.length);
});

test.each([
  ['en', 'zh-CN'],
  ['zh-CN', 'en'],
] as const)('what was said in %s reads in %s, an answer with its question', (written, read) => {
  const other = inLanguage(read);
  const { lines, pinned, held, names, ready } = talks[written];
  const isChinese = (text: string) => /\p{Script=Han}/u.test(text);
  const picker = pickLines(lines, chanceOf(11));
  let nowMs = 0;
  for (const good of [...marketGoods, ...marketGoods, ...marketGoods]) {
    nowMs += MINUTE;
    const shown = { category: good.category, price: '¥1,019.90', left: 7 };
    const text = picker.line(
      { ...shown, name: callName(written === 'en' ? good.nameEn : good.name) },
      nowMs,
    )!;
    const told = other(text);
    expect(told).not.toMatch(/\{\w+\}/);
    expect(isChinese(told), `${text} → ${told}`).toBe(read === 'zh-CN');
    for (const amount of ['¥1,019.90', ' 7 '])
      if (told.includes(amount)) expect(text).toContain(amount.trim());
    expect(inLanguage(written)(text)).toBe(text);
  }
  for (const [category, asks] of Object.entries(lines.asks)) {
    const there = new Map(talks[read].lines.asks[category]);
    for (const [question, answer] of asks) expect(there.get(other(question))).toBe(other(answer));
  }
  for (const text of [pinned, ...held, ...ready.map(({ text }) => text)])
    expect(isChinese(other(text))).toBe(read === 'zh-CN');
  expect(names.map(other)).toEqual(talks[read].names);
  for (const own of ['Is it {name}?', '有没有人一起拼单', 'My own words, nobody else’s'])
    expect(other(own)).toBe(own);
});
