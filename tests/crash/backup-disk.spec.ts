import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { fairday as runFairday } from '../audit/command.ts';
import { SqliteGround } from '../audit/sqlite-ground.ts';
import { AuditMarket } from '../builders/audit-market.ts';
import { mayMount, type SmallDisk, smallDisk } from './mount.ts';

const ground = new SqliteGround();
const LARGE_PICTURE = `${'cd'.repeat(20)}.webp`;
let disk: SmallDisk | null = null;

beforeAll(async () => {
  const stores = await ground.open();
  const market = await AuditMarket.open(stores);
  await market.adds(5, 1_000);
  await market.close();
  await stores.close();
  mkdirSync(join(ground.folder, 'pictures'));
  return () => ground.remove();
});
beforeEach(() => {
  if (!mayMount) console.warn('Left out: the full disk. Mounting a small one takes root.');
});
afterEach(() => {
  disk?.close();
  disk = null;
});

const fairday = (...args: string[]) =>
  runFairday({ DATA_DIR: ground.folder, DATABASE_URL: `sqlite:${ground.file}` }, ...args);
/** What stands on the disk besides the test's own ballast and the lock of the folder. */
const left = () =>
  readdirSync(disk!.folder).filter((name) => !/^(ballast|\.fairday-backup-owner)$/.test(name));

test.skipIf(!mayMount)('[C25] a backup on a full disk says so, and leaves nothing behind', async () => {
  disk = smallDisk(4);
  disk.fill();
  const full = {
    code: 1,
    out: '',
    err: expect.stringMatching(/^fairday: The disk is full \(.*Nothing was left/),
  };
  expect(await fairday('backup', join(disk.folder, 'market.db'))).toMatchObject(full);
  expect(left()).toEqual([]);
  expect(await fairday('backup', '--to', disk.folder, '--keep', '14')).toMatchObject(full);
  expect(left()).toEqual([]);
  disk.free();
  // Room for the database, and not for the pictures.
  writeFileSync(join(ground.folder, 'pictures', LARGE_PICTURE), Buffer.alloc(5_000_000));
  expect(await fairday('backup', '--to', disk.folder)).toMatchObject(full);
  expect(left()).toEqual([]);
  rmSync(join(ground.folder, 'pictures', LARGE_PICTURE));
  expect((await fairday('backup', '--to', disk.folder)).code).toBe(0);
  expect(left()).toHaveLength(1);
});

test.skipIf(!mayMount)('[C25] [C35] a restore on a full disk leaves the market as it was', async () => {
  const backup = join(mkdtempSync(join(tmpdir(), 'fairday-kept-')), 'market.db');
  expect((await fairday('backup', backup)).code).toBe(0);
  disk = smallDisk(4);
  const there = { DATA_DIR: disk.folder, DATABASE_URL: `sqlite:${join(disk.folder, 'fairday.db')}` };
  expect((await runFairday(there, 'restore', backup)).code).toBe(0);
  const before = left();
  disk.fill();
  const failed = await runFairday(there, 'restore', backup, '--yes');
  expect(failed.code).toBe(1);
  expect(failed.err).toMatch(/full/);
  disk.free();
  expect(left().filter((name) => !name.endsWith('-wal') && !name.endsWith('-shm'))).toEqual(before);
  expect((await runFairday(there, 'verify', 'all')).code).toBe(0);
  expect((await runFairday(there, 'restore', backup, '--yes')).code).toBe(0);
});
