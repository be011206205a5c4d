import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { backup } from '../../server/cli/backup.ts';
import { rebuild } from '../../server/cli/rebuild.ts';
import { restore } from '../../server/cli/restore.ts';
import { status } from '../../server/cli/servers.ts';
import { verify } from '../../server/cli/verify.ts';
import { readConfig } from '../../server/config.ts';
import { FORMAT } from '../../server/lib/format.ts';
import { version } from '../../server/lib/version.ts';
import { openMarket } from '../../server/main.ts';
import { AuditMarket } from '../builders/audit-market.ts';
import { filesIn, makeOlderFile } from '../builders/older-format.ts';
import { SqliteGround } from './sqlite-ground.ts';

const top = mkdtempSync(join(tmpdir(), 'fairday-older-'));
const backups = join(top, 'backups');
const ground = new SqliteGround();
let made = 0;

beforeAll(async () => {
  mkdirSync(backups);
  const stores = await ground.open();
  const market = await AuditMarket.open(stores);
  await market.adds(5, 1_000);
  await market.close();
  await stores.close();
});
beforeEach(() => {
  vi.stubEnv('AUTH_SECRET', 'a secret for tests, thirty-two characters or more');
  vi.stubEnv('LOG_LEVEL', 'silent');
  vi.stubEnv('PORT', '0');
});
afterAll(() => {
  vi.unstubAllEnvs();
  ground.remove();
  rmSync(top, { recursive: true, force: true });
});

/** A data folder for the next command, with a picture in it. */
function aFolder(): { folder: string; file: string } {
  made += 1;
  const folder = join(top, `data-${made}`);
  mkdirSync(join(folder, 'pictures'), { recursive: true });
  writeFileSync(join(folder, 'pictures', `${'ab'.repeat(20)}.webp`), 'a picture');
  vi.stubEnv('DATA_DIR', folder);
  return { folder, file: join(folder, 'fairday.db') };
}

const lineOf = (where: string) =>
  `This is a market of format 1 (${where}). Fairday up to 0.2.0 reads it, this one reads format 2. Nothing was changed: go on with the older one, or begin a new market in another place.`;

const commands: Record<string, () => Promise<unknown>> = {
  start: async () => openMarket(readConfig(process.env)),
  'backup to a file': () => backup(join(backups, 'one.db'), {}),
  'backup to a folder': () => backup(undefined, { to: backups, keep: '1' }),
  restore: () => restore(ground.file, { yes: true, json: true }),
  verify: () => verify('all', {}),
  rebuild: () => rebuild('all', {}),
  status: () => status({}),
};

test.each(Object.entries(commands))(
  'a data folder of format 1 is refused in one line and stays byte for byte: %s',
  async (_, command) => {
    const { folder, file } = aFolder();
    makeOlderFile(file);
    const before = filesIn(folder);
    await expect(command()).rejects.toThrow(lineOf(file));
    expect(filesIn(folder)).toEqual(before);
    expect(filesIn(backups).filter((name) => !name.startsWith('.fairday-backup'))).toEqual([]);
  },
);

test.each(['start', 'verify', 'status'])(
  'one that was killed as soon as it was made says its format in its write-ahead log: %s',
  async (name) => {
    const { folder, file } = aFolder();
    makeOlderFile(file, 'killed');
    const before = filesIn(folder);
    await expect(commands[name]!()).rejects.toThrow(lineOf(file));
    expect(filesIn(folder)).toEqual(before);
  },
);

test.each(Object.entries(commands))(
  'no secret is made beside a market of format 1, where none is set: %s',
  async (_, command) => {
    vi.stubEnv('AUTH_SECRET', '');
    const { folder, file } = aFolder();
    makeOlderFile(file);
    const before = filesIn(folder);
    await expect(command()).rejects.toThrow(lineOf(file));
    expect(filesIn(folder)).toEqual(before);
  },
);

test('a backup of format 1 is not put back: the market and the backup stay as they are', async () => {
  const { folder, file } = aFolder();
  copyFileSync(ground.file, file);
  const backedUp = join(top, 'older.db');
  makeOlderFile(backedUp);
  const dated = join(top, 'fairday-20260925T193000Z');
  mkdirSync(dated);
  copyFileSync(backedUp, join(dated, 'fairday.db'));
  const bytes = readFileSync(backedUp).length;
  writeFileSync(
    join(dated, 'backup.json'),
    JSON.stringify({
      ...{ what: 'fairday backup', madeAtMs: 0, version: '0.2.0', market: null, database: 'fairday.db' },
      files: [{ path: 'fairday.db', bytes }],
    }),
  );
  const before = [filesIn(folder), filesIn(dated)];
  await expect(restore(backedUp, { yes: true, json: true })).rejects.toThrow(lineOf(backedUp));
  await expect(restore(dated, { yes: true, json: true })).rejects.toThrow(lineOf(dated));
  const isOwner = (line: string) => line.startsWith('fairday.db-owner');
  expect([filesIn(folder).filter((line) => !isOwner(line)), filesIn(dated)]).toEqual(before);
  expect(existsSync(`${backedUp}-wal`)).toBe(false);
});

test('a market of a format to come is refused as well, and a backup names its format', async () => {
  const { folder, file } = aFolder();
  copyFileSync(ground.file, file);
  const db = new Database(file);
  const mark = Number(db.pragma('application_id', { simple: true }));
  expect(mark.toString(16)).toBe(Buffer.from('FDM2').toString('hex'));
  db.pragma(`application_id = ${mark + 1}`);
  db.close();
  const before = filesIn(folder);
  await expect(commands.start!()).rejects.toThrow(
    /^This is a market of format 3 \(.*\)\. A newer Fairday reads it, this one reads format 2\. Nothing was changed: start the newer one\.$/,
  );
  expect(filesIn(folder)).toEqual(before);

  const { file: market } = aFolder();
  copyFileSync(ground.file, market);
  const printed = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  await backup(undefined, { to: backups }).finally(() => printed.mockRestore());
  const dated = readdirSync(backups).find((name) => name.startsWith('fairday-'))!;
  const manifest = JSON.parse(readFileSync(join(backups, dated, 'backup.json'), 'utf8'));
  expect(manifest).toMatchObject({ format: FORMAT.log, version });
});
