import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { drawingsOf } from './drawings/of-goods.ts';
import { webpOf } from './drawings/studio.ts';
import { marketGoods } from './market/goods.ts';
import { evenings } from './market/past/calendar.ts';
import { PIECE_MS, recordedPiece } from './market/past/recording.ts';
import { openBackstage } from './scene/backstage.ts';

/**
 * Makes those pieces of the demo's recorded streams that are not there: `node server/tools/demo/render-recording.ts [browser]`.
 * The drawn market is painted picture by picture and cut by ffmpeg. After the drawing changed all are deleted first. A demo
 * needs neither program for it.
 */
const FPS = 10;
/** Sharp where the host holds it up. */
const PICTURE_PX = 400;
const QUALITY = [
  '-c:v',
  'libx264',
  '-preset',
  'veryslow',
  '-profile:v',
  'main',
  '-crf',
  '30',
  '-pix_fmt',
  'yuv420p',
];

const backstage = await openBackstage('http://127.0.0.1:9', { url: 'http://127.0.0.1:9', key: '' }, () => {});
const browser = await chromium.launch({ executablePath: process.argv[2] ?? '/usr/bin/chromium' });
const frames = mkdtempSync(join(tmpdir(), 'fairday-recording-'));
try {
  const page = await browser.newPage();
  await page.goto(backstage.url);
  for (const { itemNumber, sku } of wanted()) {
    const file = recordedPiece(itemNumber, sku);
    if (existsSync(file)) continue;
    const good = marketGoods.find((each) => each.sku === sku);
    if (!good) throw new Error(`${sku} is no product of the market.`);
    const picture = (await webpOf(drawingsOf(good)[0] ?? '', PICTURE_PX)).toString('base64');
    // The card beside it knows the price of each second; a piece is shown at list price and in a flash sale alike.
    const told = JSON.stringify({ itemNumber, name: good.name, price: '' });
    const made = await page.evaluate<string[]>(paint(told, picture));
    for (const [at, frame] of made.entries()) {
      writeFileSync(join(frames, `${String(at).padStart(4, '0')}.png`), Buffer.from(frame, 'base64'));
    }
    await mkdir(join(file, '..'), { recursive: true });
    const input = ['-framerate', String(FPS), '-i', join(frames, '%04d.png')];
    const output = [...QUALITY, '-g', String(made.length), '-f', 'mpegts', file];
    execFileSync('ffmpeg', ['-y', '-loglevel', 'error', ...input, ...output]);
  }
} finally {
  await browser.close();
  await backstage.close();
  rmSync(frames, { recursive: true });
}

/** Each product in its place; what two evenings show in one place is made once. */
function wanted(): { itemNumber: number; sku: string }[] {
  return evenings
    .filter(({ isRecorded }) => isRecorded)
    .flatMap(({ skus }) => skus.map((sku, place) => ({ itemNumber: place + 1, sku })));
}

/** The browser's part, as text: this side of the house has no document. Without the clock, which a loop would turn back. */
function paint(told: string, picture: string): string {
  return `(async () => {
    const { penOn } = await import('/client/scene/pen.js');
    const { createScene } = await import('/client/scene/scene.js');
    const canvas = document.createElement('canvas');
    const pen = penOn(canvas, 1);
    const scene = createScene(1);
    const image = new Image();
    image.src = 'data:image/webp;base64,${picture}';
    await image.decode();
    const table = { ...${told}, picture: image, sinceMs: -60000 };
    const frames = [];
    for (let at = 0; at < ${(PIECE_MS / 1_000) * FPS}; at += 1) {
      scene.paint(pen, at * ${1_000 / FPS}, table, null);
      frames.push(canvas.toDataURL('image/png').split(',')[1]);
    }
    return frames;
  })()`;
}
