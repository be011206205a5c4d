import { canonicalJson } from '../../../shared/values/canonical-json.ts';

/**
 * canonicalJson for records of facts and requests, by the engine's own writer on a key-sorted copy. That writer makes
 * one flat text. One joined by hand is hundreds of pieces, which live until the batch ends and were half of a big
 * fact's memory.
 */
export function sortedJson(value: unknown): string {
  if (isInOrder(value)) return JSON.stringify(value) ?? 'null';
  const sorted = inOrder(value);
  return sorted === unsortable ? canonicalJson(value) : (JSON.stringify(sorted) ?? 'null');
}

const ZERO = 48;
const NINE = 57;
/** Marks a value with keys that do not stay in insertion order. */
const unsortable = Symbol('unsortable');

/** True if the keys of all records are sorted already, as they often are. */
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

/** True for keys that do not stay in insertion order: numbers always come first, and `__proto__` is no member. */
function isMisplaced(key: string): boolean {
  const first = key.charCodeAt(0);
  return (first >= ZERO && first <= NINE) || key === '__proto__';
}

/** The keys by insertion sort: records have few keys, and the engine's sort allocates a list for each. */
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
