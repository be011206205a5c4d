import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const program = join(import.meta.dirname, '../../server/cli.ts');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fairday-dotenv-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function status() {
  const { NODE_ENV, ...environment } = process.env;
  const {
    status: code,
    stdout,
    stderr,
  } = spawnSync(process.execPath, [program, 'status'], {
    cwd: folder,
    env: environment,
    encoding: 'utf8',
  });
  return { code, out: stdout, err: stderr };
}

test('[X95] settings that this user may not read are one line that says whose they are, not another market', () => {
  // Root reads every file, but no folder as one.
  mkdirSync(join(folder, '.env'));
  expect(status()).toEqual({
    code: 1,
    out: '',
    err: `fairday: ${join(folder, '.env')} cannot be read: run this as the user whom the server runs as, or make it readable.\n`,
  });
});

test('the settings of the folder count, and without any the defaults do', () => {
  expect(status()).toMatchObject({ code: 1, out: 'No server is here.\n' });
  writeFileSync(join(folder, '.env'), 'PORT=70000\n');
  expect(status().err).toMatch(/^fairday: PORT in the environment cannot be used/);
});
