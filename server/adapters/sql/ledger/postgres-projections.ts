import type { Projections } from '../../../ports/ledger.ts';
import { packed } from '../packed-batch.ts';
import { appendText, PARTS, type Part, textFlags } from '../postgres/append-texts.ts';
import { columnOf } from '../postgres/arrays.ts';
import { prepare } from '../postgres/prepare.ts';
import type { SqlValue } from '../schema.ts';
import { digestOf, partsOf } from '../snapshot-parts.ts';
import { connected, numbered } from './postgres-ledger.ts';
import {
  FORGET_SHOP,
  FORGET_STREAM,
  INSERT_SNAPSHOT,
  INSERT_SNAPSHOT_PART,
  SET_CURSOR,
  SET_OPEN,
} from './projection-texts.ts';
import { aBatchOf } from './rows-only-batch.ts';

/** Parameter: log. No server can move the head meanwhile: who tries waits, and gives up. */
const HOLD_HEAD = 'SELECT history FROM log_head WHERE log_id = $1 FOR UPDATE';

/** Writes projections into a market's database, in one transaction; the logs that are made again stand still meanwhile. */
export async function openPostgresProjections(
  url: string,
): Promise<Projections & { close(): Promise<void> }> {
  const { textColumns } = await prepare(url);
  const link = await connected(url, 'fairday rebuild');
  const run = (text: string, ...values: SqlValue[]) => link.query(numbered(text), values);
  await link.query('BEGIN');
  let log = { logId: '', history: '' };

  return {
    async clear(logId, kind) {
      const { rows } = await link.query<{ history: string }>(HOLD_HEAD, [logId]);
      log = { logId, history: rows[0]?.history ?? '' };
      for (const text of FORGET_STREAM) await run(text, logId);
      if (kind === 'shop') for (const text of FORGET_SHOP) await run(text);
    },
    async write(rows) {
      const batch = packed(aBatchOf(rows));
      const values: Partial<Record<Part, SqlValue[][]>> = { ...batch.rows, prices: batch.prices };
      const parts = PARTS.filter((part) => (values[part]?.length ?? 0) > 0);
      if (parts.length === 0) return;
      const columns = parts.flatMap((part) =>
        textFlags(part, textColumns).map((flag, column) => columnOf(values[part] ?? [], column, flag)),
      );
      await link.query(appendText(false, parts, textColumns), [log.logId, log.history, ...columns]);
    },
    async snapshot(logId, { version, seq, state }) {
      const parts = partsOf(state);
      for (const [part, text] of parts.entries())
        await run(INSERT_SNAPSHOT_PART, logId, version, seq, part, text);
      await run(INSERT_SNAPSHOT, logId, version, seq, parts.length, digestOf(parts));
    },
    async isOpen(logId, isOpen) {
      await run(SET_OPEN, isOpen ? 1 : 0, logId);
    },
    async cursor(consumer, logId, seq) {
      await run(SET_CURSOR, consumer, logId, seq);
    },
    async finish() {
      await link.query('COMMIT');
    },
    async close() {
      link.close();
    },
  };
}
