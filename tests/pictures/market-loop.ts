import { join } from 'node:path';
import type { Browser, Frame, Page } from 'playwright-core';
import sharp from 'sharp';
import type { Demo } from '../../server/tools/demo/open-demo.ts';

/** What is drawn of a second; more would make the file larger than a reader of a README waits for. */
const FRAME_MS = 200;
const WIDTH_PX = 1_080;
const QUALITY = 62;
/** So long the crowd has been at it before anything is filmed. */
const BEFORE_MS = 20_000;

interface Both {
  page: Page;
  console: Frame;
  phone: Frame;
}
type Act = [atMs: number, act: (both: Both) => Promise<unknown>];
/** The pin, and a flash sale that is announced. */
const announced: { longMs: number; acts: readonly Act[] } = {
  longMs: 4_000,
  acts: [
    // Walnuts: of these there are enough for a sale that lasts, whatever was sold before.
    [600, ({ console }) => console.getByRole('button', { name: 'Pin 6', exact: true }).click()],
    [1_800, ({ console }) => console.locator('body').press('f')],
    [2_800, ({ console }) => console.locator('body').press('Enter')],
  ],
};
/** From its start on, after a cut: a viewer takes one, others order. */
const running: typeof announced = {
  longMs: 4_000,
  acts: [
    [600, ({ phone }) => phone.locator('.pinned').getByRole('button', { name: /cart/i }).first().click()],
  ],
};

/**
 * The moving picture of the README, taken from the demo's own first page: the console on the left pins and starts a flash
 * sale, the phone on the right shows it, and the crowd buys.
 */
export async function takeLoop(folder: string, demo: Demo, browser: Browser): Promise<void> {
  const context = await browser.newContext({
    viewport: { width: 1_440, height: 900 },
    ...{ locale: 'en-GB', colorScheme: 'light', reducedMotion: 'no-preference' },
  });
  try {
    const page = await context.newPage();
    await page.goto(demo.links.landing);
    const [console, phone] = [await frameAt(page, '/console/'), await frameAt(page, '/s/')];
    await console.getByRole('button', { name: /^Pin next/ }).waitFor();
    await phone.locator('.pinned h2').first().waitFor();
    await page.waitForTimeout(BEFORE_MS);
    const both = { page, console, phone };
    const frames = await filmed(both, announced);
    await phone
      .getByText(/starts in$/)
      .first()
      .waitFor({ state: 'hidden' });
    frames.push(...(await filmed(both, running)));
    await sharp(frames, { join: { animated: true } })
      .webp({ quality: QUALITY, loop: 0, delay: frames.map(() => FRAME_MS), effort: 6 })
      .toFile(join(folder, 'market-day.webp'));
  } finally {
    await context.close();
  }
}

async function filmed(both: Both, { longMs, acts }: typeof announced): Promise<Buffer[]> {
  const { page } = both;
  const clip = await page.locator('.demo-beside').boundingBox();
  if (!clip) throw new Error('The two pages do not stand beside each other.');
  const frames: Buffer[] = [];
  const beganMs = performance.now();
  let next = 0;
  for (let at = 0; at < longMs; at += FRAME_MS) {
    const act = acts[next];
    if (act && act[0] <= at) {
      next += 1;
      await act[1](both);
    }
    const taken = await page.screenshot({ clip });
    frames.push(await sharp(taken).resize({ width: WIDTH_PX }).toBuffer());
    const restMs = at + FRAME_MS - (performance.now() - beganMs);
    if (restMs > 0) await page.waitForTimeout(restMs);
  }
  return frames;
}

async function frameAt(page: Page, path: string): Promise<Frame> {
  for (let tries = 0; tries < 100; tries += 1) {
    // A frame that was put in a moment ago has no address yet.
    const found = page.frames().find((frame) => URL.parse(frame.url())?.pathname.startsWith(path));
    if (found) return found;
    await page.waitForTimeout(200);
  }
  throw new Error(`No frame shows ${path}.`);
}
