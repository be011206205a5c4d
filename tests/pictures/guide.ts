import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { type Demo, openDemo } from '../../server/tools/demo/open-demo.ts';
import { aBrowser } from '../e2e/pages.ts';
import { takeLoop } from './market-loop.ts';
import { broadcast } from './rooms/broadcast.ts';
import { type Size, sizes } from './screens.ts';
import { type Language, languages, openStudio } from './studio.ts';

/** Wide ones are shown smaller than they are. */
const WIDEST_PX = 960;
const QUALITY = 80;
/** So long a page has to become what is waited for: a product in hand may be in a flash sale for a minute. */
const PATIENCE_MS = 90_000;
/** In this time a page has all that comes by itself: its pictures, its chat, a sheet that slides in. */
const SETTLES_MS = 6_000;

interface Still {
  file: string;
  size: Size;
  /** Who looks, and where; a viewer is nobody. */
  as: 'host' | 'packer' | null;
  at(past: Demo['past']): string;
  /** What is done first. */
  act?(page: Page): Promise<unknown>;
}

const live = (past: Demo['past']) => `/console/${past.liveSlug}`;
const tab = (nth: number) => (page: Page) => page.locator('.desk-tabs button').nth(nth).click();

/** What the pages for newcomers show: a screen of the demo, as a reader meets it there. */
const stills: readonly Still[] = [
  {
    ...{ file: 'schedule', size: 'desktop', as: 'host' },
    at: () => '/console',
    act: (page) => page.locator('.streams-foot .button').click(),
  },
  {
    ...{ file: 'add-products', size: 'desktop', as: 'host' },
    at: ({ nextSlug }) => `/console/${nextSlug}`,
    act: (page) => page.locator('.lineup-add').click(),
  },
  { file: 'console', size: 'desktop', as: 'host', at: live },
  {
    ...{ file: 'flash', size: 'desktop', as: 'host', at: live },
    act: async (page) => {
      await page.locator('.flash-now:enabled').click({ timeout: PATIENCE_MS });
      await page.getByRole('dialog').waitFor();
    },
  },
  { file: 'pack', size: 'desktop', as: 'packer', at: ({ lastSlug }) => `/packing/${lastSlug}` },
  { file: 'phone-now', size: 'phone', as: 'host', at: live },
  { file: 'phone-lineup', size: 'phone', as: 'host', at: live, act: tab(0) },
  { file: 'phone-viewer', size: 'phone', as: null, at: ({ liveSlug }) => `/s/${liveSlug}` },
];

/**
 * Takes the pictures of docs/start/ in both languages, in the light set, and the moving one of the README: all from the
 * default demo, but the camera's, whose picture a machine without a camera draws.
 */
export async function takeGuide(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await takeCamera(folder);
  const environment = { MEDIA_WORKERS: '0' };
  const demo = await openDemo({ port: 0, viewers: 60, isDev: false, environment, chromium: null });
  const browser = await aBrowser();
  try {
    await takeLoop(folder, demo, browser);
    for (const language of languages) {
      for (const still of stills) await takeStill(folder, { demo, browser, still, language });
    }
  } finally {
    await browser.close();
    await demo.close();
  }
}

interface Scene {
  demo: Demo;
  browser: Browser;
  still: Still;
  language: Language;
}

async function takeStill(folder: string, { demo, browser, still, language }: Scene): Promise<void> {
  const [width, height] = sizes[still.size];
  const context = await browser.newContext({
    ...{ viewport: { width, height }, locale: language === 'en' ? 'en-GB' : language },
    ...{ hasTouch: still.size === 'phone', colorScheme: 'light', reducedMotion: 'reduce' },
  });
  try {
    const page = await context.newPage();
    const path = still.at(demo.past);
    const door = still.as && `/sign-in/link?to=${path}#${await demo.linkOf(still.as)}`;
    await page.goto(demo.url + (door ?? path));
    await page.waitForURL(({ pathname }) => pathname === path);
    await page.waitForLoadState('networkidle');
    await still.act?.(page);
    await page.waitForTimeout(SETTLES_MS);
    await keep(page, join(folder, fileOf(still.file, language)));
  } finally {
    await context.close();
  }
}

/** The camera is the fake connection's: a browser's own fake shows a test card. */
async function takeCamera(folder: string): Promise<void> {
  const screen = broadcast.find(({ name }) => name === 'broadcast-up');
  if (!screen) throw new Error('No screen shows a broadcast.');
  const studio = await openStudio([screen.stage]);
  try {
    for (const language of languages) {
      const page = await studio.open(screen, language, 'phone', (fault) => {
        throw new Error(`${screen.name}: ${fault}`);
      });
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
      await keep(page, join(folder, fileOf('phone-broadcast', language)));
      await page.context().close();
    }
  } finally {
    await studio.close();
  }
}

const fileOf = (name: string, language: Language) => `${name}-${language === 'en' ? 'en' : 'zh'}.webp`;

async function keep(page: Page, file: string): Promise<void> {
  const taken = await page.screenshot({ fullPage: false });
  const width = Math.min(page.viewportSize()?.width ?? WIDEST_PX, WIDEST_PX);
  await sharp(taken).resize({ width }).webp({ quality: QUALITY }).toFile(file);
}
