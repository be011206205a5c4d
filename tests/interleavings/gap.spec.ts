import { expect, test } from 'vitest';
import type { Store } from '../../server/event-log/ports/store.ts';
import { exploreAll } from './explore-all.ts';
import type { Call, Scene } from './scene.ts';
import { onAir } from './scenes.ts';

/** The streams have lost a time of their own, and every key of the scene is of that time. */
function losesTime(scene: Scene): Call {
  return {
    name: 'the logs lose what was acknowledged',
    of: null,
    async send(market) {
      const { store } = (market.engines as unknown as { deps: { store: Store } }).deps;
      for (const logId of scene.tables.streams.keys()) {
        const head = await store.head(logId);
        // Keys of a scene are made at the beginning of time.
        const gap = { history: 'gap00001', fromMs: 0, toMs: 0, lost: null, nextNumber: null };
        await store.renewHistory(logId, head!.history, gap);
      }
      return 'lost';
    },
  };
}

test('[I5] [C24] at every await point of a command its log may turn out to have lost a time: as before it or after it', async () => {
  const scene = await onAir();
  const loses = losesTime(scene);
  // Twice at once, units that are refused leave the warehouse and come back once instead of twice; that is no serial order.
  const twice = scene.calls.filter(({ name }) => !name.includes('honey'));
  const groups = [...scene.calls.map((call) => [call, loses]), ...twice.map((call) => [call, call, loses])];
  const tally = await exploreAll(scene, groups, { most: 40 });
  expect(tally.anomalies).toEqual([]);
  expect(tally.plays).toBeGreaterThan(500);
});
