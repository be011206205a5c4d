import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { fairday } from '../audit/command.ts';
import { areLocksTold, locksOn } from '../builders/file-locks.ts';
import { Crowd, newSeed, pause } from './crowd.ts';
import { fileGround } from './ground.ts';
import { ServerProcess } from './server-process.ts';

/** A round is a kill after each way of looking in; `FAIRDAY_LOOKS=10` for a release. */
const ROUNDS = Number(process.env.FAIRDAY_LOOKS ?? 1);
/** Orders that are acknowledged before a look and between it and the kill, at least. */
const ORDERS = 10;
/** The log is folded into the file twice a second: a kill comes anywhere between two folds. */
const FOLD_MS = 500;
/** A round is three kills and starts; a busy machine gets four times what it should need. */
const WHOLE_MS = 60_000 + ROUNDS * 90_000;
const SEED = newSeed();

/**
 * What somebody types beside a server that sells. The shell is the system's, whose SQLite may be older than the server's:
 * before 3.51 it believes the locks on the file alone, and clears the log away where there are none.
 */
const SHELL = '/usr/bin/sqlite3';
const COUNT = 'SELECT count(*) FROM orders;';
const LOOKS = {
  'read-only': ['-readonly', COUNT],
  'read-write': ['-batch', COUNT],
  'with a checkpoint': ['-batch', `${COUNT} PRAGMA wal_checkpoint(TRUNCATE);`],
} as const;
type Look = keyof typeof LOOKS;

const ground = fileGround();
const { file } = ground;
const backup = join(ground.folder, 'backup.db');
const server = new ServerProcess(ground.environment);
beforeEach(() => {
  if (!areLocksTold) console.warn('Left out: counting locks. /proc/locks tells them, on Linux.');
});
afterAll(async () => {
  await server.kill();
  await ground.close();
});

/** Another program looks in. @returns how many orders it saw */
function looksIn(how: Look): number {
  const [option, text] = LOOKS[how];
  const looked = spawnSync(SHELL, [option, '-cmd', '.timeout 5000', file, text], { encoding: 'utf8' });
  expect(looked.status, looked.stderr).toBe(0);
  return Number.parseInt(looked.stdout, 10);
}

/** Which file the write-ahead log is, that others find by its name. */
const logOf = () => statSync(`${file}-wal`).ino;

/** The server holds its file, and the log is the one that it was. */
function holdsItsFile(log: number, when: string): void {
  if (areLocksTold) expect(locksOn(file, server.pid), `locks ${when}`).toBeGreaterThan(0);
  expect(logOf(), `the log ${when}`).toBe(log);
}

test(
  `[O3][C44] another program looks in under load and a kill follows: nothing that was acknowledged is lost (rounds: ${ROUNDS})`,
  async () => {
    const crowd = await Crowd.open(ground, { seed: SEED });
    const looks = Array.from({ length: ROUNDS }, () => Object.keys(LOOKS) as Look[]).flat();
    const seen: number[] = [];
    await server.start();
    crowd.connect(() => server.port);
    crowd.start();
    for (const [n, how] of looks.entries()) {
      const when = `${how}, look ${n + 1}, seed ${SEED}`;
      const log = logOf();
      await crowd.orders(ORDERS);
      holdsItsFile(log, `before a look ${when}`);
      seen.push(looksIn(how));
      holdsItsFile(log, `after a look ${when}`);
      await crowd.orders(ORDERS);
      await pause(crowd.random(FOLD_MS));
      const downFrom = Date.now();
      await server.kill();
      crowd.disconnect();
      await server.start();
      crowd.connect(() => server.port);
      crowd.downs.push([downFrom, Date.now()]);
      await crowd.isWhole(when);
    }
    const { acked, ackedMissing } = await crowd.endsWell(`at the end, seed ${SEED}`);
    console.log(
      `[C44] ${looks.length} looks and kills: ${acked} orders acknowledged, ${ackedMissing} missing`,
    );
    const log = logOf();
    for (const command of [['status'], ['user', 'list'], ['backup', backup], ['verify', 'all']]) {
      const said = command.join(' ');
      expect(await fairday(ground.environment, ...command), said).toMatchObject({ code: 0 });
      holdsItsFile(log, `after ${said}`);
    }
    expect(server.faults).toEqual([]);
    // The test itself must have seen something.
    expect(Math.min(...seen)).toBeGreaterThanOrEqual(ORDERS);
  },
  WHOLE_MS,
);
