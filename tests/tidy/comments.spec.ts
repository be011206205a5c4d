import { parseSync } from 'vite';
import { expect, test } from 'vitest';
import { type Source, sources } from './sources.ts';

/** Rooms whose comments name state, noun, bound and reason (docs/style.md, Comments). */
const ROOMS = [
  'server/gateway',
  'server/media',
  'server/event-log',
  'server/peers',
  'server/adapters/peers',
] as const;
/** A longer comment is two, or belongs into a document. */
const MAX_WORDS = 60;
/** Idiom in place of a noun: the thing that is sent, the client, none, a number with its unit. */
const IDIOM = /\b(?:told|whoever|nobody|so (?:many|long|often))\b/gi;

type Text = Pick<Source, 'path' | 'text'>;
const all = sources(...ROOMS);

test(`no doc comment of the rooms has more than ${MAX_WORDS} words`, () => {
  expect(all.length).toBeGreaterThan(250);
  expect(all.flatMap(tooLong)).toEqual([]);
});

test('no comment of the rooms has an idiom in place of the field’s noun', () => {
  expect(all.flatMap(idiomsIn)).toEqual([]);
});

test('a long doc comment is found, and its tags count', () => {
  const words = (count: number) => Array(count).fill('word').join(' ');
  const doc = (count: number) => `/**\n * ${words(count)}\n * @returns word\n */\nconst a = 1;`;
  expect(tooLong({ path: 'a.ts', text: doc(MAX_WORDS - 2) })).toEqual([]);
  expect(tooLong({ path: 'a.ts', text: doc(MAX_WORDS - 1) })).toEqual([`a.ts:1: ${MAX_WORDS + 1} words`]);
  expect(tooLong({ path: 'a.ts', text: `// ${words(MAX_WORDS + 1)}` })).toEqual([]);
});

test.each([
  ['/** What nobody is told. */', ['nobody', 'told']],
  ['// Whoever waits so long.', ['Whoever', 'so long']],
  ['/** The cursor. @param told the cursor that a screen reports; `nobody` decides */', []],
  ["const told = 'nobody'; // so far", []],
])('an idiom is found in comments alone: %s', (text, found) => {
  expect(idiomsIn({ path: 'a.ts', text })).toEqual(found.map((idiom) => `a.ts:1: ${idiom}`));
});

function tooLong({ path, text }: Text): string[] {
  const docs = commentsOf(path, text).filter(({ value }) => value.startsWith('*'));
  return docs.flatMap(({ line, value }) => {
    const words = value.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
    return words > MAX_WORDS ? [`${path}:${line}: ${words} words`] : [];
  });
}

/** Idioms outside of names: a parameter's, and those between backticks. */
function idiomsIn({ path, text }: Text): string[] {
  return commentsOf(path, text).flatMap(({ line, value }) => {
    const prose = value.replace(/@param \S+|`[^`]*`/g, ' ').replace(/\s+\*?\s*/g, ' ');
    return (prose.match(IDIOM) ?? []).map((idiom) => `${path}:${line}: ${idiom}`);
  });
}

function commentsOf(path: string, text: string): { line: number; value: string }[] {
  return parseSync(path, text).comments.map(({ start, value }) => ({
    line: text.slice(0, start).split('\n').length,
    value,
  }));
}
