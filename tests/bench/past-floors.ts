import { join } from 'node:path';
import {
  closedOrderTable,
  ledgerEntryTable,
  lineTable,
  orderTable,
  type Table,
} from '../../server/adapters/sql/schema.ts';
import { openReader, openWriter } from '../../server/adapters/sql/sqlite/connection.ts';
import { insertText } from '../../server/adapters/sql/texts.ts';
import { inFolder } from './folder.ts';
import type { Measure } from './report.ts';

const BATCH = 10_000;
/** What nearly all rows of the past are in. */
const tables: readonly Pick<Table<unknown>, 'name' | 'columns' | 'key' | 'values'>[] = [
  orderTable as Table<unknown>,
  lineTable as Table<unknown>,
  closedOrderTable as Table<unknown>,
  ledgerEntryTable as Table<unknown>,
];

/** What stands in a market's file, written once more with nothing read, decided or applied: beside it a rebuild is seen. */
export function bareRebuild(folder: string): Promise<Measure> {
  return inFolder(async (beside) => rowsAgain(folder, join(beside, 'bare.db')));
}

function rowsAgain(folder: string, file: string): Measure {
  const from = openReader(join(folder, 'fairday.db'));
  const { db, close } = openWriter(file, 'normal');
  let ms = 0;
  let rows = 0;
  for (const table of tables) {
    const insert = db.prepare<unknown[]>(insertText(table));
    const write = db.transaction((batch: unknown[][]) => {
      for (const values of batch) insert.run(values);
    });
    const timed = (batch: unknown[][]) => {
      const startMs = performance.now();
      write(batch);
      ms += performance.now() - startMs;
      rows += batch.length;
    };
    let batch: unknown[][] = [];
    const all = from.prepare(`SELECT ${table.columns.join(', ')} FROM ${table.name}`).raw();
    for (const row of all.iterate() as Iterable<unknown[]>) {
      batch.push(row);
      if (batch.length < BATCH) continue;
      timed(batch);
      batch = [];
    }
    timed(batch);
  }
  const { facts } = from.prepare('SELECT count(*) AS facts FROM fact').get() as { facts: number };
  from.close();
  close();
  return {
    name: 'bare inserts of its orders, lines, texts and entries',
    value: facts / (ms / 1_000),
    unit: 'facts/s',
    note: `${rows.toLocaleString('en')} rows, one thread`,
  };
}

/** The least that any count of these orders takes: one statement that looks at each. */
export function bareReport(folder: string): Measure {
  const db = openReader(join(folder, 'fairday.db'));
  const startMs = performance.now();
  const groups = db
    .prepare(
      'SELECT status, count(*), sum(total_minor), count(DISTINCT buyer_id) FROM orders GROUP BY stream_id, status',
    )
    .all();
  const value = (performance.now() - startMs) / 1_000;
  db.close();
  if (groups.length === 0) throw new Error('The past of the bench has no orders.');
  return { name: 'the orders, counted by one statement', value, unit: 's' };
}
