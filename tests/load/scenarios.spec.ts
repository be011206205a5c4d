import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { runCommand, startServer } from '../../server/tools/lab/market/own-server.ts';
import { readOptions } from '../../server/tools/lab/options.ts';
import { type LoadReport, runLoad } from '../../server/tools/lab/run.ts';

const folder = mkdtempSync(join(tmpdir(), 'fairday-load-scenarios-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** With the limits that strangers meet: nobody here is one who should feel them. */
const small = {
  ...{ viewers: '60', orders: '60', for: '4s', warmUp: '0', frames: '2', seed: '11' },
  limits: true,
};

test('[INV3] a drop sells to the last unit and not one more, and every screen shows that none is left', async () => {
  const report = await runLoad(readOptions({ ...small, scenario: 'drop', units: '100' }), () => {});
  expect(wrongIn(report)).toEqual([]);
  expect(report.verdict.find(({ name }) => name.startsWith('the drop'))?.found).toBe('100 of 100');
  expect(measured(report, 'drop: attempts that found nothing left')).toBeGreaterThan(50);
  expect(measured(report, 'screens that never showed it')).toBe(0);
}, 120_000);

test('[INV6] [INV13] all sockets cut at once: everybody comes back, and no order is lost or made twice', async () => {
  const report = await runLoad(readOptions({ ...small, orders: '120', scenario: 'storm' }), () => {});
  expect(wrongIn(report)).toEqual([]);
  expect(measured(report, 'sockets cut')).toBe(60);
  expect(measured(report, 'never came back')).toBe(0);
  expect(measured(report, 'until all were back at the head')).toBeGreaterThan(250);
  expect(measured(report, 'keys asked for afterwards')).toBe(0);
}, 120_000);

test('[INV13] some read slowly and some not at all: the others order as before, and what they are told is whole', async () => {
  const report = await runLoad(readOptions({ ...small, for: '6s', scenario: 'slow-readers' }), () => {});
  expect(wrongIn(report)).toEqual([]);
  for (const stretch of ['all read', 'some read slowly, some not', 'those ask for more']) {
    expect(measured(report, `${stretch}: accepted`)).toBeGreaterThan(0);
  }
  expect(measured(report, 'keys asked for afterwards')).toBe(0);
}, 120_000);

test('[INV6] far more than can be done: much is turned away, and what was confirmed is kept', async () => {
  // So many orders of so few buyers are what the limits are for.
  const flood = { ...small, limits: false, viewers: '200', scenario: 'overload', capacity: '2000' };
  const report = await runLoad(readOptions(flood), () => {});
  expect(wrongIn(report)).toEqual([]);
  expect(measured(report, 'overload: BUSY')).toBeGreaterThan(0);
  expect(measured(report, 'overload: accepted')).toBeGreaterThan(0);
}, 120_000);

test('[I3] everybody behind a poor line: each order gets its answer', async () => {
  const weak = { ...small, viewers: '20', orders: '3', for: '6s', scenario: 'weak-network' };
  const report = await runLoad(readOptions(weak), () => {});
  expect(wrongIn(report)).toEqual([]);
  expect(measured(report, 'weak network: accepted')).toBeGreaterThan(0);
  expect(measured(report, 'orders without an answer')).toBe(0);
}, 120_000);

test('a server that runs already is used as it is: its host’s link makes the stream, the verdict is read beside it', async () => {
  const database = `sqlite:${join(folder, 'market.db')}`;
  const environment = { PORT: '0', DATA_DIR: folder, DATABASE_URL: database, LOG_LEVEL: 'error' };
  const said = await runCommand(environment, [
    'user',
    'add',
    'host@market.example',
    '--name',
    'Li Mei',
    '--role',
    'host',
  ]);
  const server = await startServer(environment);
  try {
    const link = /#(\S+)\s*$/.exec(said)![1]!;
    const given = { ...small, scenario: 'steady', url: server.url, database };
    const first = await runLoad(readOptions({ ...given, link }), () => {});
    expect(wrongIn(first)).toEqual([]);
    const { streams } = (await (await fetch(`${server.url}/api/v1/streams`)).json()) as {
      streams: { slug: string }[];
    };
    // The second crowd orders on a stream that it did not make: the orders of the first are not its business.
    const second = await runLoad(readOptions({ ...given, slug: streams[0]!.slug, seed: '12' }), () => {});
    expect(wrongIn(second)).toEqual([]);
    expect(second.verdict[0]?.found).toMatch(/^2\d\d /);
  } finally {
    await server.stop();
  }
}, 120_000);

/** What the verdict finds, and how often an honest client was told that it asks too much. */
function wrongIn(report: LoadReport) {
  const limited = report.measures.filter(({ name, value }) => name.endsWith('RATE_LIMITED') && value > 0);
  return [...report.verdict.filter(({ isRight }) => !isRight), ...limited];
}

function measured(report: LoadReport, name: string): number {
  const found = report.measures.find((measure) => measure.name === name);
  if (!found) throw new Error(`Nothing was measured as ${name}.`);
  return found.value;
}
