import type { Database as SqliteDatabase } from 'better-sqlite3';
import { SETTLEMENT } from '../../../ports/settlement.ts';
import type { PackedBatch } from '../packed-batch.ts';
import { BEGIN_CURSOR, MOVE_CURSOR } from '../settlement-texts.ts';
import { rowWriter } from './row-writer.ts';
import { transaction } from './statements.ts';

/** What the settlement writes: a page of facts at a time, between the appends. */
export function settlementWrites(db: SqliteDatabase) {
  const begin = db.prepare(BEGIN_CURSOR);
  const move = db.prepare(MOVE_CURSOR);
  const rows = rowWriter(db);
  return {
    writeSettlement: transaction(
      db,
      (streamId: string, from: number, to: number, batch: Pick<PackedBatch, 'rows' | 'prices'>): boolean => {
        begin.run(SETTLEMENT, streamId);
        if (move.run(to, SETTLEMENT, streamId, from).changes !== 1) return false;
        rows.write(batch);
        return true;
      },
    ),
  };
}
