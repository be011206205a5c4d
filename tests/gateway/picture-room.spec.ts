import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../server/adapters/system/clock.ts';
import { pictureDecoding } from '../../server/gateway/http/pictures/decoding.ts';
import { pictureKeeper } from '../../server/gateway/http/pictures/picture-keeper.ts';
import { openHouse } from './house.ts';

const NONE = { pictureBytesPerGiver: 0, pictureBytes: 0 };
const anyNumber = pictureDecoding({ picturesDecoded: 0 });
let dataDir = '';
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'fairday-pictures-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

/** A picture of some 100 kB that is unlike the others: noise packs badly. */
async function picture(seed: number): Promise<Buffer> {
  const bytes = Buffer.alloc(200 * 200 * 3);
  let state = seed;
  for (let at = 0; at < bytes.length; at += 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    bytes[at] = state >>> 16;
  }
  return sharp(bytes, { raw: { width: 200, height: 200, channels: 3 } })
    .png()
    .toBuffer();
}

test('each giver has room of their own, what is there already takes none, and a restart forgets nothing', async () => {
  const limits = { ...NONE, pictureBytesPerGiver: 200_000 };
  const keep = pictureKeeper(dataDir, limits, systemClock(), anyNumber);
  const full = { code: 'PICTURE_QUOTA', of: 'giver', maxMb: 0.2 };
  // The second goes over the line, and is the last.
  for (const seed of [1, 2]) expect(await keep(await picture(seed), 'ma')).toMatchObject({ ok: true });
  expect(await keep(await picture(3), 'ma')).toEqual({ ok: false, refusal: full });
  expect(await keep(await picture(1), 'ma')).toMatchObject({ ok: true });
  expect(await keep(await picture(3), 'li')).toMatchObject({ ok: true });
  const after = pictureKeeper(dataDir, limits, systemClock(), anyNumber);
  expect(await after(await picture(4), 'ma')).toEqual({ ok: false, refusal: full });
  expect(await after(await picture(4), 'li')).toMatchObject({ ok: true });
});

test('the market has room as well, which pictures from before there was a limit fill too', async () => {
  const before = pictureKeeper(dataDir, NONE, systemClock(), anyNumber);
  expect(await before(await picture(1), 'ma')).toMatchObject({ ok: true });
  const keep = pictureKeeper(dataDir, { ...NONE, pictureBytes: 100_000 }, systemClock(), anyNumber);
  expect(await keep(await picture(2), 'li')).toEqual({
    ok: false,
    refusal: { code: 'PICTURE_QUOTA', of: 'market', maxMb: 0.1 },
  });
});

test('as many as may be are unpacked at once; one more is BUSY and comes again', async () => {
  const keep = pictureKeeper(dataDir, NONE, systemClock(), pictureDecoding({ picturesDecoded: 2 }));
  const pictures = await Promise.all([1, 2, 3, 4, 5].map(picture));
  const answers = await Promise.all(pictures.map((bytes) => keep(bytes, 'ma')));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(2);
  const busy = { ok: false, refusal: { code: 'BUSY', retryAfterMs: 2_000 } };
  expect(answers.filter(({ ok }) => !ok)).toEqual([busy, busy, busy]);
  expect(await keep(pictures[4]!, 'ma')).toMatchObject({ ok: true });
  // What is no picture gives its place back too.
  const junk = Buffer.concat([pictures[0]!.subarray(0, 24), Buffer.alloc(64)]);
  for (let turn = 0; turn < 3; turn += 1)
    expect(await keep(junk, 'ma')).toMatchObject({ refusal: { code: 'BAD_REQUEST' } });
});

test('an upload beyond its room is a typed refusal over HTTP, and leaves nothing behind', async () => {
  const house = await openHouse({ environment: { MAX_PICTURE_MB_PER_GIVER: '1' } });
  try {
    const { staffId, token } = await house.session('producer');
    const upload = async (seed: number) =>
      fetch(`${house.url}/api/v1/catalogue/pictures`, {
        method: 'POST',
        headers: { 'Content-Type': 'image/png', Origin: house.url, Cookie: `fairday_staff=${token}` },
        body: new Uint8Array(await picture(seed)),
      });
    expect((await upload(1)).status).toBe(200);
    writeFileSync(join(house.config.dataDir, 'pictures', '.given', staffId), 'earlier.png 1000000\n');
    const refused = await upload(2);
    expect(refused.status).toBe(409);
    expect(await refused.json()).toMatchObject({ code: 'PICTURE_QUOTA', of: 'giver', maxMb: 1 });
    // The record of who gave what is nobody's to read.
    expect((await fetch(`${house.url}/pictures/.given/${staffId}`)).status).toBe(404);
  } finally {
    await house.close();
  }
});
