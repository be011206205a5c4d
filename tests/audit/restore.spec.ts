import { randomUUID } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { copySqlite } from '../../server/adapters/sql/ledger/sqlite-copies.ts';
import { openSqliteLedger } from '../../server/adapters/sql/ledger/sqlite-ledger.ts';
import { systemIds } from '../../server/adapters/system/ids.ts';
import type { BuyerActor, StaffActor } from '../../server/application/application.ts';
import { verifyMarket } from '../../server/audit/verify.ts';
import { restoreMarket } from '../../server/cli/restore.ts';
import { readConfig } from '../../server/config.ts';
import { logKinds } from '../../server/logs.ts';
import { type Market, openMarket } from '../../server/main.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol.ts';
import { DAY } from '../../shared/values/time.ts';
import { keyOfTime } from '../builders/dated-key.ts';
import { accepted } from '../builders/engine-house.ts';
import { handsOn } from './sqlite-ground.ts';

/** Whatever is lost, it is wanted. */
const whatever = async () => true;

/** A market in a folder of its own that is opened and closed as `fairday serve` does. */
let dataDir: string;
let market: Market | null;
let streamId: string;
let slug: string;
const sockets: Socket[] = [];
const host: StaffActor = { staffId: systemIds.next(), name: 'Yang', role: 'host', device: 'laptop' };

const config = (port = 0) =>
  readConfig({
    NODE_ENV: 'test',
    PORT: String(port),
    DATA_DIR: dataDir,
    AUTH_SECRET: 'a secret for tests, thirty-two characters or more',
    LOG_LEVEL: 'silent',
  });
const file = () => join(dataDir, 'fairday.db');
const backupFile = () => join(dataDir, 'backup.db');
/** What a restore copies to look at it, and leaves to nobody. */
const isCopy = (name: string) => /restoring|comparing|reading/.test(name);

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'fairday-restore-'));
  market = await openMarket(config());
  const { application } = market.app;
  streamId = systemIds.next();
  const made = await application.createStream(host, {
    key: streamId,
    title: 'Market day',
    scheduledAtMs: Date.now(),
    holdPolicy: 'hold',
    payments: ['sandbox', 'cash_on_delivery'],
    currency: 'CNY',
  });
  slug = accepted(made).stream.slug;
  const product = accepted(
    await application.createProduct(host, {
      key: systemIds.next(),
      name: 'Potato',
      producer: 'Ma',
      priceMinor: 2_990,
      currency: 'CNY',
      warehouseUnits: 5_000,
    }),
  ).product;
  const key = () => systemIds.next();
  accepted(
    await application.console(
      host,
      streamId,
      'lineup:add',
      { key: key(), productId: product.productId, units: 4_000 },
      Date.now(),
    ),
  );
  accepted(await application.console(host, streamId, 'stream:go-live', { key: key() }, Date.now()));
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.close();
  await market?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** One order of one unit, by somebody new. */
async function orders(payment: 'sandbox' | 'cash_on_delivery' = 'cash_on_delivery') {
  const { application, secrets, deps } = market!.app;
  const buyerId = systemIds.next();
  const buyer: BuyerActor = { buyerId, allIds: [buyerId] };
  const addressId = systemIds.next();
  const contact = {
    name: 'Ana',
    phone: `+8613${String(Math.random()).slice(2, 11)}`,
    address: 'Jianchuan 1',
  };
  const sealed = secrets.seal(buyerId, contact);
  await deps.directory.addAddress({ addressId, buyerId, key: systemIds.next(), sealed, atMs: Date.now() });
  const add = { key: systemIds.next(), itemNumber: 1, units: 1, seenPriceMinor: 2_990 };
  accepted(await application.live(buyer, streamId, 'cart:add', add, Date.now(), null));
  const lines = [{ itemNumber: 1, units: 1, unitPriceMinor: 2_990 }];
  const request = { key: systemIds.next(), lines, expectTotalMinor: 2_990, addressId, payment };
  return accepted(await application.live(buyer, streamId, 'order:place', request, Date.now(), null)).order;
}

/** The history of the stream as a page is told it. */
async function historyNow(): Promise<string> {
  return (await market!.app.application.consoleFrame(streamId)).history;
}

/** One order under a key, by somebody new who has reserved what it wants. @returns how it is sent, as often as one likes */
async function asks(key: string, history?: string) {
  const { application, secrets, deps } = market!.app;
  const buyerId = systemIds.next();
  const buyer: BuyerActor = { buyerId, allIds: [buyerId] };
  const addressId = systemIds.next();
  const contact = {
    name: 'Ana',
    phone: `+8613${String(Math.random()).slice(2, 11)}`,
    address: 'Jianchuan 1',
  };
  const sealed = secrets.seal(buyerId, contact);
  await deps.directory.addAddress({ addressId, buyerId, key: systemIds.next(), sealed, atMs: Date.now() });
  const add = { key: systemIds.next(), itemNumber: 1, units: 1, seenPriceMinor: 2_990 };
  accepted(await application.live(buyer, streamId, 'cart:add', add, Date.now(), null));
  const order = { lines: [{ itemNumber: 1, units: 1, unitPriceMinor: 2_990 }], expectTotalMinor: 2_990 };
  const request = {
    key,
    ...order,
    addressId,
    payment: 'cash_on_delivery' as const,
    ...(history && { history }),
  };
  return () => market!.app.application.live(buyer, streamId, 'order:place', request, Date.now(), null);
}

async function findings(path: string) {
  const ledger = openSqliteLedger(path);
  const reports = await verifyMarket(ledger, logKinds, null);
  await ledger.close();
  return reports.flatMap(({ finding }) => finding ?? []);
}

test('a backup under load is whole, and what came after it is listed when it is put back', async () => {
  for (let n = 0; n < 30; n += 1) await orders();
  let isLoading = true;
  const load = (async () => {
    let count = 0;
    for (; isLoading; count += 1) await orders();
    return count;
  })();
  await copySqlite(file(), backupFile());
  isLoading = false;
  expect(await load).toBeGreaterThan(0);
  expect(await findings(backupFile())).toEqual([]);

  const unpaid = await orders('sandbox');
  const notice = { noticeId: systemIds.next(), paymentId: systemIds.next(), orderId: unpaid.orderId };
  await market!.app.application.payment({ ...notice, amountMinor: 2_990, outcome: 'paid' }, Date.now());
  const last = await orders();
  const inBackup = openSqliteLedger(backupFile());
  const kept = await inBackup.count('orders', streamId);
  await inBackup.close();
  await market!.close();
  market = null;

  const report = (await restoreMarket(config(), backupFile(), true, whatever))!;
  expect(await findings(file())).toEqual([]);
  const [log] = report.losses!.logs;
  expect(log).toMatchObject({ logId: streamId, ordersLost: Number(last.number) - 1_000 - kept });
  expect(log!.ordersLostMinor).toBe(2_990 * log!.ordersLost);
  // Cash is booked at once; the one that was paid online is among them.
  expect(log!.paymentsLost).toBe(log!.ordersLost);
  const named = report.losses!.named.filter(({ kind }) => kind === 'order');
  const references = named.map(({ reference }) => reference);
  expect(references).toContain(unpaid.reference);
  expect(references).toContain(last.reference);
  expect(JSON.stringify(report)).not.toMatch(/buyer|phone|address/i);
  expect(report.replaced && existsSync(report.replaced)).toBe(true);
  expect(await findings(report.replaced!)).toEqual([]);

  market = await openMarket(config());
  const next = await orders();
  // [O7] Nobody else holds the number of an order that the restore lost.
  expect(Number(next.number)).toBe(Number(last.number) + 1);
  expect(Number((await orders()).number)).toBe(Number(last.number) + 2);
  const frame = await market.app.application.consoleFrame(streamId);
  expect(frame.history).toBe(report.logs.find(({ logId }) => logId === streamId)!.history);
  await market.close();
  market = null;
  // Facts of both histories lie in one chain now.
  expect(await findings(file())).toEqual([]);
});

test('[I5] after a restore the key of a lost order, or of one that nobody has seen, is told so; a new one is new', async () => {
  const kept = keyOfTime(Date.now());
  const first = await asks(kept);
  expect(await first()).toMatchObject({ ok: true });
  await copySqlite(file(), backupFile());
  const before = await historyNow();
  const dated = keyOfTime(Date.now());
  // A phone that believes it is last year, and a program whose keys are no UUIDv7.
  const lastYear = keyOfTime(Date.now() - 365 * DAY);
  const undated = randomUUID();
  const lost = await Promise.all([dated, lastYear, undated].map((key) => asks(key, before)));
  for (const ask of lost) expect(await ask()).toMatchObject({ ok: true });
  const never = await asks(keyOfTime(Date.now()), before);
  await market!.close();
  market = null;
  const report = (await restoreMarket(config(), backupFile(), true, whatever))!;
  expect(report.losses!.logs.find(({ logId }) => logId === streamId)).toMatchObject({ ordersLost: 3 });

  market = await openMarket(config());
  const told = {
    code: 'LOST_IN_RESTORE',
    sinceMs: expect.any(Number),
    restoredAtMs: expect.any(Number),
    ask: 'Yang',
  };
  for (const ask of [...lost, never]) expect(await ask()).toMatchObject({ ok: false, ...told });
  expect(await first()).toMatchObject({ ok: true, replay: true });
  const { gap } = await market.app.application.consoleFrame(streamId);
  expect(gap).toEqual({ sinceMs: expect.any(Number), restoredAtMs: expect.any(Number), ordersLost: 3 });
  const isNew = await asks(keyOfTime(Date.now()), await historyNow());
  expect(await isNew()).toMatchObject({ ok: true });

  // Restored once more from the same backup: what the first restore lost is remembered.
  await market.close();
  market = null;
  await restoreMarket(config(), backupFile(), true, whatever);
  market = await openMarket({ ...config(), contact: '+86 138 0013 8000' });
  const named = { code: 'LOST_IN_RESTORE', ask: '+86 138 0013 8000' };
  for (const ask of lost) expect(await ask()).toMatchObject({ ok: false, ...named });
  await market.close();
  market = null;
  expect(await findings(file())).toEqual([]);
});

test('[I5] where the backup holds all that was here nobody is told that anything may be lost', async () => {
  const { application } = market!.app;
  const before = await historyNow();
  const never = await asks(keyOfTime(Date.now()), before);
  await market!.close();
  market = null;
  await copySqlite(file(), backupFile());
  await restoreMarket(config(), backupFile(), true, whatever);
  market = await openMarket(config());
  expect(market.app.application).not.toBe(application);
  expect((await market.app.application.consoleFrame(streamId)).gap).toBeUndefined();
  expect(await never()).toMatchObject({ ok: true });
});

test('[O7] after a restore a new stream has a number that no lost one had; streams of before the restore keep theirs', async () => {
  const streams = async (title: string) => {
    const { application } = market!.app;
    const key = systemIds.next();
    const terms = { holdPolicy: 'hold' as const, payments: ['sandbox' as const], currency: 'CNY' };
    accepted(await application.createStream(host, { key, title, scheduledAtMs: Date.now(), ...terms }));
    return application.shopNumber(key);
  };
  await copySqlite(file(), backupFile());
  expect([await streams('Tea'), await streams('Apples')]).toEqual([2, 3]);
  await market!.close();
  market = null;
  await restoreMarket(config(), backupFile(), true, whatever);
  market = await openMarket(config());
  expect(await market.app.application.shopNumber(streamId)).toBe(1);
  expect([await streams('Honey'), await streams('Beans')]).toEqual([4, 5]);
  await market.close();
  market = null;
  for (const name of readdirSync(dataDir)) if (name.startsWith('fairday.db')) rmSync(join(dataDir, name));
  await restoreMarket(config(), backupFile(), true, whatever);
  market = await openMarket(config());
  // Nobody could say which were lost: a hundred are left out.
  expect([await streams('Rice'), await streams('Plums')]).toEqual([102, 103]);
  await market.close();
  market = null;
  expect(await findings(file())).toEqual([]);
});

test('[I5] where nobody knows what is missing the time from the last fact on may be lost', async () => {
  await orders();
  await copySqlite(file(), backupFile());
  const before = await historyNow();
  await orders();
  const lost = await asks(keyOfTime(Date.now()), before);
  expect(await lost()).toMatchObject({ ok: true });
  await market!.close();
  market = null;
  for (const name of readdirSync(dataDir)) if (name.startsWith('fairday.db')) rmSync(join(dataDir, name));
  await restoreMarket(config(), backupFile(), true, whatever);
  market = await openMarket(config());
  expect(await lost()).toMatchObject({ ok: false, code: 'LOST_IN_RESTORE' });
  expect((await market.app.application.consoleFrame(streamId)).gap).toMatchObject({ ordersLost: null });
  // [O7] 1001 is left, 1002 and 1003 are in somebody's hands: up to a thousand may be.
  expect([(await orders()).number, (await orders()).number]).toEqual(['3000', '3001']);
  // What the office does anew has no history to name: it waits for nothing.
  const product = { name: 'Garlic', producer: 'Ma', priceMinor: 900, currency: 'CNY', warehouseUnits: 5 };
  const made = await market.app.application.createProduct(host, { key: keyOfTime(Date.now()), ...product });
  expect(made).toMatchObject({ ok: true });
});

test('[C35] an open page starts over when it reconnects to a restored market', async () => {
  const { port } = market!;
  await orders();
  await copySqlite(file(), backupFile());
  for (let n = 0; n < 5; n += 1) await orders();

  const guest = await fetch(`http://127.0.0.1:${port}/api/v1/guest`, { method: 'POST' });
  const { token } = (await guest.json()) as { token: string };
  const told: { kind: 's' | 'd'; history: string; to: number }[] = [];
  let known: { history: string; seq: number } | null = null;
  const socket = io(`http://127.0.0.1:${port}/live`, {
    transports: ['websocket'],
    reconnection: false,
    auth: { token },
  });
  sockets.push(socket);
  socket.on('s', (history: string, to: number) => told.push({ kind: 's', history, to }));
  socket.on('d', (history: string, _from: number, to: number) => told.push({ kind: 'd', history, to }));
  const hello = async () => {
    const where = known ? { history: known.history, seq: known.seq } : {};
    const ack = await socket
      .timeout(5_000)
      .emitWithAck('hello', { protocol: PROTOCOL_VERSION, slug, ...where });
    if (ack.ok) known = { history: ack.history, seq: ack.seq };
    return ack;
  };
  const connected = () =>
    new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve).once('connect_error', reject);
    });
  await connected();
  const first = await hello();
  expect(first).toMatchObject({ ok: true });
  // A second hello that knows the place needs no snapshot.
  told.length = 0;
  await hello();
  expect(told.filter(({ kind }) => kind === 's')).toEqual([]);

  const gone = new Promise<void>((resolve) => socket.once('disconnect', () => resolve()));
  await market!.close();
  market = null;
  await gone;
  const report = (await restoreMarket(config(), backupFile(), true, whatever))!;
  told.length = 0;
  market = await openMarket(config(port));
  socket.connect();
  await connected();
  const again = await hello();
  const { history, seq } = report.logs.find(({ logId }) => logId === streamId)!;
  expect(again).toMatchObject({ ok: true, history });
  expect(told[0]).toMatchObject({ kind: 's', history, to: seq });
  expect(seq).toBeLessThan(first.seq);
});

test('a market that is open is not replaced', async () => {
  await orders();
  await copySqlite(file(), backupFile());
  await expect(restoreMarket(config(), backupFile(), true, whatever)).rejects.toThrow(
    /Another process has this store open/,
  );
  await orders();
});

test('a backup that is not right in itself is refused, and nothing is touched', async () => {
  await orders();
  await copySqlite(file(), backupFile());
  const { hands, close } = handsOn(backupFile());
  await hands.run(
    'UPDATE item_stock SET sold = sold + 1, available = available - 1 WHERE stream_id = ?',
    streamId,
  );
  await close();
  await market!.close();
  market = null;
  await expect(restoreMarket(config(), backupFile(), true, whatever)).rejects.toThrow(
    /is not put back: INV1 .*stock 1/,
  );
  expect(await findings(file())).toEqual([]);
  expect(readdirSync(dataDir).filter(isCopy)).toEqual([]);
});

test('where nothing can be compared, the report says so', async () => {
  await orders();
  await copySqlite(file(), backupFile());
  await market!.close();
  market = null;
  for (const name of readdirSync(dataDir)) if (name.startsWith('fairday.db')) rmSync(join(dataDir, name));
  const fresh = (await restoreMarket(config(), backupFile(), true, whatever))!;
  expect(fresh).toMatchObject({
    losses: null,
    unknown: 'there was no market here to compare with',
    replaced: null,
  });
  copyFileSync(import.meta.filename, file());
  const wrecked = (await restoreMarket(config(), backupFile(), true, whatever))!;
  expect(wrecked.losses).toBeNull();
  expect(wrecked.unknown).toMatch(/can not be read/);
  expect(wrecked.replaced && existsSync(wrecked.replaced)).toBe(true);
  expect(await findings(file())).toEqual([]);
});

test('a backup never writes over a file', async () => {
  await copySqlite(file(), backupFile());
  await expect(copySqlite(file(), backupFile())).rejects.toThrow(/There is a file of that name/);
});
