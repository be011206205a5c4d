import { afterAll, expect, test } from 'vitest';
import { Crowd, pause } from './crowd.ts';
import { fileGround } from './ground.ts';
import { LyingClock } from './lying-clock.ts';
import { ServerProcess, WRAPPED } from './server-process.ts';
import type { KillPlan } from './wrapped-server.ts';

const ground = fileGround();
const clock = new LyingClock(ground.folder);
const lying = clock.environment;
const server = new ServerProcess(ground.environment);
afterAll(async () => {
  await server.kill();
  await ground.close();
});

const countOf = (type: string) =>
  ground.ledger.read(async (ask) => {
    const [row] = await ask<{ count: number }>('SELECT count(*) AS count FROM fact WHERE type = ?', type);
    return row!.count;
  });

test('[C28][INV7][INV8] the machine’s clock jumps 15 days ahead and 2 hours back: nothing that runs notices', async () => {
  const crowd = await Crowd.open(ground);
  clock.set('+0');
  await server.start(lying);
  crowd.connect(() => server.port);
  crowd.start();
  await crowd.orders(20);
  for (const jump of ['+15d', '-2h', '+0']) {
    clock.set(jump);
    await crowd.orders(20);
    await pause(3_000);
    const [row] = await ground.ledger.read((ask) =>
      ask<{ atMs: number }>('SELECT max(at_ms) AS "atMs" FROM fact'),
    );
    expect(Math.abs(Date.now() - row!.atMs), `facts are stamped off the time after ${jump}`).toBeLessThan(
      2_000,
    );
    expect(await countOf('hold_expired'), `holds end because of ${jump}`).toBe(0);
    await crowd.isWhole(`after ${jump}`);
  }
  // A flash price of ten seconds that began before a jump ends at its own time: the verdict looks at each.
  for (let waited = 0; (await countOf('flash_ended')) === 0; waited += 200) {
    expect(waited, 'no flash price ended').toBeLessThan(20_000);
    await pause(200);
  }
  await crowd.isWhole('after all jumps');

  // A process that starts with a wrong clock can't know better, but the log's time never goes back.
  await server.stop();
  clock.set('-2h');
  await server.start(lying);
  crowd.connect(() => server.port);
  await crowd.orders(20);
  await crowd.isWhole('started two hours behind');
  await server.kill();
  await server.start();
  crowd.connect(() => server.port);
  await crowd.orders(5);
  await crowd.endsWell('at the right time again');
});

test('[C32][INV21] killed while holds run out, before and after their cut: each runs out once, and nothing stays held', async () => {
  const other = fileGround();
  const countHere = (text: string) =>
    other.ledger.read(async (ask) => (await ask<{ count: number }>(text))[0]!.count);
  const wrapped = new ServerProcess(other.environment, WRAPPED);
  const crowd = await Crowd.open(other);
  clock.set('+0');
  await wrapped.start(lying);
  crowd.connect(() => wrapped.port);
  crowd.start();
  await crowd.orders(20);
  await wrapped.kill();
  crowd.disconnect();
  const held = await countHere('SELECT sum(held) AS count FROM item_stock');
  expect(held).toBeGreaterThan(0);

  // The next processes wake when every hold and every unpaid order is overdue.
  clock.set('+1d');
  for (const at of ['decided', 'committed'] as const) {
    const plan: KillPlan = { at, of: 'hold_expired', after: 0 };
    await expect(wrapped.start({ ...lying, FAIRDAY_KILL_PLAN: JSON.stringify(plan) })).rejects.toThrow(
      'SIGKILL',
    );
    await crowd.isWhole(`killed when ${at}`);
  }
  await wrapped.start(lying);
  const stillHeld = 'SELECT sum(held) + sum(unpaid) AS count FROM item_stock';
  for (let waited = 0; (await countHere(stillHeld)) > 0; waited += 100) {
    expect(waited, 'holds that never end').toBeLessThan(20_000);
    await pause(100);
  }
  await crowd.isWhole('all holds are over');
  const [sums] = await other.ledger.read((ask) =>
    ask<{ units: number }>(
      `SELECT sum(json_extract(body, '$.body.units')) AS units FROM fact WHERE type = 'hold_expired'`,
    ),
  );
  expect(sums!.units).toBe(held);
  await wrapped.kill();
  await other.close();
});
