import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openSqlite } from '../../../server/adapters/sql/sqlite/open.ts';
import { MAX_RECORDS } from '../../../server/event-log/replica/replica.ts';
import { inFolder } from '../folder.ts';
import { median } from '../numbers.ts';
import { secondsToLine, secondsToOpen } from '../opening.ts';
import { placeMany } from '../place-many.ts';
import type { Measure, PartReport } from '../report.ts';
import { inShop } from '../shop.ts';

const TRIES = 5;
const FILLED_TRIES = 3;
const ITEMS = 30;
const UNITS = 5_000_000;

/** From the start of the process to the line that says it is open; by a clean stop before, and by a kill. */
export async function start(seed: number, isFull: boolean): Promise<PartReport> {
  const measures: Measure[] = [
    { name: 'empty store', value: await emptyStart(), unit: 's', budget: { most: 0.6 } },
    { name: 'node alone, to its first line', value: await bareStart(), unit: 's' },
    ...(await filledStarts(100_000, seed)),
    ...(isFull ? await filledStarts(1_000_000, seed) : []),
  ];
  return { part: 'start', about: '`fairday serve` from spawn to listening', seed, measures };
}

async function emptyStart(): Promise<number> {
  const took: number[] = [];
  for (let i = 0; i < TRIES; i += 1) took.push(await inFolder((folder) => secondsToOpen(folder, 'SIGTERM')));
  return median(took);
}

/** The least that a start can take here. */
async function bareStart(): Promise<number> {
  const took: number[] = [];
  for (let i = 0; i < TRIES; i += 1) took.push(await secondsToLine());
  return median(took);
}

async function filledStarts(orders: number, seed: number): Promise<Measure[]> {
  return inFolder(async (folder) => {
    const cut = join(folder, 'cut');
    const whole = join(folder, 'whole');
    mkdirSync(whole);
    await fill(whole, orders, seed, () => cpSync(whole, cut, { recursive: true }));
    const count = orders.toLocaleString('en');
    const most = MAX_RECORDS.toLocaleString('en');
    const startsFrom =
      orders <= MAX_RECORDS
        ? 'from its snapshot'
        : `read from its log, no snapshot is made of more than ${most} open orders`;
    const killed = await secondsToOpen(cut, 'SIGKILL');
    const stopped: number[] = [];
    for (let i = 0; i < FILLED_TRIES; i += 1) stopped.push(await secondsToOpen(whole, 'SIGKILL'));
    return [
      {
        name: `${count} orders in a live stream`,
        value: median(stopped),
        unit: 's',
        budget: { most: 2 },
        note: `after a clean stop: ${startsFrom}`,
      },
      {
        name: `${count} orders, log alone`,
        value: killed,
        unit: 's',
        note: 'after a kill: every fact is read and applied',
      },
    ];
  });
}

/** A store with one live stream that took so many orders; `beforeClose` sees it as a kill would leave it. */
function fill(folder: string, orders: number, seed: number, beforeClose: () => void): Promise<void> {
  return inShop(
    { folder, open: () => openSqlite({ file: join(folder, 'fairday.db'), sync: 'normal' }) },
    async ({ app, keeper }) => {
      const stall = await keeper.open(Array(ITEMS).fill(UNITS));
      const stream = await app.engines.stream(stall.streamId);
      if (!stream) throw new Error('The stream of the bench is gone.');
      await placeMany(stream, stall, { orders, seed });
      beforeClose();
    },
  );
}
