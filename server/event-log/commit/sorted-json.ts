import { canonicalJson } from '../../../shared/values/canonical-json.ts';

/**
 * The same text as canonicalJson, for the records of facts and requests: the engine's own writer makes it, of a copy
 * with its keys in order where they are not. It makes one flat text, where a text put together by hand is hundreds of
 * pieces that live until the batch is over; of all that a big fact costs in memory those were the half.
 */
export function sortedJson(value: unknown): string {
  if (isInOrder(value)) return JSON.stringify(value) ?? 'null';
  const sorted = inOrder(value);
  return sorted === unsortable ? canonicalJson(value) : (JSON.stringify(sorted) ?? 'null');
}

const ZERO = 48;
const NINE = 57;
/** Stands for a value with keys that a record does not keep in the order in which they are set. */
const unsortable = Symbol('unsortable');

/** True if the keys of all its records are sorted already: who makes a record often makes it so. */
function isInOrder(value: unknown): boolean {
  if (value === null || typeof value !== 'object') return true;
  if (Array.isArray(value)) return value.every(isInOrder);
  const record = value as Record<string, unknown>;
  let last = '';
  for (const key in record) {
    if (key < last || isMisplaced(key) || !isInOrder(record[key])) return false;
    last = key;
  }
  return true;
}

/** The value with the keys of all its records sorted. */
function inOrder(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  return Array.isArray(value) ? listInOrder(value) : recordInOrder(value as Record<string, unknown>);
}

function listInOrder(list: readonly unknown[]): unknown {
  if (list.length === 0) return list;
  const sorted: unknown[] = [];
  for (const member of list) {
    const inside = inOrder(member);
    if (inside === unsortable) return unsortable;
    sorted.push(inside);
  }
  return sorted;
}

function recordInOrder(record: Record<string, unknown>): unknown {
  const sorted: Record<string, unknown> = {};
  for (const key of sortedKeys(record)) {
    const inside = inOrder(record[key]);
    if (inside === unsortable || isMisplaced(key)) return unsortable;
    sorted[key] = inside;
  }
  return sorted;
}

/** Numbers come first in a record whenever they were set, and this one name is no member at all. */
function isMisplaced(key: string): boolean {
  const first = key.charCodeAt(0);
  return (first >= ZERO && first <= NINE) || key === '__proto__';
}

/** Sorted by insertion: a record has few keys, and the engine's sort makes a list of its own for each. */
function sortedKeys(record: object): string[] {
  const keys = Object.keys(record);
  for (let i = 1; i < keys.length; i += 1) {
    const key = keys[i]!;
    let at = i;
    for (; at > 0 && keys[at - 1]! > key; at -= 1) keys[at] = keys[at - 1]!;
    keys[at] = key;
  }
  return keys;
}
