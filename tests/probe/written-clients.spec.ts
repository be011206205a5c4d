import { spawn } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aTarget, type Target } from './target.ts';

const root = join(import.meta.dirname, '../..');
const WAIT_MS = 45_000;
/** Debian's own Python has what its packages bring; another that comes first on the path need not. */
const PYTHON = '/usr/bin/python3';

const page = readFileSync(join(root, 'docs/developers.md'), 'utf8');

/** The one program of a language on the page for developers. */
function program(language: string): string {
  const blocks = [...page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))];
  expect(blocks).toHaveLength(1);
  return blocks[0]![1]!;
}

/** A program beside the packages that it imports, told the market and the stream. Its file goes with it. */
async function running(language: 'js' | 'python', told: readonly string[]) {
  const [runs, ending] = language === 'js' ? [process.execPath, 'mjs'] : [PYTHON, 'py'];
  const file = join(root, `written-client-${process.pid}.${ending}`);
  writeFileSync(file, program(language));
  const child = spawn(runs, [file, ...told], { env: { ...process.env, PYTHONUNBUFFERED: '1' } });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  const timer = setTimeout(() => child.kill('SIGKILL'), WAIT_MS);
  const ended = new Promise<number | null>((resolve) =>
    child.once('close', (code) => {
      clearTimeout(timer);
      rmSync(file);
      resolve(code);
    }),
  );
  return {
    ended,
    said: () => said,
    /** Waits until it has said so. */
    async says(what: RegExp) {
      while (!what.test(said) && child.exitCode === null && child.signalCode === null) await pause(20);
      expect(said).toMatch(what);
    },
  };
}

describe('a client written from the documents alone', () => {
  let target: Target;
  beforeAll(async () => {
    target = await aTarget();
  });
  afterAll(() => target.close());

  /** What a program left on the market is an order of two, at the price of both. */
  async function expectOrdered(slug: string): Promise<void> {
    const { body } = await target.ask('GET', `/insights/${slug}`, { cookie: target.operator.cookie });
    expect(body).toMatchObject({ summary: { placedOrders: 1, paidUnits: 2, gmvPlacedMinor: 5_980 } });
  }

  it('is short enough to be read', () => {
    for (const language of ['js', 'python']) expect(program(language).split('\n').length).toBeLessThan(105);
  });

  it.each(['js', 'python'] as const)('in %s orders two products on a fresh market', async (language) => {
    const { slug } = await target.liveStream([5, 5], { payments: ['cash_on_delivery'] });
    const client = await running(language, [target.origin, slug]);
    expect([await client.ended, client.said()]).toEqual([
      0,
      expect.stringMatching(/^ordered \d+-\d+: 5980$/m),
    ]);
    await expectOrdered(slug);
  });

  it.each(['js', 'python'] as const)(
    'in %s it waits for the host, and a restart meanwhile is none of its business',
    async (language) => {
      const { slug } = await target.plannedStream([5, 5], { payments: ['cash_on_delivery'] });
      const client = await running(language, [target.origin, slug]);
      await client.says(/^waiting for the stream$/m);
      await target.restart();
      const { hostDoes } = await target.console(slug);
      await hostDoes('stream:go-live', {});
      expect([await client.ended, client.said()]).toEqual([
        0,
        expect.stringMatching(/^ordered \d+-\d+: 5980$/m),
      ]);
      await expectOrdered(slug);
    },
  );
});
