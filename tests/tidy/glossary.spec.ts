import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type ReadText, readTexts } from './catalogues.ts';
import { root, sources } from './sources.ts';

/** One row of docs/glossary.md. */
interface Term {
  term: string;
  chinese: string[];
  retired: Record<'en' | 'zh', string[]>;
}

/** Texts that may say a retired word, each with the reason. */
const COMPLAINTS = {
  says: /complaints|投诉电话/i,
  why: 'law asks a shop for a phone for complaints about it; a claim is about an order',
};
const EXCEPTIONS: readonly { path: string; says: RegExp; why: string }[] = [
  { path: 'client/i18n/shop-about.ts', ...COMPLAINTS },
  { path: 'client/i18n/shop-form.ts', ...COMPLAINTS },
  { path: 'server/adapters/payments/sandbox/words.ts', ...COMPLAINTS },
  { path: 'client/screens/buyer/orders/words.ts', ...COMPLAINTS },
];

/** The page's last part is of names in the code: retired-names.spec.ts. */
const [screens = ''] = readFileSync(join(root, 'docs/glossary.md'), 'utf8').split('\n## In the code\n');
const glossary = terms(screens);
const texts = readTexts();
/** Terms of several words, as they stand in a sentence. */
const phrases = glossary.map(({ term }) => term).filter((term) => term.includes(' '));

test('the glossary has a word of either language for each thing, and no word is kept and retired', () => {
  expect(glossary.length).toBeGreaterThan(50);
  expect(texts.filter(({ language }) => language === 'zh').length).toBeGreaterThan(1_500);
  expect(texts.filter(({ language }) => language === 'en').length).toBeGreaterThan(1_500);
  for (const { term, chinese } of glossary) expect(chinese, term).not.toEqual([]);
  const names = glossary.map(({ term }) => term);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  const kept = new Set([...names, ...glossary.flatMap(({ chinese }) => chinese)]);
  const retired = glossary.flatMap((each) => [...each.retired.en, ...each.retired.zh]);
  expect(retired.filter((word) => kept.has(word))).toEqual([]);
});

test('no screen, paper or page says a retired word', () => {
  expect(texts.flatMap((read) => retiredIn(read))).toEqual([]);
  expect(EXCEPTIONS.filter(({ path, says }) => !texts.some((read) => isOf(read, path, says)))).toEqual([]);
});

test('a text that is a term in English is that term in Chinese too', async () => {
  const found = (await pairs()).flatMap(({ path, en, zh }) => {
    const term = glossary.find(({ term: name }) => [name, `${name}s`].includes(en.toLowerCase()));
    return !term || term.chinese.some((word) => zh.includes(word))
      ? []
      : [`${path}: “${en}” is ${term.chinese.join(' or ')}, not ${zh}`];
  });
  expect(found).toEqual([]);
});

test.each<[ReadText['language'], string, string]>([
  ['en', 'Your Basket is empty.', 'basket'],
  ['en', '… goods left', 'goods'],
  ['zh', '回看这一场', '回看'],
])('a retired word is found, however it is written: %s %s', (language, text, word) => {
  expect(retiredIn({ path: 'client/here.ts', line: 7, language, text })).toEqual([
    expect.stringContaining(`client/here.ts:7: “${word}” is retired`),
  ]);
  expect(
    retiredIn({ path: 'client/here.ts', line: 7, language: 'en', text: 'Goodness, a floored set.' }),
  ).toEqual([]);
});

/** What is wrong with a text, as lines that say where and what to say instead. */
function retiredIn(read: ReadText): string[] {
  if (EXCEPTIONS.some(({ path, says }) => isOf(read, path, says))) return [];
  return glossary.flatMap(({ term, chinese, retired }) =>
    retired[read.language]
      .filter((word) => says(read, word))
      .map((word) => {
        const better = read.language === 'en' ? term : chinese.join(' or ');
        return `${read.path}:${read.line}: “${word}” is retired, say ${better}: ${read.text}`;
      }),
  );
}

function says({ language, text }: ReadText, word: string): boolean {
  if (language === 'zh') return text.includes(word);
  // A retired word inside a kept one is none: “the floor” in “the floor price”.
  const rest = phrases.reduce((left, phrase) => left.replaceAll(phrase, ' '), text.toLowerCase());
  return new RegExp(`(?<![\\w-])${word.toLowerCase()}s?(?![\\w-])`).test(rest);
}

function isOf(read: ReadText, path: string, says: RegExp): boolean {
  return read.path === path && says.test(read.text);
}

function terms(page: string): Term[] {
  const rows = page.split('\n').filter((line) => line.startsWith('| ') && !/^\| (?:term|-)/.test(line));
  return rows.map((row) => {
    const [term, chinese, , , not, notChinese] = row
      .split('|')
      .slice(1)
      .map((cell) => cell.trim());
    const words = (cell = '') => cell.split(', ').filter((word) => word !== '');
    return { term: term!, chinese: words(chinese), retired: { en: words(not), zh: words(notChinese) } };
  });
}

interface Pair {
  path: string;
  en: string;
  zh: string;
}

/** Texts at the same place of both languages of a catalogue. */
async function pairs(): Promise<Pair[]> {
  const files = sources('client').filter(
    ({ path, text }) =>
      path.endsWith('.ts') && path !== 'client/i18n/language.ts' && /\bcatalogue[<(]/.test(text),
  );
  const found: Pair[] = [];
  for (const { path } of files) {
    for (const held of Object.values(await import(join(root, path)))) {
      if (typeof held === 'object' && held !== null && 'en' in held && 'zh-CN' in held) {
        walk(path, held.en, held['zh-CN'], found);
      }
    }
  }
  return found;
}

function walk(path: string, en: unknown, zh: unknown, into: Pair[]): void {
  if (typeof en === 'string' && typeof zh === 'string') into.push({ path, en, zh });
  if (typeof en !== 'object' || typeof zh !== 'object' || en === null || zh === null) return;
  for (const [key, part] of Object.entries(en)) walk(path, part, (zh as Record<string, unknown>)[key], into);
}
