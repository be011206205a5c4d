import { expect, test } from 'vitest';
import { inProcessBus, openHub } from '../../server/adapters/bus/in-process.ts';
import { busSuite, head } from './bus-suite.ts';

busSuite(async () => {
  const hub = openHub();
  return { join: async () => hub.join(), close: async () => {} };
});

test('one process alone has nobody to tell, and misses nothing', async () => {
  const bus = inProcessBus();
  const heard: unknown[] = [];
  const stop = bus.subscribe((message) => heard.push(message));
  bus.publish(head(1));
  expect(bus.isWhole()).toBe(true);
  stop();
  await bus.close();
  expect(heard).toEqual([]);
});
