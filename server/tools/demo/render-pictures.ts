import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { drawingsOf } from './drawings/of-goods.ts';
import { portrait } from './drawings/portraits/portrait.ts';
import { sitters } from './drawings/portraits/sitters.ts';
import { webpOf } from './drawings/studio.ts';
import { marketGoods } from './market/goods.ts';

/**
 * Shows every drawing of the demo, for whoever changes one: `node server/tools/demo/render-pictures.ts <folder>` writes each
 * as a file, and `sheet.png` with all of them side by side. A demo needs none of that: it draws what is asked for.
 */
const LARGE_PX = 900;
const SMALL_PX = 150;
const ACROSS = 12;

const folder = process.argv[2];
if (!folder) throw new Error('usage: node server/tools/demo/render-pictures.ts <folder>');
await mkdir(folder, { recursive: true });
const drawings = [
  ...marketGoods.flatMap((good) =>
    drawingsOf(good).map((svg, place) => ({ name: `${good.sku}-${place + 1}`, svg })),
  ),
  ...Object.entries(sitters).map(([name, sitter]) => ({ name, svg: portrait(name, sitter) })),
];
const tiles: { input: Buffer; left: number; top: number }[] = [];
for (const [place, { name, svg }] of drawings.entries()) {
  await writeFile(join(folder, `${name}.webp`), await webpOf(svg, LARGE_PX));
  const [left, top] = [(place % ACROSS) * SMALL_PX, Math.floor(place / ACROSS) * SMALL_PX];
  tiles.push({ input: await webpOf(svg, SMALL_PX), left, top });
}
const height = Math.ceil(drawings.length / ACROSS) * SMALL_PX;
await sharp({ create: { width: ACROSS * SMALL_PX, height, channels: 3, background: '#ffffff' } })
  .composite(tiles)
  .png()
  .toFile(join(folder, 'sheet.png'));
