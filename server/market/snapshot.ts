import { Orders } from './order/orders.ts';
import type { StreamState } from './state.ts';

/** Members that may name a record in the Map that holds it: such a Map is written as a list. */
const NAMES = ['orderId', 'buyerId', 'holdId', 'flashId', 'voucherId', 'itemNumber', 'productId'];

/**
 * A state as canonical text: keys are sorted, Maps and Sets keep their order, so equal histories give equal bytes.
 * The engine's own writer does it in one go: a text put together piece by piece is a rope of millions of pieces.
 */
export function writeState(state: unknown): string {
  return JSON.stringify(new Writer().plain(state));
}

/**
 * The state that `writeState` wrote. Walked once by hand, and only where there are Maps and Sets: orders, by far the most
 * of a big state, stay packed, and buyers are kept as they were parsed.
 */
export function readState<State = StreamState>(text: string): State {
  return revived(JSON.parse(text)) as State;
}

function revived(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i += 1) {
      if (typeof value[i] === 'object') value[i] = revived(value[i]);
    }
    return value;
  }
  const record = value as Record<string, unknown>;
  if ('$orders' in record) return Orders.read(record.$orders as string[]);
  if ('$records' in record) return named(record.$records as Record<string, unknown>[], record.by as string);
  if ('$map' in record) return new Map(revived(record.$map) as [unknown, unknown][]);
  if ('$set' in record) return new Set(record.$set as unknown[]);
  for (const key in record) {
    if (typeof record[key] === 'object') record[key] = revived(record[key]);
  }
  return record;
}

function named(records: Record<string, unknown>[], by: string): Map<unknown, unknown> {
  const map = new Map<unknown, unknown>();
  for (const record of records) map.set(record[by], record);
  return map;
}

class Writer {
  /** Maps and Sets met so far: tells whether there was one inside of what was just written. */
  private collections = 0;
  /** The keys of a shape of record as they lie, and sorted: most records have the shape of the one before. */
  private readonly shapes = new Map<string, { keys: string[]; sorted: string[] }>();

  /** The same value without Maps and Sets, its keys sorted. */
  plain(value: unknown): unknown {
    if (value === null || typeof value !== 'object') return value;
    if (Array.isArray(value)) return value.length === 0 ? value : value.map((member) => this.plain(member));
    if (value instanceof Map) return this.map(value);
    if (value instanceof Orders) {
      this.collections += 1;
      return { $orders: value.texts() };
    }
    if (value instanceof Set) {
      this.collections += 1;
      return { $set: [...value] };
    }
    const record = value as Record<string, unknown>;
    const sorted: Record<string, unknown> = {};
    for (const key of this.sortedKeys(record)) sorted[key] = this.plain(record[key]);
    return sorted;
  }

  private map(map: Map<unknown, unknown>): unknown {
    const before = this.collections;
    const members = Array.from(map.values(), (member) => this.plain(member));
    const hasOnlyPlain = this.collections === before;
    this.collections += 1;
    const by = hasOnlyPlain ? NAMES.find((name) => isNamedBy(map, name)) : undefined;
    if (by !== undefined) return { $records: members, by };
    return { $map: Array.from(map.keys(), (key, index) => [key, members[index]]) };
  }

  private sortedKeys(record: object): readonly string[] {
    const keys = Object.keys(record);
    const id = `${keys.length} ${keys[0]}`;
    const known = this.shapes.get(id);
    if (known?.keys.every((key, index) => key === keys[index])) return known.sorted;
    const sorted = [...keys].sort();
    this.shapes.set(id, { keys, sorted });
    return sorted;
  }
}

/** True if every record of a Map carries its own key in this member. */
function isNamedBy(map: Map<unknown, unknown>, name: string): boolean {
  for (const [key, member] of map) {
    if (typeof member !== 'object' || member === null) return false;
    if ((member as Record<string, unknown>)[name] !== key) return false;
  }
  return map.size > 0;
}
