import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openSecrets } from '../../server/adapters/crypto/secrets.ts';
import { addNote, deleteNote } from '../../server/application/order/order-notes.ts';
import { openMarketControl } from '../../server/control/market-control.ts';
import { factOf } from '../../server/event-log/commit/hash-chain.ts';
import type { StreamFact } from '../../server/market/facts.ts';
import { streamEvent } from '../../server/subscribers/webhooks/fact-to-event.ts';
import { ok } from '../../shared/values/result.ts';
import { DAY, MINUTE } from '../../shared/values/time.ts';
import { AuditMarket } from '../builders/audit-market.ts';
import { playDelivered } from '../builders/delivered-order.ts';
import { TestClock } from '../builders/engine-clock.ts';
import { accepted } from '../builders/engine-house.ts';
import { fairday as runFairday } from './command.ts';
import { SqliteGround } from './sqlite-ground.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const MASTER = 'a secret for tests, thirty-two characters or more';
const SENTENCE = 'Three of the pears were brown, my daughter Lan would not eat them';
const NOTE = 'She called on Friday: leave it with the neighbour, Mrs. Duan, door code 4471';
const PHOTO = Buffer.from('a photo of three brown pears on a blue plate'.repeat(2_000));

const ground = new SqliteGround();
let market: AuditMarket;
let stores: Awaited<ReturnType<SqliteGround['open']>>;
let backups: string;
const fairday = (...args: string[]) =>
  runFairday({ DATA_DIR: ground.folder, DATABASE_URL: `sqlite:${ground.file}` }, ...args);

beforeAll(async () => {
  stores = await ground.open();
  // Not long ago: what was emptied is noted beside the copies for as long as one may have it.
  market = await AuditMarket.open(stores, { clock: new TestClock(Date.now() - 10 * DAY) });
  backups = mkdtempSync(join(tmpdir(), 'fairday-words-'));
});
afterAll(async () => {
  await market.close();
  await stores.close();
  ground.remove();
  rmSync(backups, { recursive: true, force: true });
});

/** All that opens with the market's secret, and with what lies in a file itself. */
function openedIn(file: string): string[] {
  const secrets = openSecrets({ master: MASTER, country: '86' });
  const db = new Database(file, { readonly: true });
  const rows = db
    .prepare('SELECT k.key, t.sealed FROM personal_text t JOIN personal_text_key k USING (text_id)')
    .all() as { key: string; sealed: string }[];
  db.close();
  return rows.flatMap((row) => {
    const opened = secrets.openText(row);
    return opened ? [Buffer.from(opened).toString()] : [];
  });
}

/** The bytes of every file of a folder, whatever it is. */
function bytesOf(folder: string): string {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path, 'latin1'))
    .join('\n');
}

const OFFICE = { staffId: 'mei', name: 'Mei', role: 'operator' as const, device: 'office' };

/** The desk of an order, whose stream is as if it had number 12: this market gives none. */
async function deskOf(orderId: string) {
  const { deps } = market.app;
  const { order } = (await deps.readers.orderById(orderId))!;
  const engines = Object.create(deps.engines, { streamNumbered: { value: () => market.streamId } });
  return { deps: { ...deps, engines }, reference: `12-${order.number}` };
}

/** A note of the office about an order (O12), as its page writes it. */
async function notes(orderId: string, key: string): Promise<void> {
  const { deps, reference } = await deskOf(orderId);
  const answer = await addNote(deps, OFFICE, reference, { key, words: NOTE });
  expect(answer).toMatchObject({ ok: true, value: { notes: [{ textId: key, words: NOTE }] } });
}

test('[A4] whoever has the secret opens a buyer’s words everywhere until they are emptied, and nowhere afterwards', async () => {
  const buyer = await market.buyer();
  const orderId = await playDelivered(market, buyer);
  const { application } = market.app;
  const keep = async (kind: 'claim_words' | 'claim_photo', bytes: Buffer) => {
    const kept = await application.keepClaimText(buyer, orderId, { kind, read: async () => ok(bytes) });
    if (!kept.ok) throw new Error(kept.refusal.code);
    return kept.value.textId;
  };
  const textId = await keep('claim_words', Buffer.from(SENTENCE));
  const photoIds = [await keep('claim_photo', PHOTO)];
  const { claimId } = accepted(
    await market.live(buyer, 'claim:open', {
      ...{ orderId, itemNumber: 1, unitPriceMinor: 1_999, units: 1, shareBps: 5_000, reason: 'spoiled' },
      ...{ textId, photoIds },
    }),
  );
  const asked = { claimId, orderId };
  const noteId = market.ids.next();
  await notes(orderId, noteId);

  // The desk opens them, the file and a copy of it do with the secret; the log and what leaves by it never had them.
  const view = await application.claimTexts('audit-day', claimId);
  expect(view?.words).toBe(SENTENCE);
  expect(await application.myClaimTexts(buyer, asked)).toEqual(view);
  expect(await application.myClaimTexts(await market.buyer(), asked)).toBeNull();
  expect(view?.photos).toEqual([`data:image/jpeg;base64,${PHOTO.toString('base64')}`]);
  expect((await fairday('backup', '--to', backups)).code).toBe(0);
  const copy = readdirSync(backups).find((name) => name.startsWith('fairday-'))!;
  const copied = join(backups, copy, 'fairday.db');
  for (const file of [ground.file, copied])
    expect(openedIn(file).sort()).toEqual([PHOTO.toString(), SENTENCE, NOTE].sort());
  const kept = await stores.directory.texts([textId, ...photoIds, noteId]);
  const own = kept.flatMap(({ key, sealed }) => [key, sealed.slice(0, 200)]);
  expect(own).toHaveLength(6);
  const before = bytesOf(ground.folder);
  for (const part of own) expect(before).toContain(part);
  const facts = await stores.store.factsAfter(market.streamId, 0, 10_000);
  const events = facts.map((stored) =>
    streamEvent(factOf<StreamFact>(stored), { seq: stored.seq, timestamp: '' }, {
      streamId: market.streamId,
      currency: 'CNY',
    } as never),
  );
  // Both say that there is a claim.
  expect(facts.map(({ body }) => body).join('\n')).toContain(textId);
  expect(JSON.stringify(events)).toContain(claimId);
  for (const told of [
    facts.map(({ body }) => body).join('\n'),
    JSON.stringify(events),
    bytesOf(ground.folder),
  ]) {
    expect(told).not.toContain(SENTENCE);
    expect(told).not.toContain(NOTE);
  }

  // A sentence is no photo, whatever a claim names it.
  const named = {
    orderId,
    itemNumber: 1,
    unitPriceMinor: 1_999,
    units: 1,
    shareBps: 5_000,
    reason: 'spoiled',
  };
  expect(
    await market.live(buyer, 'claim:open', { ...named, textId, photoIds: [textId] } as never),
  ).toMatchObject({ ok: false, code: 'CLAIM_INVALID', reason: 'texts' });

  // Its buyer takes the claim back: nobody reads it from then on. A look later nothing is left of it, in no page and not in
  // the write-ahead log, even if the same look could not complete an order.
  accepted(await market.live(buyer, 'claim:withdraw', asked));
  const desk = await deskOf(orderId);
  expect(await deleteNote(desk.deps, OFFICE, desk.reference, noteId)).toMatchObject({ value: { notes: [] } });
  expect(await application.claimTexts('audit-day', claimId)).toEqual({ words: null, photos: [] });
  expect(await application.myClaimTexts(buyer, asked)).toEqual({ words: null, photos: [] });
  vi.spyOn(stores.readers, 'completionsDue').mockRejectedValue(new Error('a log that is broken'));
  await market.passes(11 * MINUTE);
  await vi.waitFor(async () =>
    expect(await stores.directory.texts([textId, ...photoIds, noteId])).toEqual([]),
  );
  // Others write into the log of the file again as soon as it was cut off: what counts is what is in it.
  await vi.waitFor(
    () => {
      const left = bytesOf(ground.folder);
      for (const part of own) expect(left.includes(part)).toBe(false);
    },
    { timeout: 10_000 },
  );
  expect(openedIn(ground.file)).toEqual([]);
  expect(await application.claimTexts('audit-day', claimId)).toEqual({ words: null, photos: [] });

  // The older copy still has them, as the manual says; put back, it has them no more, in whatever place.
  expect(openedIn(copied)).toHaveLength(3);
  expect((await fairday('backup', '--to', backups)).code).toBe(0);
  const elsewhere = mkdtempSync(join(tmpdir(), 'fairday-elsewhere-'));
  const restored = await runFairday(
    { DATA_DIR: elsewhere, DATABASE_URL: `sqlite:${join(elsewhere, 'fairday.db')}` },
    'restore',
    join(backups, copy),
    '--yes',
  );
  expect(restored).toMatchObject({ code: 0, err: '' });
  expect(openedIn(join(elsewhere, 'fairday.db'))).toEqual([]);
  const back = bytesOf(elsewhere);
  for (const part of own) expect(back).not.toContain(part);
  expect(existsSync(join(elsewhere, 'fairday.db'))).toBe(true);
  rmSync(elsewhere, { recursive: true, force: true });

  // By an order's number all of its buyer's are destroyed at once, what the office noted too, and nobody else's.
  const noted = market.ids.next();
  await notes(orderId, noted);
  const drafts = [await keep('claim_words', Buffer.from(SENTENCE)), await keep('claim_photo', PHOTO)];
  const others = market.ids.next();
  const [draft] = await stores.directory.texts([drafts[0]!]);
  const somebody = await market.buyer();
  await stores.directory.addText({ ...draft!, textId: others, buyerId: somebody.buyerId }, 1, draft!.atMs);
  const { order } = (await market.app.deps.readers.orderById(orderId))!;
  // Its stream is as if it had number 12: this market gives none.
  const { deps } = market.app;
  const streamNumbered = { value: (number: number) => (number === 12 ? market.streamId : null) };
  const control = openMarketControl(
    { ...deps, engines: Object.create(deps.engines, { streamNumbered }) },
    () => {},
  );
  await expect(control.eraseWords({ reference: '99-1001' })).rejects.toThrow('There is no order 99-1001.');
  expect(await control.eraseWords({ reference: `12-${order.number}` })).toEqual({ erased: 3 });
  const stay = await stores.directory.texts([...drafts, noted, others]);
  expect(stay.map((text) => text.textId)).toEqual([others]);
});
