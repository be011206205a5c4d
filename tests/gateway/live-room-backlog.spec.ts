import { expect, test } from 'vitest';
import { digestOf } from '../../shared/live-view/digest.ts';
import { aRoom } from './a-room.ts';
import { stock } from './fake-market.ts';

test('[K3] while a frame is still being written, the next one waits and takes in what happens meanwhile', async () => {
  const it = aRoom();
  await it.room.open();
  it.clock.pass(1_000);
  it.room.hear(it.commit([stock(1, 20)]));
  expect(it.frames()).toHaveLength(1);
  it.setBacklog(1);
  for (let units = 19; units > 0; units -= 1) {
    it.room.hear(it.commit([stock(1, units)], true));
    it.clock.pass(60);
  }
  expect(it.frames()).toHaveLength(1);
  it.setBacklog(0);
  it.clock.pass(25);
  expect(it.frames().slice(1)).toEqual([['d', 'aaaa1111', 1, 20, [stock(1, 1)]]]);
  it.room.close();
});

test('a heartbeat stands behind one broadcast at most', async () => {
  const it = aRoom();
  await it.room.open();
  const beats = () => it.told.filter(([event]) => event === 'h').length;
  it.setBacklog(1);
  it.clock.pass(1_000);
  expect(beats()).toBe(1);
  it.setBacklog(2);
  it.clock.pass(5_000);
  expect(beats()).toBe(1);
  it.setBacklog(0);
  it.clock.pass(1_000);
  expect(beats()).toBe(2);
  it.room.close();
});

test('a digest waits until everybody was told what it speaks of', async () => {
  const it = aRoom();
  await it.room.open();
  it.clock.pass(29_500);
  it.setBacklog(1);
  it.room.hear(it.commit([stock(1, 7)], true));
  it.clock.pass(1_000);
  expect(it.told.filter(([event]) => event === 'g')).toEqual([]);
  it.setBacklog(0);
  it.clock.pass(1_000);
  expect(it.frames()).toHaveLength(1);
  expect(it.told.filter(([event]) => event === 'g')).toEqual([
    ['g', 'aaaa1111', 1, digestOf(it.truth().view)],
  ]);
  it.room.close();
});
