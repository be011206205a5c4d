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

test('[K3] counters wait three times as long as telling everybody takes, and go along with a heartbeat; what is urgent does not', async () => {
  const it = aRoom();
  await it.room.open();
  it.clock.pass(3_050);
  it.setTookMs(300);
  it.room.hear(it.commit([stock(1, 20)]));
  expect(it.writes.splice(0)).toEqual(['h', 'h', 'h', 'd']);
  it.room.hear(it.commit([stock(1, 19)]));
  it.clock.pass(890);
  expect(it.writes.splice(0)).toEqual([]);
  it.clock.pass(10);
  expect(it.writes.splice(0)).toEqual(['d']);
  it.room.hear(it.commit([stock(1, 18)]));
  it.clock.pass(100);
  // Not yet as long as counters are gathered anyway.
  expect(it.writes.splice(0)).toEqual(['h']);
  it.setTookMs(2_000);
  it.clock.pass(800);
  expect(it.writes.splice(0)).toEqual(['d']);
  it.room.hear(it.commit([stock(1, 17)]));
  it.clock.pass(200);
  expect(it.writes.splice(0)).toEqual(['dh']);
  it.clock.pass(60);
  it.room.hear(it.commit([stock(1, 0)], true));
  expect(it.writes.splice(0)).toEqual(['d']);
  it.room.close();
});

test('[K3] a frame that found nothing left to tell keeps no later one waiting', async () => {
  const it = aRoom();
  await it.room.open();
  it.clock.pass(1_100);
  const first = it.commit([stock(1, 20)]);
  it.room.hear(first);
  // Of another history: the position is read again, and says what was told a moment ago.
  it.room.hear({ ...first, history: 'bbbb2222' });
  await new Promise((resolve) => setTimeout(resolve, 5));
  it.clock.pass(60);
  it.writes.splice(0);
  it.room.hear(it.commit([stock(1, 0)], true));
  expect(it.writes).toEqual(['d']);
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
