import { execFile } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aTarget, type Target } from './target.ts';

const root = join(import.meta.dirname, '../..');
const WAIT_MS = 20_000;
/** Debian's own Python has what its packages bring; another that comes first on the path need not. */
const PYTHON = '/usr/bin/python3';

const page = readFileSync(join(root, 'docs/developers.md'), 'utf8');

/** The one program of a language on the page for developers. */
function program(language: string): string {
  const blocks = [...page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))];
  expect(blocks).toHaveLength(1);
  return blocks[0]![1]!;
}

describe('a client written from the documents alone', () => {
  let target: Target;
  beforeAll(async () => {
    target = await aTarget();
  });
  afterAll(() => target.close());

  it.each([
    ['js', process.execPath, 'mjs'],
    ['python', PYTHON, 'py'],
  ])('in %s orders two products on a fresh market, in sixty lines', async (language, runs, ending) => {
    const source = program(language);
    if (language === 'js') expect(source.trimEnd().split('\n').length).toBeLessThanOrEqual(60);
    const { slug } = await target.liveStream([5, 5], { payments: ['cash_on_delivery'] });
    // Beside the packages that it imports.
    const file = join(root, `written-client-${process.pid}.${ending}`);
    writeFileSync(file, source);
    try {
      const { stdout } = await promisify(execFile)(runs, [file, target.origin, slug], { timeout: WAIT_MS });
      expect(stdout).toMatch(/^ordered \d+: 5980$/m);
    } finally {
      rmSync(file);
    }
    // What it left on the market is an order of two, at the price of both.
    const { cookie } = target.operator;
    const { body } = await target.ask('GET', `/insights/${slug}`, { cookie });
    expect(body).toMatchObject({ summary: { placedOrders: 1, paidUnits: 2, gmvPlacedMinor: 5_980 } });
  });
});
