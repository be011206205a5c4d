import { afterAll, expect, test } from 'vitest';
import { Crowd, pause } from './crowd.ts';
import { fileGround } from './ground.ts';
import { LyingClock } from './lying-clock.ts';
import { ServerProcess } from './server-process.ts';

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
  for (let waited = 0; (await countOf('flash_sale_ended')) === 0; waited += 200) {
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
