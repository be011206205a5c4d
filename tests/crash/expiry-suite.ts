import { expect, test } from 'vitest';
import { Crowd, orFail, pause } from './crowd.ts';
import type { Ground } from './ground.ts';
import type { LyingClock } from './lying-clock.ts';
import { ServerProcess, wrappedServer } from './server-process.ts';
import type { KillPlan } from './wrapped-server.ts';

/** What differs from store to store: whose clock the market goes by. */
export interface ExpiryGround {
  ground: Ground;
  clock: LyingClock;
  /** What a server is started with so that it goes by that clock. */
  environment: Record<string, string>;
  close(): Promise<void>;
}

/** In the moment of a kill each hold may just have become an order: then it is killed once more. */
const MOST_KILLS = 5;

/** A crash while holds run out; both stores have to let each of them end once. */
export function expiries(open: () => Promise<ExpiryGround>): void {
  test('[C32][INV21] killed while holds run out, before and after their cut: each runs out once, and nothing stays held', async () => {
    const { ground, clock, environment, close } = await open();
    const countOf = (text: string) =>
      ground.ledger.read(async (ask) => Number((await ask<{ count: number }>(text))[0]!.count));
    const server = new ServerProcess(ground.environment, wrappedServer());
    try {
      const crowd = await Crowd.open(ground);
      crowd.start();
      let held = 0;
      for (let kills = 0; held === 0 && kills < MOST_KILLS; kills += 1) {
        await server.start(environment);
        crowd.connect(() => server.port);
        await crowd.orders(20);
        await server.kill();
        crowd.disconnect();
        held = await countOf('SELECT sum(held) AS count FROM item_stock');
      }
      expect(held).toBeGreaterThan(0);

      // The next processes wake when every hold and every unpaid order is overdue.
      clock.set('+1d');
      for (const at of ['decided', 'committed'] as const) {
        const plan: KillPlan = { at, of: 'hold_expired', after: 0 };
        // Where other nodes might keep the deadline first, it opens before it dies.
        await server.start({ ...environment, FAIRDAY_KILL_PLAN: JSON.stringify(plan) }).catch(() => {});
        await orFail(server.ended, 20_000);
        expect((await server.ended).signal).toBe('SIGKILL');
        const expired = await countOf("SELECT count(*) AS count FROM fact WHERE type = 'hold_expired'");
        if (at === 'decided') expect(expired).toBe(0);
        else expect(expired).toBeGreaterThan(0);
        await crowd.isWhole(`killed when ${at}`);
      }
      await server.start(environment);
      const stillHeld = 'SELECT sum(held) + sum(unpaid) AS count FROM item_stock';
      for (let waited = 0; (await countOf(stillHeld)) > 0; waited += 100) {
        expect(waited, 'holds that never end').toBeLessThan(20_000);
        await pause(100);
      }
      await crowd.isWhole('all holds are over');
      const expired = await ground.ledger.read((ask) =>
        ask<{ body: string }>("SELECT body FROM fact WHERE type = 'hold_expired'"),
      );
      const units = expired.map(({ body }) => JSON.parse(body).body.units as number);
      expect(units.reduce((sum, each) => sum + each, 0)).toBe(held);
      expect(server.faults).toEqual([]);
    } finally {
      await server.kill();
      await close();
    }
  });
}
