import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { copySqlite } from '../../server/adapters/sql/ledger/sqlite-copies.ts';
import { AuditMarket, playAuditDay } from '../builders/audit-market.ts';
import { fairday as runFairday } from './command.ts';
import { handsOn, SqliteGround } from './sqlite-ground.ts';

const ground = new SqliteGround();
/** The market as it was before its day. */
const early = join(ground.folder, 'early.db');
let streamId: string;

beforeAll(async () => {
  const stores = await ground.open();
  const market = await AuditMarket.open(stores);
  await copySqlite(ground.file, early);
  await playAuditDay(market);
  streamId = market.streamId;
  await market.close();
  await stores.close();
});
afterAll(() => ground.remove());

const fairday = (...args: string[]) =>
  runFairday({ DATA_DIR: ground.folder, DATABASE_URL: `sqlite:${ground.file}` }, ...args);

test('verify, replay, backup, rebuild and restore, one after the other, from the command line', async () => {
  expect(await fairday('verify', 'all')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^2 logs, \d+ facts: nothing is broken\.\n$/),
  });
  const moment = await fairday('replay', 'audit-day', '--at', '5', '--json');
  expect(JSON.parse(moment.out)).toMatchObject({ streamId, seq: 5, status: 'SCHEDULED' });

  const backup = join(ground.folder, 'backup.db');
  expect((await fairday('backup', backup, '--json')).code).toBe(0);

  const { hands, close } = handsOn(ground.file);
  await hands.run('UPDATE minute SET adds = adds + 1 WHERE stream_id = ?', streamId);
  await close();
  const broken = await fairday('verify', 'audit-day', '--json');
  expect(broken.code).toBe(1);
  expect(JSON.parse(broken.out)).toMatchObject({
    ok: false,
    logs: [{ logId: streamId, finding: { invariant: 'INV19', at: expect.stringMatching(/^minutes /) } }],
  });
  expect((await fairday('verify', 'audit-day')).out).toMatch(
    /^INV19 in .*, minutes \d+: found .*, expected /,
  );

  expect((await fairday('rebuild', 'audit-day')).out).toMatch(
    /^1 log made again from \d+ facts, \d+ a second\.\n$/,
  );
  expect((await fairday('verify', 'audit-day')).code).toBe(0);

  const restored = await fairday('restore', backup);
  expect(restored).toMatchObject({ code: 0, err: '' });
  expect(restored.out).toMatch(/Nothing is missing/);
  expect((await fairday('verify', 'all')).code).toBe(0);
}, 120_000);

test('a restore that would lose something asks first, says what it is, and takes another market for what it is', async () => {
  const { file: here } = ground;
  const before = readFileSync(here);

  const asked = await fairday('restore', early);
  expect(asked).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/--dry-run.*--yes/) });
  const dry = await fairday('restore', early, '--dry-run');
  expect(dry).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/would be missing \(\d+\)/) });
  expect(JSON.parse((await fairday('restore', early, '--dry-run', '--json')).out)).toMatchObject({
    ...{ ok: true, dryRun: true, isOtherMarket: false, takesAway: true },
  });
  expect(readFileSync(here).equals(before)).toBe(true);
  expect(readdirSync(ground.folder).filter((name) => name.includes('replaced'))).toHaveLength(1);

  const other = new SqliteGround();
  const otherStores = await other.open();
  const otherMarket = await AuditMarket.open(otherStores);
  await otherMarket.adds(5, 1_000);
  await otherMarket.close();
  await otherStores.close();
  const foreign = await fairday('restore', other.file, '--dry-run');
  expect(foreign.out).toMatch(
    /^The backup is whole, .*\nThe backup is of another market than the one here\.\n/,
  );
  expect((await fairday('restore', other.file, '--json')).code).toBe(1);
  await other.remove();

  const done = await fairday('restore', early, '--yes');
  expect(done).toMatchObject({ code: 0, out: expect.stringMatching(/are missing/) });
}, 120_000);

test('what can not be done is said in one line', async () => {
  const nobody = await fairday('verify', 'nobody');
  expect(nobody.code).toBe(1);
  expect(nobody.err).toBe(
    'fairday: There is no stream nobody: name one by its id or its address, or say all.\n',
  );
  const stores = await ground.open();
  const open = await fairday('rebuild', 'all');
  await stores.close();
  expect(open.code).toBe(1);
  expect(open.err).toMatch(/^fairday: Another process has this store open/);
}, 60_000);
