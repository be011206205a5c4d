import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const NOT_SHIPPED = join('server', 'tools');
let folder: string;

/** What the container image holds of the program: everything but `server/tools`. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fairday-alone-'));
  for (const part of ['server', 'shared', 'package.json']) {
    cpSync(join(root, part), join(folder, part), {
      recursive: true,
      filter: (path) => relative(root, path) !== NOT_SHIPPED,
    });
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function fairday(...args: string[]) {
  const environment = { ...process.env, NODE_ENV: 'test', DATA_DIR: folder, DATABASE_URL: '' };
  return spawnSync(process.execPath, [join(folder, 'server/fairday.ts'), ...args], {
    cwd: folder,
    env: environment,
    encoding: 'utf8',
    timeout: 60_000,
  });
}

test('a build that holds the server alone says so in one line when it is asked for a demo or a load', () => {
  for (const command of ['demo', 'load']) {
    const { status, stderr, stdout } = fairday(command);
    expect([status, stdout, stderr], command).toEqual([
      1,
      '',
      `fairday: this build holds the server alone, without \`${command}\`: run it from a checkout.\n`,
    ]);
  }
});

test('what it holds works: a member of staff is let in', () => {
  const { status, stdout } = fairday(
    'user',
    'add',
    'li@market.example',
    '--name',
    'Li',
    '--role',
    'operator',
  );
  expect([status, stdout]).toEqual([0, expect.stringContaining('http')]);
});
