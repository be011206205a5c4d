import { act, render, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { setLanguage, useMessages, wordsApart, wordsCome } from '../../client/i18n/language.ts';
import { loadChunk } from '../../client/ui/load-chunk.ts';

/** Of tests that are over all words come, since the page asks for those of every part that it has. */
const over: (() => void)[] = [];
afterEach(() => {
  for (const end of over.splice(0)) end();
  act(() => setLanguage('en'));
});

/** Words whose files come when a test says so. */
function someWords(cart: { en: string; 'zh-CN': string }) {
  const asked: string[] = [];
  const coming: Record<string, { arrive(): void; fail(): void }> = {};
  let isOver = false;
  over.push(() => {
    isOver = true;
    for (const each of Object.values(coming)) each.arrive();
  });
  const file = (language: 'en' | 'zh-CN') => async () => {
    asked.push(language);
    await new Promise<void>((resolve, reject) => {
      if (isOver) resolve();
      coming[language] = { arrive: resolve, fail: () => reject(new Error('no network')) };
    });
    return { cart: cart[language] };
  };
  return { words: wordsApart({ en: file('en'), 'zh-CN': file('zh-CN') }), asked, coming };
}

/** What a screen shows of such words. */
function Said({ words }: { words: ReturnType<typeof someWords>['words'] }) {
  return <p>{useMessages(words).cart}</p>;
}

test('a part of the page is shown once its words have come, and only those of its language are asked for', async () => {
  const { words, asked, coming } = someWords({ en: 'Cart', 'zh-CN': '购物车' });
  expect(() => words.en).toThrow('Words that have not come: en');
  const loaded = loadChunk(async () => 'the chunk');
  let isLoaded = false;
  void loaded.then(() => {
    isLoaded = true;
  });
  await expect.poll(() => asked).toEqual(['en']);
  expect(isLoaded).toBe(false);
  coming.en!.arrive();
  expect(await loaded).toBe('the chunk');
  expect(words.en).toEqual({ cart: 'Cart' });
  expect(asked).toEqual(['en']);
});

test('another language is shown as soon as all its words are there, and not before', async () => {
  const { words, coming } = someWords({ en: 'Cart', 'zh-CN': '购物车' });
  const come = wordsCome();
  coming.en!.arrive();
  await come;
  render(<Said words={words} />);
  act(() => setLanguage('zh-CN'));
  expect(screen.getByText('Cart')).toBeInTheDocument();
  expect(document.documentElement.lang).toBe('en');
  await act(async () => coming['zh-CN']!.arrive());
  expect(await screen.findByText('购物车')).toBeInTheDocument();
  expect(document.documentElement.lang).toBe('zh-CN');
});

test('words that do not come leave the language as it is, and a later tap asks for them again', async () => {
  const { words, asked, coming } = someWords({ en: 'Cart', 'zh-CN': '购物车' });
  const come = wordsCome();
  coming.en!.arrive();
  await come;
  render(<Said words={words} />);
  act(() => setLanguage('zh-CN'));
  await act(async () => coming['zh-CN']!.fail());
  expect(screen.getByText('Cart')).toBeInTheDocument();
  // What comes of the page meanwhile asks for no language that is not shown.
  await wordsCome();
  expect(asked.filter((language) => language === 'zh-CN')).toHaveLength(1);
  act(() => setLanguage('zh-CN'));
  expect(asked.filter((language) => language === 'zh-CN')).toHaveLength(2);
});
