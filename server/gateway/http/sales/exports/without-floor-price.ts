import { canonicalJson } from '../../../../../shared/values/canonical-json.ts';

/**
 * A fact for readers without the right to floor prices: `item_added` lacks the price and its hash. From the hash one of
 * a few thousand likely prices is soon guessed.
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
