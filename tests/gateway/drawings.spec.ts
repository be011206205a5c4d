import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { kinds } from '../../server/tools/demo/drawings/kinds.ts';
import { coverDrawing, drawingsOf } from '../../server/tools/demo/drawings/of-goods.ts';
import { portrait } from '../../server/tools/demo/drawings/portraits/portrait.ts';
import { sitters } from '../../server/tools/demo/drawings/portraits/sitters.ts';
import { marketGoods } from '../../server/tools/demo/market/goods.ts';

const drawn = marketGoods.map((good) => ({ good, drawings: drawingsOf(good) }));
const faces = Object.entries(sitters).map(([name, sitter]) => portrait(name, sitter));

test('the demo sells 72 goods of 24 kinds below fifty yuan, named in two languages', () => {
  expect(marketGoods).toHaveLength(72);
  const perKind = Map.groupBy(marketGoods, ({ look }) => look.kind);
  expect([...perKind.keys()].toSorted()).toEqual(Object.keys(kinds).toSorted());
  expect(perKind.size).toBe(24);
  for (const each of perKind.values()) expect(each).toHaveLength(3);
  for (const name of ['sku', 'name', 'nameEn', 'description', 'descriptionEn'] as const) {
    expect(new Set(marketGoods.map((good) => good[name])).size, name).toBe(72);
  }
  for (const good of marketGoods) {
    expect(good.priceMinor).toBeLessThan(5_000);
    expect(good.floorMinor).toBeLessThan(good.priceMinor);
    expect(good.grams).toBeGreaterThan(0);
    expect(good.name).toMatch(/\p{Script=Han}/u);
    expect(good.nameEn).not.toMatch(/\p{Script=Han}/u);
  }
});

test('each has three drawings, and no drawing is there twice', () => {
  for (const { drawings } of drawn) expect(drawings).toHaveLength(3);
  const all = [...drawn.flatMap(({ drawings }) => drawings), ...faces];
  expect(new Set(all).size).toBe(72 * 3 + 12);
  for (const svg of all) {
    expect(svg).not.toMatch(/NaN|undefined|null|Infinity/);
    // Every fill that is asked for is there.
    for (const [, id] of svg.matchAll(/url\(#([^)]+)\)/g)) expect(svg).toContain(`id="${id}"`);
  }
});

test('a cover shows the first three goods on one table, in the shape of a screen', async () => {
  const svg = coverDrawing('Wood & Tea <live>', marketGoods.slice(0, 5));
  const { width = 0, height = 1 } = await sharp(Buffer.from(svg)).metadata();
  expect(width / height).toBeCloseTo(16 / 9, 1);
  expect(svg.match(/<title>/g)).toHaveLength(1);
});

/** How large a list shows a picture. */
const LISTED_PX = 64;
let listed: { kind: string; pixels: Buffer }[];

beforeAll(async () => {
  const firstOfKind = new Map(drawn.map((each) => [each.good.look.kind, each] as const).toReversed());
  listed = await Promise.all(
    [...firstOfKind].map(async ([kind, { drawings }]) => ({
      kind,
      pixels: await sharp(Buffer.from(drawings[0]!))
        .resize(LISTED_PX, LISTED_PX)
        .removeAlpha()
        .blur(1.2)
        .raw()
        .toBuffer(),
    })),
  );
});

test('kinds differ at the size of a list: in how they look, and not in the wall behind alone', () => {
  const tooAlike: string[] = [];
  for (const [at, one] of listed.entries()) {
    for (const other of listed.slice(at + 1)) {
      if (differentShare(one.pixels, other.pixels) < 0.15) tooAlike.push(`${one.kind} and ${other.kind}`);
    }
  }
  expect(tooAlike).toEqual([]);
});

/** How much of the middle of two pictures differs by more than a shade. */
function differentShare(one: Buffer, other: Buffer): number {
  const margin = LISTED_PX / 8;
  let different = 0;
  let all = 0;
  for (let y = margin; y < LISTED_PX - margin; y += 1) {
    for (let x = margin; x < LISTED_PX - margin; x += 1) {
      const at = (y * LISTED_PX + x) * 3;
      const apart = [0, 1, 2].reduce((sum, part) => sum + Math.abs(one[at + part]! - other[at + part]!), 0);
      all += 1;
      if (apart > 90) different += 1;
    }
  }
  return different / all;
}
