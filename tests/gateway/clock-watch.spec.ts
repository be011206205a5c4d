import { expect, test } from 'vitest';
import { watchClock } from '../../server/gateway/watches/clock-watch.ts';
import { TestClock } from '../builders/engine-clock.ts';
import { at } from '../builders/market.ts';

/** A watch over a clock, a machine and logs that a test sets. */
function aWatch() {
  const clock = new TestClock(at('20:00'));
  const said: string[] = [];
  const note = (level: string) => (details: object) => said.push(`${level} ${JSON.stringify(details)}`);
  const world = { logs: [0], aheadMs: 0 };
  const watch = watchClock({
    clock,
    log: { warn: note('warn'), info: note('info') } as never,
    aheadMs: () => world.logs,
    wallMs: () => clock.nowMs() + world.aheadMs,
  });
  return { clock, said, world, watch };
}

test('[T7] a log that is more than a second ahead of the clock is told once, and once when it is right again', () => {
  const { clock, said, world, watch } = aWatch();
  clock.passes(10_000);
  world.logs = [900, -1_000];
  clock.passes(10_000);
  expect(said).toEqual([]);
  world.logs = [0, 540_000, -2_000];
  for (let n = 0; n < 3; n += 1) clock.passes(10_000);
  expect(said).toEqual(['warn {"logsMs":540000,"machineMs":0}']);
  world.logs = [10];
  clock.passes(10_000);
  expect(said.slice(1)).toEqual(['info {"logsMs":10,"machineMs":0}']);
  watch.close();
});

test('[T7] a machine that slept, or whose clock was set, is told as well', () => {
  const { clock, said, world, watch } = aWatch();
  world.aheadMs = 15_000;
  clock.passes(10_000);
  expect(watch.off()).toEqual({ logsMs: 0, machineMs: 15_000 });
  expect(said).toEqual(['warn {"logsMs":0,"machineMs":15000}']);
  watch.close();
});

test('[T7] a node whose clock is ahead of what another node says is the time of a log is told so', () => {
  const { clock, said, world, watch } = aWatch();
  world.logs = [-600_000];
  clock.passes(10_000);
  expect(said).toEqual(['warn {"logsMs":-600000,"machineMs":0}']);
  watch.close();
});
