import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

/** Wide enough for a phone's sharp screen at the sizes that pictures are shown in. */
const SIDE = 400;
const QUALITY = 0.78;
const MAX_BYTES = 15_000;

/**
 * Makes the demo's pictures out of their drawings: `node server/tools/demo/render-pictures.ts [browser]`. Done once after a
 * drawing changed; drawings and pictures are both kept, so that a demo needs no browser.
 */
const folder = join(import.meta.dirname, 'pictures');
const browser = await chromium.launch({ executablePath: process.argv[2] ?? '/usr/bin/chromium' });
try {
  const page = await browser.newPage();
  const drawings = (await readdir(folder)).filter((name) => name.endsWith('.svg'));
  for (const name of drawings) {
    const drawing = (await readFile(join(folder, name))).toString('base64');
    const made = Buffer.from(await page.evaluate<string>(paint(drawing)), 'base64');
    if (made.length > MAX_BYTES) throw new Error(`${name} becomes ${made.length} bytes: draw it simpler.`);
    await writeFile(join(folder, name.replace('.svg', '.webp')), made);
  }
} finally {
  await browser.close();
}

/** The browser's part, as text: this side of the house has no document. */
function paint(drawing: string): string {
  return `(async () => {
    const image = new Image(${SIDE}, ${SIDE});
    image.src = 'data:image/svg+xml;base64,${drawing}';
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = ${SIDE};
    canvas.getContext('2d').drawImage(image, 0, 0, ${SIDE}, ${SIDE});
    return canvas.toDataURL('image/webp', ${QUALITY}).split(',')[1];
  })()`;
}
