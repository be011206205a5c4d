import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { importInto } from '../../server/cli/import.ts';
import { readConfig } from '../../server/config.ts';
import { photosIn } from '../../server/gateway/http/pictures/photo-folder.ts';
import { openMarket } from '../../server/main.ts';
import { marketGoods } from '../../server/tools/demo/market/goods.ts';
import { openPictures } from '../../server/tools/demo/market/pictures.ts';
import { MASTER } from './house.ts';

let folder: string;
let photos: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fairday-photos-'));
  photos = mkdtempSync(join(tmpdir(), 'fairday-photos-'));
});
afterEach(() => {
  for (const each of [folder, photos]) rmSync(each, { recursive: true, force: true });
});

/** A photo as a camera makes it, in a colour of its own. */
async function photo(name: string, red: number): Promise<void> {
  const create = { width: 1_600, height: 1_200, channels: 3, background: { r: red, g: 90, b: 40 } } as const;
  const bytes = await sharp({ create }).jpeg().toBuffer();
  writeFileSync(join(photos, name), bytes);
}

const TABLE = `name,producer,price,units,sku,picture
Red potatoes,Hill farm,29.90,40,POT-5,https://pictures.example/old.jpg
Blue mug,Ma,12.00,25,MUG-1,https://pictures.example/mug.jpg
`;

const config = () =>
  readConfig({
    ...{ NODE_ENV: 'test', PORT: '0', DATA_DIR: folder, AUTH_SECRET: MASTER, LOG_LEVEL: 'silent' },
  });

async function imported() {
  const file = join(folder, 'goods.csv');
  writeFileSync(file, TABLE);
  return importInto(config(), file, 'CNY', photos);
}

async function productOf(sku: string) {
  const market = await openMarket(config());
  try {
    const found = await market.app.deps.readers.productBySku(sku);
    return await market.app.engines.shop.read((shop) => shop.products.get(found?.productId ?? ''));
  } finally {
    await market.close();
  }
}

test('photos are found by the SKU in their name, in the order of their numbers', async () => {
  await photo('POT-5-2.JPG', 10);
  await photo('POT-5-1.jpg', 20);
  await photo('A-B-3.jpeg', 30);
  await photo('POT-5-7.jpg', 40);
  await photo('notes.jpg', 50);
  expect(await photosIn(photos)).toEqual(
    new Map([
      ['POT-5', [join(photos, 'POT-5-1.jpg'), join(photos, 'POT-5-2.JPG')]],
      ['A-B', [join(photos, 'A-B-3.jpeg')]],
    ]),
  );
  await photo('POT-5-1.png', 60);
  await expect(photosIn(photos)).rejects.toThrow(/Two files are photo 1 of POT-5/);
  await expect(photosIn(join(photos, 'nowhere'))).rejects.toThrow(/photos cannot be read/);
});

test('an import takes photos in place of the pictures of its table, made small', async () => {
  await photo('POT-5-1.jpg', 200);
  await photo('POT-5-2.jpg', 100);
  expect(await imported()).toMatchObject({ ok: true, goods: 2 });
  const potatoes = await productOf('POT-5');
  const kept = /^\/pictures\/[0-9a-f]{40}\.jpg$/;
  expect(potatoes!.picture).toMatch(kept);
  expect(potatoes!.morePictures).toEqual([expect.stringMatching(kept)]);
  expect((await productOf('MUG-1'))!.picture).toBe('https://pictures.example/mug.jpg');
  const { width } = await sharp(join(folder, potatoes!.picture)).metadata();
  expect(width).toBe(1_280);
});

test('a photo that cannot be read is a fault of its row, and nothing is taken', async () => {
  writeFileSync(join(photos, 'POT-5-1.jpg'), 'no picture at all');
  const report = await imported();
  expect(report).toMatchObject({ ok: false, faultCount: 1, faults: [{ row: 2 }] });
  expect(JSON.stringify(report)).toContain('POT-5-1.jpg is no JPEG, PNG or WebP picture');
  expect(await productOf('MUG-1')).toBeUndefined();
});

test('in the demo photos replace the drawings of their good alone, on the cover too', async () => {
  await photo('JC-01-1.jpg', 180);
  await photo('JC-01-2.jpg', 190);
  const pictures = openPictures(folder, await photosIn(photos));
  const [potatoes, beans] = marketGoods;
  const shown = await pictures.ofGood(potatoes!);
  expect([shown.picture, ...shown.morePictures]).toHaveLength(2);
  for (const path of [shown.picture, ...shown.morePictures]) {
    expect(path).toMatch(/\.jpg$/);
    expect(existsSync(join(folder, path))).toBe(true);
  }
  expect(await pictures.cover('Potato Festival', ['JC-02', 'JC-01'])).toBe(shown.picture);
  const drawn = await pictures.ofGood(beans!);
  expect([drawn.picture, ...drawn.morePictures].every((path) => path.endsWith('.webp'))).toBe(true);
  expect(await pictures.cover('Beans', ['JC-02', 'JC-03'])).toMatch(/\.webp$/);
});
