import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type MemoryStores, openMemory } from '../../server/adapters/memory/open.ts';
import { readConfig } from '../../server/config.ts';
import type { ClaimTextsView } from '../../shared/contract/packing.ts';
import type { StaffRole } from '../../shared/market/account/contract.ts';
import { MAX_CLAIM_WORDS, MAX_PHOTO_BYTES } from '../../shared/market/parcel/bounds.ts';
import { HOUR, SECOND } from '../../shared/values/time.ts';
import { AuditMarket } from '../builders/audit-market.ts';
import { DELIVERED_PRICE, playDelivered } from '../builders/delivered-order.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

/** What a photo waits for before it is unpacked. */
const unpacking = vi.hoisted(() => ({ begun: 0, gate: Promise.resolve() }));
vi.mock('../../server/gateway/http/pictures/pictures.ts', async (original) => {
  const real = await original<typeof import('../../server/gateway/http/pictures/pictures.ts')>();
  const shrunk: typeof real.shrunk = async (...photo) => {
    unpacking.begun += 1;
    await unpacking.gate;
    return real.shrunk(...photo);
  };
  return { ...real, shrunk };
});

const SENTENCE = 'Three of the pears were brown';
const folder = mkdtempSync(join(tmpdir(), 'fairday-claims-'));
let stores: MemoryStores;
let market: AuditMarket;
let url: string;
let buyer: { token: string; buyerId: string };
let orderId: string;

beforeAll(async () => {
  stores = await openMemory();
  const config = readConfig({
    ...{ NODE_ENV: 'test', PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'silent', MAX_PICTURES_DECODED: '1' },
    AUTH_SECRET: 'a secret for tests, thirty-two characters or more',
  });
  market = await AuditMarket.open(stores, { config });
  url = `http://127.0.0.1:${await market.app.gateway.listen()}`;
  buyer = await aGuest();
  orderId = await playDelivered(market, await market.buyer(buyer.buyerId));
});
afterAll(async () => {
  await market.close();
  rmSync(folder, { recursive: true, force: true });
});

async function aGuest(): Promise<{ token: string; buyerId: string }> {
  const made = await fetch(`${url}/api/v1/guest`, { method: 'POST' });
  return (await made.json()) as { token: string; buyerId: string };
}

/** A member of staff who has just signed in. */
async function aSession(role: StaffRole): Promise<{ staffId: string; headers: Record<string, string> }> {
  const staffId = market.ids.next();
  const token = market.app.secrets.randomToken();
  await stores.directory.addStaff({
    ...{ staffId, email: `${staffId}@example.org`, name: 'S', role, producerId: null, passwordHash: '' },
  });
  const tokenHash = market.app.secrets.digest(token);
  await stores.directory.addSession({ tokenHash, staffId, untilMs: market.clock.nowMs() + HOUR });
  return { staffId, headers: { cookie: `fairday_staff=${token}`, origin: url } };
}

/** A photo as a phone makes it: with where it was taken. */
async function aPhoto(): Promise<Buffer> {
  return sharp({ create: { width: 900, height: 600, channels: 3, background: { r: 90, g: 60, b: 20 } } })
    .withExif({ IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '26/1 32/1 0/1' } })
    .jpeg()
    .toBuffer();
}

interface Answer {
  status: number;
  body: { textId?: string; code?: string; claimId?: string; reason?: string; field?: string };
}

async function sends(
  path: string,
  body: Buffer | object,
  token: string | null = buyer.token,
): Promise<Answer> {
  const isBytes = Buffer.isBuffer(body);
  const answer = await fetch(`${url}/api/v1${path}`, {
    method: 'POST',
    headers: {
      'content-type': isBytes ? 'image/jpeg' : 'application/json',
      ...(token && { authorization: `Bearer ${token}` }),
    },
    body: isBytes ? new Uint8Array(body) : JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as Answer['body'] };
}

const keepsWords = (words: string, token?: string | null) =>
  sends(`/orders/${orderId}/words`, { words }, token);
const keepsPhoto = (photo: Buffer, token?: string | null) => sends(`/orders/${orderId}/photos`, photo, token);

test('[A4] a buyer’s words and photo reach the desk over HTTP, and the security log says who looked', async () => {
  const photo = await aPhoto();
  expect((await sharp(photo).metadata()).exif).toBeDefined();
  const { textId } = (await keepsWords(SENTENCE)).body;
  const kept = await keepsPhoto(photo);
  expect(kept).toEqual({ status: 200, body: { textId: expect.any(String) } });
  const claimed = await sends('/streams/audit-day/claims', {
    ...{ key: market.ids.next(), orderId, itemNumber: 1, unitPriceMinor: DELIVERED_PRICE, units: 1 },
    ...{ shareBps: 5_000, reason: 'spoiled', textId, photoIds: [kept.body.textId] },
  });
  expect(claimed).toMatchObject({ status: 200, body: { claimId: expect.any(String) } });
  const path = `/packing/audit-day/claims/${claimed.body.claimId}`;

  const packer = await aSession('packer');
  const answer = await fetch(`${url}/api/v1${path}`, { headers: packer.headers });
  const { words, photos } = (await answer.json()) as ClaimTextsView;
  expect(words).toBe(SENTENCE);
  expect(photos).toHaveLength(1);
  const shown = Buffer.from(photos[0]!.slice('data:image/jpeg;base64,'.length), 'base64');
  const { format, width, exif } = await sharp(shown).metadata();
  expect({ format, width, exif }).toEqual({ format: 'jpeg', width: 900, exif: undefined });

  // Its buyer reads it as well; nobody else does, under no order and with no claim but their own.
  const own = `/orders/${orderId}/claims/${claimed.body.claimId}`;
  const asks = async (at: string, token?: string) => {
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const reply = await fetch(`${url}/api/v1${at}`, { headers });
    return { status: reply.status, texts: (await reply.json()) as Partial<ClaimTextsView> };
  };
  expect(await asks(own, buyer.token)).toEqual({ status: 200, texts: { words, photos } });
  const stranger = await aGuest();
  for (const token of [stranger.token, undefined]) {
    const { status, texts } = await asks(own, token);
    expect([status, texts.words, texts.photos]).toEqual([404, undefined, undefined]);
  }
  expect(await asks(own.replace(orderId, market.ids.next()), buyer.token)).toMatchObject({ status: 404 });
  expect(await asks(own.replace(claimed.body.claimId!, market.ids.next()), buyer.token)).toMatchObject({
    status: 404,
  });

  // Who may not pack sees nothing of it, and whom no claim is of neither.
  const host = await aSession('host');
  expect((await fetch(`${url}/api/v1${path}`, { headers: host.headers })).status).toBe(403);
  expect((await fetch(`${url}/api/v1${path}`)).status).toBe(401);
  const noClaim = path.replace(claimed.body.claimId!, market.ids.next());
  expect((await fetch(`${url}/api/v1${noClaim}`, { headers: packer.headers })).status).toBe(404);

  market.clock.passes(SECOND);
  await vi.waitFor(async () => {
    const looks = await stores.security.page({
      ...{ kind: 'data_read', sinceMs: null, untilMs: null, after: null, limit: 100 },
    });
    expect(looks).toMatchObject([{ staffId: packer.staffId, what: 'claim', stream: 'audit-day', rows: 2 }]);
    expect(JSON.stringify(looks)).not.toContain(SENTENCE);
  });
});

test('[A4] what is no sentence, no JPEG or too large is refused, and so is an order of somebody else', async () => {
  const photo = await aPhoto();
  expect(await keepsWords('')).toMatchObject({ status: 400, body: { code: 'BAD_REQUEST' } });
  expect(await keepsWords('x'.repeat(MAX_CLAIM_WORDS + 1))).toMatchObject({ status: 400 });
  const noPhoto = { status: 400, body: { code: 'BAD_REQUEST', field: 'photo' } };
  expect(await keepsPhoto(await sharp(photo).png().toBuffer())).toMatchObject(noPhoto);
  // It begins as a JPEG does.
  expect(await keepsPhoto(Buffer.concat([photo.subarray(0, 32), Buffer.alloc(64)]))).toMatchObject(noPhoto);
  expect(await keepsPhoto(Buffer.alloc(MAX_PHOTO_BYTES + 1, photo))).toMatchObject({ status: 413 });

  const { token } = await aGuest();
  const notTheirs = { status: 404, body: { code: 'NOT_FOUND' } };
  expect(await keepsWords(SENTENCE, token)).toMatchObject(notTheirs);
  expect(await keepsPhoto(photo, token)).toMatchObject(notTheirs);
  expect(await keepsPhoto(photo, null)).toMatchObject(notTheirs);
  expect(await sends('/orders/12-1001/photos', photo)).toMatchObject(notTheirs);
});

test('photos of claims and pictures of goods are unpacked in the same places, and strangers take none of them', async () => {
  const photo = await aPhoto();
  const picture = await sharp(photo).png().toBuffer();
  const { headers } = await aSession('producer');
  const uploads = async () => {
    const body = new Uint8Array(picture);
    const answer = await fetch(`${url}/api/v1/catalogue/pictures`, {
      ...{ method: 'POST', headers: { ...headers, 'content-type': 'image/png' }, body },
    });
    return { status: answer.status, body: (await answer.json()) as Answer['body'] };
  };
  const { begun } = unpacking;
  let open = () => {};
  unpacking.gate = new Promise((resolve) => {
    open = resolve;
  });
  const first = keepsPhoto(photo);
  await vi.waitFor(() => expect(unpacking.begun).toBe(begun + 1));
  const busy = { status: 503, body: { code: 'BUSY', retryAfterMs: 2_000 } };
  expect(await uploads()).toMatchObject(busy);
  expect(await keepsPhoto(photo)).toMatchObject(busy);
  // Who has no such order hears so, and waits for nobody.
  expect(await keepsPhoto(photo, (await aGuest()).token)).toMatchObject({ status: 404 });
  open();
  expect(await first).toMatchObject({ status: 200 });
  expect(await uploads()).toMatchObject({ status: 200 });
  expect(unpacking.begun).toBe(begun + 1);
});
