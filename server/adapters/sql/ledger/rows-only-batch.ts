import type { MarketBatch, Rows } from '../../../ports/rows.ts';

/** Rows on their own, as a batch carries them. */
export function aBatchOf(rows: Rows): MarketBatch {
  return {
    logId: '',
    history: '',
    from: 0,
    to: 0,
    atMs: 0,
    hash: '',
    isOpen: true,
    facts: [],
    keys: [],
    effects: { rows, refusals: [] },
    owner: null,
  };
}
