import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { rooms } from './all.ts';
import { takeLoop } from './market-loop.ts';
import { type Size, sizes } from './screens.ts';
import { languages, openStudio } from './studio.ts';

/** What the pages for newcomers show, by the name of its file: a screen in a size. */
const pictures: readonly [file: string, screen: string, size: Size][] = [
  ['schedule', 'streams-new', 'desktop'],
  ['add-products', 'console-add', 'desktop'],
  ['console', 'console-live', 'desktop'],
  ['flash', 'console-flash', 'desktop'],
  ['pack', 'desk-to-pack', 'desktop'],
  ['phone-now', 'console-live', 'phone'],
  ['phone-lineup', 'console-lineup', 'phone'],
  ['phone-broadcast', 'broadcast-up', 'phone'],
  ['phone-viewer', 'stall-live', 'phone'],
];
/** Wide ones are shown smaller than they are. */
const WIDEST_PX = 960;
const QUALITY = 80;

/** Takes the pictures of docs/start/ in both languages, in the light set, and the one of the README. */
export async function takeGuide(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const all = Object.values(rooms).flat();
  const shown = pictures.map(([file, name, size]) => {
    const screen = all.find((each) => each.name === name);
    if (!screen) throw new Error(`No screen is called ${name}.`);
    return { file, screen, size };
  });
  const studio = await openStudio(shown.map(({ screen }) => screen.stage));
  try {
    for (const { file, screen, size } of shown) {
      for (const language of languages) {
        const page = await studio.open(screen, language, size, (fault) => {
          throw new Error(`${screen.name}: ${fault}`);
        });
        try {
          await take(page, join(folder, `${file}-${language === 'en' ? 'en' : 'zh'}.webp`), size);
        } finally {
          await page.context().close();
        }
      }
    }
  } finally {
    await studio.close();
  }
  await takeLoop(folder);
}

async function take(page: Page, file: string, size: Size): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  const taken = await page.screenshot({ fullPage: false });
  const width = Math.min(sizes[size][0], WIDEST_PX);
  await sharp(taken).resize({ width }).webp({ quality: QUALITY }).toFile(file);
}
