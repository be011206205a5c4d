import type { AppendOutcome } from '../../../event-log/ports/store.ts';
import type { MarketBatch } from '../../../ports/rows.ts';
import { gapIn } from '../../batch-shape.ts';
import { type PackedBatch, packed } from '../packed-batch.ts';
import * as schema from '../schema.ts';
import { ownerValues, type SqlValue } from '../schema.ts';
import { appendText, PARTS, type Part, refusalTable, type TextColumns, textFlags } from './append-texts.ts';
import { columnOf } from './arrays.ts';
import type { ConnectionPool } from './connection-pool.ts';
import { merged, sum } from './merged.ts';
import type { PoolConnection } from './pool-connection.ts';
import { RefusalQuota, refusalValues } from './refusal-quota.ts';
import { commitFailureOf, failureOf, isHarmless } from './sql-errors.ts';

/** An append is settled after this time, COMMIT and all; the statement before it has a little less. */
const SETTLED_MS = 1_900;
/** Shapes of batches whose statement is kept. */
const MAX_SHAPES = 200;

/**
 * The transaction of a batch, in two round trips: everything in one statement behind BEGIN, then COMMIT. So what breaks
 * before COMMIT is known to have written nothing, and what breaks after it is known to be unknown.
 */
export function appender(
  writers: ConnectionPool,
  isText: TextColumns,
): (batch: MarketBatch) => Promise<AppendOutcome> {
  const texts = new Map<string, string>();
  const room = new RefusalQuota();

  const textOf = (moves: boolean, parts: readonly Part[]): string => {
    const shape = `${moves} ${parts.join(' ')}`;
    const known = texts.get(shape);
    if (known) return known;
    const text = appendText(moves, parts, isText);
    if (texts.size < MAX_SHAPES) texts.set(shape, text);
    return text;
  };

  const write = async (link: PoolConnection, batch: PackedBatch): Promise<boolean> => {
    const rows = rowsOf(batch);
    const parts = PARTS.filter((part) => rows[part].length > 0);
    const moves = !batch.hasOnlyRefusals;
    const values = moves ? moveValues(batch) : [batch.logId, batch.history];
    for (const part of parts) {
      textFlags(part, isText).forEach((flag, column) => {
        values.push(columnOf(rows[part], column, flag));
      });
    }
    if (rows.refusals.length > 0) values.push(await room.of(link, batch.logId, rows.refusals.length));
    const begun = link.query('BEGIN');
    const written = link.query<{ heads: number }>(textOf(moves, parts), values);
    const [, outcome] = await Promise.allSettled([begun, written]);
    if (outcome.status === 'rejected') throw outcome.reason;
    return outcome.value.rows[0]?.heads === 1;
  };

  const commit = async (link: PoolConnection): Promise<AppendOutcome> => {
    try {
      const { command } = await link.query('COMMIT');
      if (command === 'COMMIT') return { kind: 'committed' };
      return { kind: 'failed', reason: 'other', message: 'The transaction was rolled back.' };
    } catch (error) {
      const outcome = commitFailureOf(error);
      if (outcome.kind === 'unknown') link.break(error);
      return outcome;
    }
  };

  return async (batch) => {
    const gap = gapIn(batch);
    if (gap) return { kind: 'failed', reason: 'constraint', message: gap };
    const untilMs = performance.now() + SETTLED_MS;
    try {
      return await writers.use(async (link) => {
        try {
          const isOurTurn = await write(link, packed(batch));
          if (isOurTurn) {
            link.breakAt(untilMs);
            return await commit(link);
          }
        } catch (error) {
          if (!isHarmless(error)) throw error;
          await link.query('ROLLBACK');
          return failureOf(error);
        }
        await link.query('ROLLBACK');
        return { kind: 'conflict' };
      });
    } catch (error) {
      return failureOf(error);
    }
  };
}

function rowsOf(batch: PackedBatch): Record<Part, SqlValue[][]> {
  const { logId, facts, keys, rows, prices, refusals } = batch;
  return {
    ...rows,
    facts,
    keys,
    // Prices are shared by all logs: taken in one order by everybody, their rows can't be waited for in a circle.
    prices: prices.sort(([goodA, minorA], [goodB, minorB]) =>
      goodA === goodB ? minorA - minorB : goodA < goodB ? -1 : 1,
    ),
    // One statement can touch a row once: increments of the same row come as one.
    minutes: merged(rows.minutes, schema.minuteTable.key.length, [sum, sum, sum]),
    refusals: merged(
      refusals.map((refusal) => refusalValues(logId, refusal)),
      refusalTable.key.length,
      [Math.min, Math.max, sum, Math.max],
    ),
  };
}

function moveValues({ to, atMs, hash, isOpen, owner, logId, history, from }: PackedBatch): unknown[] {
  return [to, atMs, hash, isOpen ? 1 : 0, ...ownerValues(owner), logId, history, from];
}
