import { spawnSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { variableNames } from '../../server/config.ts';
import { blocksOf, commandsOf, readBlocks } from '../deploy/manual.ts';
import { root } from './sources.ts';

/** So many blocks of the manual may be left to the reader's trust; what belongs to a machine stands in docs/deploy/. */
const MAX_NOT_RUN = 3;
/** Nobody has to write more than this to say why. */
const REASON = /^\w+(?: \S+){2,11}$/;

const manual = blocksOf('docs/operate.md');
const shells = manual.filter(({ language }) => language === 'sh');

test('almost every block of the manual is run, and what is not says why', () => {
  const left = shells.filter(({ mark }) => mark.notRun !== null);
  expect(left.length).toBeLessThanOrEqual(MAX_NOT_RUN);
  expect(shells.length - left.length).toBeGreaterThanOrEqual(13);
  expect(left.filter(({ mark }) => !REASON.test(mark.notRun!))).toEqual([]);
});

test('what a test could run is not marked as if it could not', () => {
  const own = /^(?:npm run|npm start|node dist)/;
  const pages = ['docs/operate.md', ...globSync('docs/deploy/*.md', { cwd: root })];
  const left = pages
    .flatMap(blocksOf)
    .filter(({ language, mark }) => language === 'sh' && mark.notRun !== null);
  expect(left.length).toBeGreaterThan(MAX_NOT_RUN);
  // Each has a command that changes the machine, comes from outside, or needs what is not there.
  const outside = /\b(?:sudo|docker|git clone|npm ci|createdb)\b/;
  expect(left.filter((block) => !commandsOf(block).some((line) => outside.test(line)))).toEqual([]);
  expect(left.filter((block) => commandsOf(block).every((line) => own.test(line)))).toEqual([]);
});

test('what no test runs is at least a shell’s language, and names files and settings that are there', () => {
  const blocks = ['docs/operate.md', 'docs/deploy/rented-server.md'].flatMap(blocksOf);
  const left = blocks.filter(({ language, mark }) => language === 'sh' && mark.notRun !== null);
  for (const { text, line } of left) {
    const filled = text.replaceAll(/<[^>\n]+>/g, 'word');
    const { status, stderr } = spawnSync('bash', ['-n'], { input: filled, encoding: 'utf8' });
    expect({ line, status, stderr }).toEqual({ line, status: 0, stderr: '' });
    const files = [...text.matchAll(/\bdocs\/[\w./-]+/g)].map(([path]) => path);
    expect(files.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  }
  const settings = blocks.filter(({ language }) => language === 'ini').map(({ text }) => text);
  expect(settings.length).toBeGreaterThanOrEqual(2);
  const named = settings.flatMap((text) => [...text.matchAll(/^(\w+)=/gm)].map(([, name]) => name!));
  expect(named.filter((name) => !(variableNames as string[]).includes(name))).toEqual([]);
});

test('each store has its own block where one is for the other alone, and placeholders are explained', () => {
  const of = (store: string) =>
    shells.filter(({ mark }) => mark.store === store).map(({ heading }) => heading);
  expect(of('sqlite').length).toBeGreaterThan(0);
  expect(of('postgres')).toEqual(of('sqlite'));
  const page = readFileSync(join(root, 'docs/operate.md'), 'utf8');
  const begin = page.slice(0, page.indexOf('## Start'));
  for (const word of ['li@example.org', 'market-day-abc123', '/srv/backups', '<…>'])
    expect(begin).toContain(word);
});

test('a mark that says nothing known, or that stands before no block, is a fault', () => {
  const block = '```sh\nnpm start\n```\n';
  expect(readBlocks(`<!-- tests: servers stopped -->\n\n${block}`)[0]!.mark).toEqual({
    ...{ notRun: null, isStopped: true, store: null },
  });
  expect(readBlocks(block)[0]!.mark).toEqual({ notRun: null, isStopped: false, store: null });
  expect(() => readBlocks(`<!-- tests: skipped -->\n\n${block}`)).toThrow(/Line 1/);
  expect(() => readBlocks(`<!-- tests: sqlite alone -->\n\nText.\n\n${block}`)).toThrow(/no block/);
});
