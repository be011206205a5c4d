import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openPostgresLedger } from '../../server/adapters/sql/ledger/postgres-ledger.ts';
import { PostgresServer } from '../builders/postgres.ts';
import { pause } from './crowd.ts';
import { postgresGround } from './ground.ts';
import { oldOrNew, restores } from './restore-suite.ts';

let server: PostgresServer | null = null;
afterAll(() => server?.remove());

/** The market as it stood before anything was put back. */
let full = '';

const crash = restores(async () => {
  server = await PostgresServer.start();
  const postgres = server;
  const ground = await postgresGround(postgres);
  const url = ground.environment.DATABASE_URL!;
  /** PostgreSQL notices a moment later that a killed server's connections are gone. */
  async function copyOf(template: string): Promise<string> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await postgres.database(template);
      } catch (error) {
        if (tries >= 50) throw error;
      }
      await pause(100);
    }
  }
  return {
    ground,
    backup: join(ground.folder, 'backup.dump'),
    read: () => openPostgresLedger(url),
    async copy() {
      if (full === '') full = await copyOf(url);
      const copy = await copyOf(full);
      const environment = { ...ground.environment, DATABASE_URL: copy };
      return { environment, read: () => openPostgresLedger(copy) };
    },
  };
});

const KILLS = Number(process.env.FAIRDAY_KILLS_PER_PLACE ?? 2) * 3;

test('[C35] [I5] a restore that is killed at any moment leaves the old market or the new one, and can be done again', async () => {
  const { backup, copy } = crash.killing();
  const undisturbed = await copy();
  const since = performance.now();
  const whole = await crash.fairday(['restore', backup, '--yes'], undisturbed.environment);
  expect(whole).toMatchObject({ code: 0 });
  const tookMs = performance.now() - since;
  expect(await oldOrNew(await undisturbed.read(), crash.before())).toBe('new');
  let killed = 0;
  for (let kill = 1; kill <= KILLS; kill += 1) {
    const { environment, read } = await copy();
    // The earliest of it is the program's own start.
    const diesMs = tookMs * (0.3 + (0.7 * kill) / KILLS);
    const end = await crash.fairday(['restore', backup, '--yes'], environment, [], diesMs);
    if (end.signal === 'SIGKILL') killed += 1;
    await oldOrNew(await read(), crash.before());
    expect(await crash.fairday(['restore', backup, '--yes'], environment)).toMatchObject({ code: 0 });
    expect(await oldOrNew(await read(), crash.before())).toBe('new');
  }
  expect(killed).toBeGreaterThan(0);
}, 400_000);
