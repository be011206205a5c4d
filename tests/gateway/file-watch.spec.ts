import { expect, test } from 'vitest';
import { watchFiles } from '../../server/gateway/watches/file-watch.ts';
import type { StoreFile } from '../../server/ports/store-files.ts';
import { handClock } from './a-room.ts';

test('[C45] a file that is lost is told once; another one that is lost later is told as well', async () => {
  const clock = handClock();
  const store = { lost: [] as StoreFile[], isAway: false };
  const told: (readonly StoreFile[])[] = [];
  const faults: unknown[] = [];
  const watch = watchFiles({
    clock,
    lostFiles: async () => {
      if (store.isAway) throw new Error('The thread died.');
      return store.lost;
    },
    onLost: (files) => told.push(files),
    onFault: (fault) => faults.push(fault),
  });
  async function pass(seconds: number): Promise<void> {
    for (let passed = 0; passed < seconds; passed += 1) {
      clock.pass(1_000);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  await pass(20);
  expect(told).toEqual([]);
  store.lost = ['wal'];
  await pass(6);
  expect(watch.lost()).toEqual(['wal']);
  await pass(60);
  expect(told).toEqual([['wal']]);
  store.isAway = true;
  await pass(6);
  expect(faults).toHaveLength(1);
  store.isAway = false;
  store.lost = ['database', 'wal'];
  await pass(6);
  expect(told).toEqual([['wal'], ['database', 'wal']]);
  // It was moved back.
  store.lost = [];
  await pass(6);
  expect(watch.lost()).toEqual([]);
  watch.close();
  store.lost = ['shm'];
  await pass(20);
  expect(told).toHaveLength(2);
});
