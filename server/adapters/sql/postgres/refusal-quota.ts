import type { RefusalTally } from '../../../ports/rows.ts';
import { MAX_REFUSAL_ROWS } from '../../limits.ts';
import type { SqlValue } from '../schema.ts';
import type { PoolConnection } from './pool-connection.ts';

/** Streams whose row count is remembered at a time. */
const REMEMBERED_STREAMS = 1_000;
/** A full table is counted again after this time at the earliest. */
const RECOUNT_AFTER_MS = 10_000;

/**
 * How many refusals of new kinds a stream still has room for (K4). Counting is dear, so the count is remembered and
 * only guessed upwards; it is made anew when the guess reaches the bound. Several nodes may exceed it a little.
 */
export class RefusalQuota {
  readonly #counts = new Map<string, { rows: number; countedAtMs: number }>();

  /** @param coming how many refusals are written next */
  async of(link: PoolConnection, streamId: string, coming: number): Promise<number> {
    const known = this.#counts.get(streamId);
    const isFull = known !== undefined && known.rows + coming > MAX_REFUSAL_ROWS;
    const mayRecount = known !== undefined && performance.now() - known.countedAtMs > RECOUNT_AFTER_MS;
    const counted = known && !(isFull && mayRecount) ? known : await count(link, streamId);
    if (this.#counts.size >= REMEMBERED_STREAMS) this.#counts.clear();
    this.#counts.set(streamId, { ...counted, rows: Math.min(MAX_REFUSAL_ROWS, counted.rows + coming) });
    return Math.max(0, MAX_REFUSAL_ROWS - counted.rows);
  }
}

async function count(link: PoolConnection, streamId: string): Promise<{ rows: number; countedAtMs: number }> {
  const text = 'SELECT count(*) AS rows FROM refusal WHERE stream_id = $1';
  const { rows } = await link.query<{ rows: number }>(text, [streamId]);
  return { rows: rows[0]?.rows ?? 0, countedAtMs: performance.now() };
}

/** In the order of the refusal table's columns. */
export function refusalValues(streamId: string, r: RefusalTally): SqlValue[] {
  return [streamId, r.buyerId, r.itemNumber, r.code, r.atMs, r.atMs, r.count, r.largestAsk];
}
