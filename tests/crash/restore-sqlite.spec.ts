import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSqliteLedger } from '../../server/adapters/sql/ledger/sqlite-ledger.ts';
import { openWriter } from '../../server/adapters/sql/sqlite/connection.ts';
import { fileGround } from './ground.ts';
import { oldOrNew, restores } from './restore-suite.ts';

let copies = 0;
/** The market as it stood before anything was put back, in one file. */
let full = '';

const crash = restores(async () => {
  const ground = fileGround();
  return {
    ground,
    backup: join(ground.folder, 'backup.db'),
    read: async () => openSqliteLedger(ground.file),
    async copy() {
      copies += 1;
      const folder = join(ground.folder, `copy-${copies}`);
      mkdirSync(folder);
      const file = join(folder, 'market.db');
      if (full === '') {
        full = join(ground.folder, 'full.db');
        // Folds what a killed server left in its write-ahead log into the file.
        openWriter(ground.file, 'full').close();
        copyFileSync(ground.file, full);
      }
      copyFileSync(full, file);
      const environment = { ...ground.environment, DATA_DIR: folder, DATABASE_URL: `sqlite:${file}` };
      return { environment, read: async () => openSqliteLedger(file) };
    },
  };
});

/** More steps than a restore has: the one that is not killed any more ends the loop. */
const MOST_STEPS = 60;

test('[C35] [I5] a restore that is killed before any of its steps leaves the old market or the new one, and can be done again', async () => {
  const { backup, copy } = crash.killing();
  const hook = `--import=${join(import.meta.dirname, 'dies-before.ts')}`;
  const left: string[] = [];
  let again: Awaited<ReturnType<typeof copy>> | null = null;
  for (let step = 1; step <= MOST_STEPS; step += 1) {
    const { environment, read } = await copy();
    const plan = { ...environment, FAIRDAY_DIES_BEFORE: String(step) };
    const end = await crash.fairday(['restore', backup, '--yes'], plan, [hook]);
    left.push(await oldOrNew(await read(), crash.before()));
    if (end.signal !== 'SIGKILL') {
      expect(end).toMatchObject({ code: 0 });
      break;
    }
    if (left.at(-1) === 'old') again = { environment, read };
  }
  // All before one step, and from there on the new one.
  expect(left.join(' ')).toMatch(/^(old ){5,}(new ?)+$/);
  expect(left.length).toBeLessThan(MOST_STEPS);
  // What the last of them left lying about stands in nobody's way.
  expect(await crash.fairday(['restore', backup, '--yes'], again!.environment)).toMatchObject({ code: 0 });
  expect(await oldOrNew(await again!.read(), crash.before())).toBe('new');
}, 400_000);
