import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { beginBackup, pruneBackups } from '../../server/adapters/files/dated-backups.ts';
import { readBackup } from '../../server/adapters/files/whole-backup.ts';
import { openSqliteLedger } from '../../server/adapters/sql/ledger/sqlite-ledger.ts';
import { claimFile } from '../../server/adapters/sql/sqlite/connection.ts';
import { AuditMarket } from '../builders/audit-market.ts';
import { fairday as runFairday } from './command.ts';
import { handsOn, SqliteGround } from './sqlite-ground.ts';

const ground = new SqliteGround();
const PICTURE = `${'ab'.repeat(20)}.webp`;
const RECORDED = 'aaaaaaaa-0000-7000-8000-000000000001';
let to: string;

beforeAll(async () => {
  const stores = await ground.open();
  const market = await AuditMarket.open(stores);
  await market.adds(5, 1_000);
  await market.close();
  await stores.close();
  mkdirSync(join(ground.folder, 'pictures', '.given'), { recursive: true });
  mkdirSync(join(ground.folder, 'recordings', RECORDED), { recursive: true });
  writeFileSync(join(ground.folder, 'pictures', PICTURE), 'a picture');
  writeFileSync(join(ground.folder, 'pictures', `.${PICTURE}.half`), 'half of one');
  writeFileSync(join(ground.folder, 'pictures', '.given', 'staff-1'), `${PICTURE} 9\n`);
  writeFileSync(join(ground.folder, 'recordings', RECORDED, 'index.jsonl'), '{}\n');
  writeFileSync(join(ground.folder, 'recordings', RECORDED, '1795847748436-000001.ts'), 'pieces');
  writeFileSync(join(ground.folder, 'secret'), 'the secret of this market, thirty-two characters');
});
beforeEach(() => {
  to = mkdtempSync(join(tmpdir(), 'fairday-backups-'));
  return () => rmSync(to, { recursive: true, force: true });
});
afterAll(() => ground.remove());

const fairday = (...args: string[]) =>
  runFairday({ DATA_DIR: ground.folder, DATABASE_URL: `sqlite:${ground.file}`, AUTH_SECRET: '' }, ...args);

/** Every file below, by its path. */
const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();

/** A backup as one is made, of a day, with nothing in it but a database. */
function backupOf(day: number, market = 'market-a'): string {
  const nowMs = Date.UTC(2026, 10, day, 3, 0, 0);
  const part = beginBackup(to, nowMs);
  writeFileSync(part.databaseFile('fairday.db'), 'database');
  part.takeFiles(ground.folder);
  return part.finish({ madeAtMs: nowMs, version: '0', market, database: 'fairday.db' }).folder;
}

test('one dated folder has the database, the pictures and the indexes; it says where the secret is, and does not hold it', async () => {
  const made = await fairday('backup', '--to', to, '--keep', '14', '--json');
  expect(made).toMatchObject({ code: 0, err: '' });
  const { folder, files, secret } = JSON.parse(made.out);
  expect(folder).toMatch(/\/fairday-\d{8}T\d{6}Z$/);
  expect(secret).toBe(join(ground.folder, 'secret'));
  const inside = [
    'backup.json',
    'fairday.db',
    `pictures/.given/staff-1`,
    `pictures/${PICTURE}`,
    `recordings/${RECORDED}/index.jsonl`,
  ];
  expect(filesIn(folder)).toEqual(inside.sort());
  expect(files).toBe(4);
  expect(readdirSync(to).filter((name) => name.includes('.part'))).toEqual([]);
  for (const name of filesIn(folder))
    expect(readFileSync(join(folder, name), 'utf8')).not.toContain('thirty-two');
  const ledger = openSqliteLedger(join(folder, 'fairday.db'));
  expect(await ledger.heads()).toHaveLength(2);
  await ledger.close();
  expect((await fairday('status')).out).toContain(`The last backup made here is of 20`);
  const again = await fairday('backup', '--to', to);
  expect(again.out).toMatch(/The secret is not in it\. Keep .*secret in another place/);
}, 120_000);

test('a folder is put back with its pictures where they are missing; what is there stays', async () => {
  const { folder } = JSON.parse((await fairday('backup', '--to', to, '--json')).out);
  const elsewhere = mkdtempSync(join(tmpdir(), 'fairday-elsewhere-'));
  const given = join(elsewhere, 'pictures', '.given');
  mkdirSync(given, { recursive: true });
  writeFileSync(join(given, 'staff-1'), 'newer');
  const there = {
    DATA_DIR: elsewhere,
    DATABASE_URL: `sqlite:${join(elsewhere, 'fairday.db')}`,
    AUTH_SECRET: readFileSync(join(ground.folder, 'secret'), 'utf8'),
  };
  expect(await runFairday(there, 'restore', folder, '--dry-run')).toMatchObject({ code: 0 });
  expect(filesIn(elsewhere)).toEqual(['pictures/.given/staff-1']);
  const restored = await runFairday(there, 'restore', folder);
  expect(restored).toMatchObject({ code: 0, err: '' });
  expect(restored.out).toContain('1 pictures and indexes');
  expect(readFileSync(join(elsewhere, 'pictures', PICTURE), 'utf8')).toBe('a picture');
  expect(readFileSync(join(given, 'staff-1'), 'utf8')).toBe('newer');
  expect(existsSync(join(elsewhere, 'recordings'))).toBe(false);
  rmSync(elsewhere, { recursive: true, force: true });
}, 120_000);

test('the newest stay, those of another market too, and no file is removed that is none of the backup’s', () => {
  const [first, second] = [backupOf(1), backupOf(2)];
  const other = backupOf(3, 'market-b');
  const [third, fourth] = [backupOf(4), backupOf(5)];
  writeFileSync(join(to, 'notes.txt'), 'mine');
  mkdirSync(join(to, 'fairday-20261101T030000Z.mine'));
  mkdirSync(join(to, 'fairday-20250101T000000Z'));
  writeFileSync(join(second, 'why.txt'), 'mine');
  expect(pruneBackups(to, 'market-a', 2)).toEqual({ removed: [first], spared: [second] });
  for (const path of [second, other, third, fourth]) expect(existsSync(join(path, 'backup.json'))).toBe(true);
  expect(existsSync(first)).toBe(false);
  expect(readFileSync(join(second, 'why.txt'), 'utf8')).toBe('mine');
  expect(readdirSync(to).sort()).toEqual(
    [
      ...['notes.txt', 'fairday-20261101T030000Z.mine', 'fairday-20250101T000000Z'],
      ...['fairday-20261102T030000Z', 'fairday-20261103T030000Z'],
      ...['fairday-20261104T030000Z', 'fairday-20261105T030000Z'],
    ].sort(),
  );
});

test('where the books of the new one are not right no older one is removed', async () => {
  const first = JSON.parse((await fairday('backup', '--to', to, '--keep', '1', '--json')).out).folder;
  const broken = new SqliteGround();
  const stores = await broken.open();
  const market = await AuditMarket.open(stores);
  await market.adds(5, 1_000);
  await market.close();
  await stores.close();
  const { hands, close } = handsOn(broken.file);
  await hands.run('UPDATE item_stock SET sold = sold + 1, available = available - 1');
  await close();
  const where = { DATA_DIR: broken.folder, DATABASE_URL: `sqlite:${broken.file}` };
  const one = await runFairday(where, 'backup', '--to', to, '--json');
  const other = await runFairday(where, 'backup', '--to', to, '--keep', '1');
  expect(other).toMatchObject({
    code: 1,
    err: expect.stringMatching(/books are not right: INV.*No older one/),
  });
  for (const path of [first, JSON.parse(one.out).folder])
    expect(existsSync(join(path, 'backup.json'))).toBe(true);
  expect(readdirSync(to).filter((name) => name.startsWith('fairday-'))).toHaveLength(3);
  await broken.remove();
}, 120_000);

test('two backups into one folder go one after the other', async () => {
  const claim = claimFile(join(to, '.fairday-backup'));
  const refused = await fairday('backup', '--to', to);
  claim.close();
  expect(refused).toMatchObject({ code: 1, err: expect.stringMatching(/Another backup is being made/) });
  expect((await fairday('backup', '--to', to)).code).toBe(0);
}, 120_000);

test('pictures that the backup before has take no room again', () => {
  const [one, two] = [backupOf(1), backupOf(2)];
  const inode = (folder: string) => statSync(join(folder, 'pictures', PICTURE)).ino;
  expect(inode(two)).toBe(inode(one));
  expect(statSync(join(two, 'pictures/.given/staff-1')).ino).not.toBe(
    statSync(join(one, 'pictures/.given/staff-1')).ino,
  );
});

test('[C47] a picture that has changed in the backup before is taken anew', () => {
  const one = backupOf(1);
  writeFileSync(join(one, 'pictures', PICTURE), 'a pictura');
  const two = backupOf(2);
  expect(readFileSync(join(two, 'pictures', PICTURE), 'utf8')).toBe('a picture');
  expect(readBackup(two)).toMatchObject({ checked: 'digests' });
  expect(() => readBackup(one)).toThrow(/pictures\/.* is not what its digest says/);
});

test('a backup that was broken off is never taken for a whole one, and the next one clears it away', async () => {
  const part = beginBackup(to, Date.UTC(2026, 10, 1));
  writeFileSync(part.databaseFile('fairday.db'), 'half');
  const [left] = readdirSync(to);
  expect(left).toBe('.fairday-20261101T000000Z.part');
  await expect(fairday('restore', join(to, left!))).resolves.toMatchObject({
    code: 1,
    err: expect.stringContaining('is no whole backup'),
  });
  const whole = backupOf(2);
  expect(readdirSync(to)).toEqual(['fairday-20261102T030000Z']);
  truncateSync(join(whole, 'pictures', PICTURE), 3);
  expect(() => readBackup(whole)).toThrow(/is not put back: pictures\/.* is shorter than it was/);
  rmSync(join(whole, 'pictures', PICTURE));
  expect(() => readBackup(whole)).toThrow(/is not put back: pictures\/.* is missing/);
});

test('what can not be backed up is said in one line, and leaves nothing', async () => {
  const nowhere = join(to, 'nowhere');
  expect((await fairday('backup', '--to', nowhere)).err).toBe(
    `fairday: There is no such folder (${nowhere}). Make it first: a name that was mistyped would fill another disk.\n`,
  );
  expect((await fairday('backup')).err).toMatch(/Name a file for the backup, or a folder/);
  expect((await fairday('backup', '--to', to, '--keep', 'all')).err).toMatch(/--keep wants a whole number/);
  const missing = await runFairday(
    { DATA_DIR: to, DATABASE_URL: `sqlite:${join(to, 'none.db')}` },
    ...['backup', '--to', to],
  );
  expect(missing.code).toBe(1);
  expect(readdirSync(to).filter((name) => name.includes('fairday-2'))).toEqual([]);
}, 120_000);
