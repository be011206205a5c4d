import { canonicalJson } from '../../../../../shared/values/canonical-json.ts';

/**
 * A fact as it is told to who may not know floor prices: what joins a lineup comes without one, and without its hash,
 * from which a price that has a few thousand likely values is found by trying.
 */
export function withoutFloorPrice<Row extends { type: string; body: string; hash: string }>(row: Row): Row {
  if (row.type !== 'item_added') return row;
  return { ...row, body: canonicalJson(without(JSON.parse(row.body))), hash: '' };
}

function without(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const told = Object.entries(value).filter(([name]) => name !== 'floorMinor');
  return Object.fromEntries(told.map(([name, part]) => [name, without(part)]));
}
