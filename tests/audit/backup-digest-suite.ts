import { hash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { readBackup } from '../../server/adapters/files/whole-backup.ts';
import { backup } from '../../server/cli/backup.ts';
import { restore } from '../../server/cli/restore.ts';
import { AuditMarket, type AuditStores, playAuditDay } from '../builders/audit-market.ts';

/** Where a market is backed up from, and where it is put back. */
export interface BackupGround {
  database: 'fairday.db' | 'fairday.dump';
  open(): Promise<AuditStores>;
  /** What a command is told of the market. */
  url(): string;
  /** A place without a market, in a folder that is empty. */
  nowhere(folder: string): string;
}

const SECRET = 'a secret for tests, thirty-two characters or more';
const PICTURE = `${'ab'.repeat(20)}.webp`;
const RECORDED = 'aaaaaaaa-0000-7000-8000-000000000001';

/** [C47] A backup is put back as it was made, or refused in one line that names the file. */
export function backupDigestSuite(ground: BackupGround): void {
  const folder = mkdtempSync(join(tmpdir(), 'fairday-whole-'));
  const data = join(folder, 'data');
  const single = join(folder, 'market.copy');
  let whole = '';
  let copies = 0;

  function goTo(dataDir: string, url: string): void {
    const environment = { NODE_ENV: 'test', LOG_LEVEL: 'silent', AUTH_SECRET: SECRET };
    for (const [name, value] of Object.entries({ ...environment, DATA_DIR: dataDir, DATABASE_URL: url }))
      vi.stubEnv(name, value);
  }

  async function printed(work: Promise<void>): Promise<string> {
    const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    try {
      await work;
      return write.mock.calls.map(([text]) => String(text)).join('');
    } finally {
      write.mockRestore();
    }
  }

  /** Restores into a new, empty place. What is refused leaves it so. */
  async function putBack(path: string, options = {}): Promise<string> {
    copies += 1;
    const there = join(folder, `there-${copies}`);
    mkdirSync(there);
    goTo(there, ground.nowhere(there));
    try {
      return await printed(restore(path, options));
    } catch (refusal) {
      expect(readdirSync(there)).toEqual([]);
      throw refusal;
    }
  }

  /** A copy of the folder, or of the file with its digest, to be damaged. @returns its path, and that of a file in it */
  function copyOf(made: string): { made: string; at(path: string): string } {
    copies += 1;
    const into = join(folder, `copy-${copies}`, basename(made));
    cpSync(made, into, { recursive: true });
    if (existsSync(`${made}.sha256`)) cpSync(`${made}.sha256`, `${into}.sha256`);
    return { made: into, at: (path) => join(made === single ? dirname(into) : into, path) };
  }

  const flip = (file: string, at: number) => {
    const bytes = readFileSync(file);
    bytes[at]! ^= 1;
    writeFileSync(file, bytes);
  };
  const refusedFor = (fault: string, path: string) => ({
    ...{ name: 'BackupRefused', fault, path },
    message: expect.stringMatching(
      `^This backup is not put back: ${path.replaceAll('.', '\\.')} is .*\\(${folder}.*\\)\\. .*\\.$`,
    ),
  });

  beforeAll(async () => {
    const stores = await ground.open();
    const market = await AuditMarket.open(stores);
    await playAuditDay(market);
    await stores.directory.sealUnder(market.app.secrets.fingerprint);
    await market.close();
    for (const name of ['data/pictures/.given', `data/recordings/${RECORDED}`, 'backups'])
      mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(data, 'pictures', PICTURE), 'a picture');
    writeFileSync(join(data, 'pictures', '.given', 'staff-1'), `${PICTURE} 9\n`);
    writeFileSync(join(data, 'recordings', RECORDED, 'index.jsonl'), '{"seq":1}\n');
    goTo(data, ground.url());
    whole = JSON.parse(await printed(backup(undefined, { to: join(folder, 'backups'), json: true }))).folder;
    await printed(backup(single, {}));
    await stores.close();
  });
  afterEach(() => void vi.unstubAllEnvs());
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('[C47] a folder and a file that are as they were made are put back, and it says so', async () => {
    const report = JSON.parse(await putBack(single, { json: true }));
    expect(report).toMatchObject({ ok: true, checked: 'digests', unreadableContacts: 0 });
    expect(report.sealedContacts).toBeGreaterThan(5);
    expect(await putBack(whole)).toMatch(
      /as it was written, by its digest\.\nSealed addresses that open here: (\d+) of \1\.\n/,
    );
    // As `sha256sum -c` reads it, which the test of the manual does.
    const digest = hash('sha256', readFileSync(single), 'hex');
    expect(readFileSync(`${single}.sha256`, 'utf8')).toBe(`${digest}  market.copy\n`);
  });

  test('[C47] a byte that was flipped in any file of a folder is found, wherever it lies', async () => {
    const { made, at } = copyOf(whole);
    const index = `recordings/${RECORDED}/index.jsonl`;
    const files = [ground.database, `pictures/${PICTURE}`, 'pictures/.given/staff-1', index];
    for (const path of files) {
      const { length } = readFileSync(at(path));
      for (const byte of [0, Math.floor(length / 2), length - 1]) {
        flip(at(path), byte);
        await expect(putBack(made)).rejects.toMatchObject(refusedFor('altered', path));
        flip(at(path), byte);
      }
    }
    const manifest = readFileSync(at('backup.json'), 'utf8');
    // The last character of what each says, so that most are still read as what they were.
    for (const said of [
      /"what":"[^"]+/,
      /"version":"[^"]+/,
      /"madeAtMs":\d+/,
      /"bytes":\d+/,
      /"sha256":"\w+"}\n$/,
    ]) {
      const [text] = said.exec(manifest)!;
      const byte = manifest.indexOf(text) + text.replace(/"}\n$/, '').length - 1;
      flip(at('backup.json'), byte);
      await expect(putBack(made)).rejects.toMatchObject(refusedFor('unreadable', 'backup.json'));
      flip(at('backup.json'), byte);
    }
    expect(readBackup(made)).toMatchObject({ checked: 'digests' });
  });

  test('[C47] a file too few, one too many, one that was cut and one that has grown are named', async () => {
    const { made, at } = copyOf(whole);
    const path = `pictures/${PICTURE}`;
    rmSync(at(path));
    await expect(putBack(made)).rejects.toMatchObject(refusedFor('missing', path));
    writeFileSync(at(path), 'a pictur');
    await expect(putBack(made)).rejects.toMatchObject(refusedFor('shorter', path));
    writeFileSync(at(path), 'a picture.');
    await expect(putBack(made)).rejects.toMatchObject(refusedFor('longer', path));
    writeFileSync(at(path), 'a picture');
    writeFileSync(at(`${ground.database}-journal`), 'what SQLite would read along');
    await expect(putBack(made)).rejects.toMatchObject(refusedFor('unknown', `${ground.database}-journal`));
    rmSync(at(`${ground.database}-journal`));
    truncateSync(at(ground.database), 4_096);
    await expect(putBack(made)).rejects.toMatchObject(refusedFor('shorter', ground.database));
  });

  test('[C47] a single file is held against the digest beside it, under whatever name', async () => {
    const { made, at } = copyOf(single);
    renameSync(made, at('renamed'));
    renameSync(`${made}.sha256`, at('renamed.sha256'));
    const renamed = at('renamed');
    for (const byte of [100, readFileSync(renamed).length - 1]) {
      flip(renamed, byte);
      await expect(putBack(renamed)).rejects.toMatchObject(refusedFor('altered', 'renamed'));
      flip(renamed, byte);
    }
    // Of the line itself the digest counts, and that it is one.
    for (const byte of [0, 64]) {
      flip(`${renamed}.sha256`, byte);
      await expect(putBack(renamed)).rejects.toMatchObject(refusedFor('altered', 'renamed'));
      flip(`${renamed}.sha256`, byte);
    }
    expect(readBackup(renamed)).toMatchObject({ checked: 'digests' });
    rmSync(`${renamed}.sha256`);
    expect(await putBack(renamed, { dryRun: true })).toMatch(/No digest .* made before digests/);
  });

  test('[C47] the database of a folder, named alone, is held against the folder’s digest', async () => {
    const { made, at } = copyOf(whole);
    flip(at(ground.database), 100);
    await expect(putBack(join(made, ground.database))).rejects.toMatchObject(
      refusedFor('altered', ground.database),
    );
  });

  test('[C47] a folder from before there were digests is put back by its sizes, and it says so', async () => {
    const { made, at } = copyOf(whole);
    const { sha256: _own, files, ...manifest } = JSON.parse(readFileSync(at('backup.json'), 'utf8'));
    const sizes = files.map(({ path, bytes }: { path: string; bytes: number }) => ({ path, bytes }));
    writeFileSync(at('backup.json'), JSON.stringify({ ...manifest, files: sizes }));
    expect(await putBack(made)).toContain('The backup was made before digests, sizes checked.\n');
    expect(readBackup(made)).toMatchObject({ checked: 'sizes' });
    writeFileSync(at(`pictures/${PICTURE}`), 'cut');
    await expect(putBack(made)).rejects.toMatchObject(refusedFor('shorter', `pictures/${PICTURE}`));
  });

  test('a backup never writes over a digest, and one that fails leaves none', async () => {
    goTo(data, ground.url());
    const taken = join(folder, 'taken');
    writeFileSync(`${taken}.sha256`, 'mine');
    await expect(backup(taken, {})).rejects.toThrow(/There is a file of that name .*taken\.sha256/);
    expect(existsSync(taken)).toBe(false);
    expect(readFileSync(`${taken}.sha256`, 'utf8')).toBe('mine');
  });
}
