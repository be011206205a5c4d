import type { Batch } from '../../../event-log/ports/store.ts';
import type { Rows } from '../../../ports/rows.ts';

/** Rows on their own, as a batch carries them. */
export function aBatchOf(rows: Rows): Batch {
  return {
    logId: '',
    history: '',
    from: 0,
    to: 0,
    atMs: 0,
    hash: '',
    facts: [],
    keys: [],
    refusals: [],
    rows,
    owner: null,
  };
}
