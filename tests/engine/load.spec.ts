import { expect, test } from 'vitest';
import { MarketHouse } from '../builders/engine-house.ts';
import { gate, turns } from '../builders/engine-store.ts';

test('the engines say how many commands wait, and how many streams are in memory and live', async () => {
  const house = await MarketHouse.open();
  const { stream } = await house.liveStream(10);
  await house.stream();
  expect(house.app.engines.load()).toEqual({ waiting: 0, parked: 0, streamsAwake: 2, streamsLive: 1 });
  const { open, opened } = gate();
  house.store.fates.push({ kind: 'slow', until: opened });
  const buyers = await Promise.all([1, 2, 3].map(() => house.buyer()));
  const asked = [house.adds(buyers[0]!, stream)];
  await turns();
  asked.push(house.adds(buyers[1]!, stream), house.adds(buyers[2]!, stream));
  await turns();
  // The first is in the cut that the store has; the others wait for the next.
  expect(house.app.engines.load()).toMatchObject({ waiting: 2, streamsLive: 1 });
  open();
  await Promise.all(asked);
  expect(house.app.engines.load().waiting).toBe(0);
  await house.console(stream, 'stream:end', {});
  expect(house.app.engines.load()).toMatchObject({ streamsAwake: 2, streamsLive: 0 });
  await house.close();
});
