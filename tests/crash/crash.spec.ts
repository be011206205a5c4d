import { afterAll, expect, test } from 'vitest';
import { Crowd, newSeed, pause } from './crowd.ts';
import { FLASH_SECONDS } from './floor.ts';
import { fileGround } from './ground.ts';
import type { Journal } from './journal.ts';
import { ServerProcess } from './server-process.ts';

const KILLS = Number(process.env.FAIRDAY_KILLS ?? 22);
/** After these kills the server stays down until the flash price that runs is over. */
const LONG_DOWNS = new Set([7, 15]);
const SEED = newSeed();

const ground = fileGround();
const server = new ServerProcess(ground.environment);
afterAll(async () => {
  await server.kill();
  await ground.close();
});

test(`[O3][I1][C14] killed at ${KILLS} random instants under load, nothing that was acknowledged is lost or doubled`, async () => {
  const crowd = await Crowd.open(ground, { buyers: 20, seed: SEED });
  const { journal, host, random } = crowd;
  const comeBack = async () => {
    await server.start();
    crowd.connect(() => server.port);
  };

  await comeBack();
  crowd.start();
  for (let kill = 1; kill <= KILLS; kill += 1) {
    await pause(300 + random(1_800));
    if (LONG_DOWNS.has(kill)) {
      const until = () => host.runningUntil(Date.now());
      for (let waited = 0; until() === null && waited < 5_000; waited += 50) await pause(50);
    }
    if (kill % 2 === 0) await commandOnItsWay(journal, random(4));
    journal.openAtKill += journal.open().length;
    const downFrom = Date.now();
    await server.kill();
    crowd.disconnect();
    const endsAtMs = LONG_DOWNS.has(kill) ? host.runningUntil(Date.now()) : null;
    if (endsAtMs !== null) await pause(Math.min(endsAtMs - Date.now() + 300, FLASH_SECONDS * 1_000 + 500));
    await comeBack();
    crowd.downs.push([downFrom, Date.now()]);
    await crowd.isWhole(`after kill ${kill}, seed ${SEED}`);
  }

  const total = await crowd.endsWell(`at the end, seed ${SEED}`);
  await server.kill();
  const medianMs = [...server.startsMs].sort((a, b) => a - b)[server.startsMs.length >> 1]!;
  const table: [string, string | number][] = [
    ['seed', SEED],
    ['kills', KILLS],
    [`median from spawn to open (${server.how})`, `${Math.round(medianMs)} ms`],
    ['commands sent', journal.entries.size],
    ['facts in the logs', total.facts],
    ['acknowledged orders', total.acked],
    ['… missing in SQL', total.ackedMissing],
    ['orders in SQL', total.orders],
    ['… that no client sent', total.ordersNobodySent],
    ['keys open at a kill', journal.openAtKill],
    ['… still open at the end', journal.open().length],
    ['answers heard twice', journal.replays],
    ['… that contradict the first', journal.contradictions.length],
    ['keys with two outcomes', total.keysTwice],
    ['answered before sent, and yet later in the log', total.outOfOrder],
    ['sums (K1) checked', total.sumsChecked],
    ['… wrong', total.sumsWrong.length],
    ['rows that differ from the log', total.rowsWrong.length],
    ['seq gaps or repeats', total.seqGaps],
    ['hashes that do not chain', total.hashesWrong],
    ['flash prices ended', total.flashesEnded],
    ['… while the server was down', total.flashesEndedWhileDown],
    ['… off their own time', total.flashesOffTheirTime.length],
    ['screens that differ', crowd.screensApart()],
    ['frames after a gap', crowd.shoppers.reduce((sum, { gaps }) => sum + gaps, 0)],
    ['orders paid by notice', crowd.till.paid],
    ['faults that a server wrote', server.faults.length],
  ];
  console.log(table.map(([what, value]) => `${what.padEnd(46, ' .')} ${value}`).join('\n'));

  expect(server.faults).toEqual([]);
  // The test itself must have had something to lose.
  expect(total.acked).toBeGreaterThan(300);
  expect(journal.replays).toBeGreaterThan(10);
  expect(journal.openAtKill).toBeGreaterThan(10);
  expect(crowd.till.paid).toBeGreaterThan(50);
  expect(total.flashesEndedWhileDown).toBeGreaterThan(0);
}, 240_000);

/** Waits for a moment at which somebody has no answer yet, and a few turns more; at most 500 ms. */
async function commandOnItsWay(journal: Journal, turns: number): Promise<void> {
  const end = Date.now() + 500;
  while (journal.open().length === 0 && Date.now() < end)
    await new Promise((resolve) => setImmediate(resolve));
  for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
