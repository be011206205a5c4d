import { afterAll, beforeAll, expect, test } from 'vitest';
import { rooms } from '../pictures/all.ts';
import { type Looking, lookAt } from '../pictures/look-at.ts';
import { type Language, languages, openStudio, type Studio } from '../pictures/studio.ts';
import { foreignWords } from '../pictures/words.ts';

/**
 * Some screens of every room, so that the whole test stays short: English by day on the smallest phone, where its words
 * are longest, and Chinese by night on a desk. All screens in all views are looked at by `npm run look`.
 */
const daily = Object.values(rooms)
  .flat()
  .filter(({ isDaily }) => isDaily);
const looks: (Pick<Looking, 'sizes' | 'themes'> & { language: Language })[] = [
  { language: 'en', themes: ['light'], sizes: ['small'] },
  { language: 'zh-CN', themes: ['dark'], sizes: ['desktop'] },
];
/** Pages that are open at a time: while one settles, another is read. */
const LANES = 3;

let studio: Studio;
let foreign: Record<Language, string[]>;

beforeAll(async () => {
  studio = await openStudio(daily.map(({ stage }) => stage));
  foreign = await foreignWords();
}, 300_000);

afterAll(async () => {
  await studio?.close();
});

test('the catalogues were found: both languages have words of their own', () => {
  expect(foreign.en).toContain('我的订单');
  expect(foreign['zh-CN']).toContain('My orders');
});

test.each(languages)('the review of a full evening is printed on one page: %s', async (language) => {
  const review = rooms.analyst!.find(({ name }) => name === 'insights-full')!;
  const faults: string[] = [];
  const page = await studio.open(review, language, 'desktop', (fault) => faults.push(fault));
  await page.locator('.chart canvas').waitFor();
  // With the first move of a hand comes what paper shows beside the tab that is open.
  await page.mouse.move(300, 300);
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await page.locator('.review-paper .acts li').first().waitFor({ state: 'attached' });
  const printed = (await page.pdf({ format: 'A4', preferCSSPageSize: true })).toString('latin1');
  await page.context().close();
  expect(printed.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
  expect(faults).toEqual([]);
});

test('no tab of a long evening is higher than two screens, in a hand neither', async () => {
  const tabs = rooms.analyst!.filter(({ name, path }) => name === 'insights-full' || path.includes('&tab='));
  const tooHigh: Record<string, number> = {};
  for (const tab of tabs) {
    const page = await studio.open(tab, 'en', 'desktop', () => {});
    for (const size of [null, { width: 390, height: 844 }]) {
      if (size) await page.setViewportSize(size);
      const screens = await page.evaluate(() => document.documentElement.scrollHeight / innerHeight);
      if (screens > 2) tooHigh[`${tab.name} ${size?.width ?? ''}`] = screens;
    }
    await page.context().close();
  }
  expect(tabs.length).toBeGreaterThan(7);
  expect(tooHigh).toEqual({});
});

test.each(looks)(
  'no screen is too wide, too small, too pale or in the wrong words: $language',
  async ({ language, themes, sizes }) => {
    expect(daily.length).toBeGreaterThan(10);
    const waiting = [...daily];
    const faults: string[] = [];
    const lane = async () => {
      for (let screen = waiting.shift(); screen; screen = waiting.shift()) {
        const looking = { themes, sizes, foreign, rules: ['color-contrast'] };
        faults.push(...(await lookAt(studio, screen, language, looking)));
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    expect(faults, faults.slice(0, 5).join('; ')).toEqual([]);
  },
  600_000,
);
