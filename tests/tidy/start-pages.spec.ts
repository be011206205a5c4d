import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root, sources } from './sources.ts';

const folder = join(root, 'docs/start');
const pages = readdirSync(folder).filter((name) => name.endsWith('.md'));
const textOf = (name: string) => readFileSync(join(folder, name), 'utf8');

/** What is bold on a page and no word of a screen, by its page. */
const said: Record<string, readonly string[]> = {
  'first-stream.md': ['pinned', 'flash sale'],
  'phone.md': ['https'],
  'phone.zh.md': ['https'],
};

test('each page for newcomers is there in both languages, with every picture that it shows', () => {
  expect(
    pages.filter((name) => !name.endsWith('.zh.md')).map((name) => name.replace('.md', '.zh.md')),
  ).toEqual(pages.filter((name) => name.endsWith('.zh.md')));
  for (const name of pages) {
    const shown = [...textOf(name).matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map(([, path]) => path!);
    expect(shown.length).toBeGreaterThan(2);
    expect(shown.filter((path) => !existsSync(join(folder, path)))).toEqual([]);
  }
});

const client = sources('client')
  .map(({ text }) => text)
  .join('\n');
const isOnScreens = (words: string) => client.includes(`'${words}'`);

test('what they tell to tap is called so on the screens', () => {
  for (const name of pages) {
    const named = [...textOf(name).matchAll(/\*\*([^*]+)\*\*/g)].map(([, words]) =>
      words!.replace(/^\+ /, ''),
    );
    expect(named.length).toBeGreaterThan(5);
    const strange = named.filter((words) => !said[name]?.includes(words) && !isOnScreens(words));
    expect([name, strange]).toEqual([name, []]);
  }
});

test('so is what the page of a rented server tells to tap', () => {
  const page = readFileSync(join(root, 'docs/deploy/rented-server.md'), 'utf8');
  const named = [...page.matchAll(/(?<!\w)_([A-Z][^_\n]+)_(?!\w)/g)].map(([, words]) => words!);
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((words) => !isOnScreens(words))).toEqual([]);
});
