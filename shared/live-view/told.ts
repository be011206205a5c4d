import { flashTold } from '../market/flash-sale/entry.ts';
import { cardTold } from '../market/lineup/entry.ts';
import { pinsTold } from '../market/lineup/pins-entry.ts';
import { stockTold } from '../market/stock/entry.ts';
import {
  type Change,
  type EntryKind,
  entries,
  type KeyedKind,
  type KeyOf,
  type LiveView,
  type ShownOf,
  type SingleKind,
  type ToldOf,
  type TupleKind,
} from './entries.ts';

/** How the kinds are told that have a tuple of their own; all others are told as they are shown. */
const tuples: { [K in TupleKind]: (shown: ShownOf<K>) => ToldOf<K> } = {
  c: cardTold,
  s: stockTold,
  f: flashTold,
  p: pinsTold,
};

/** An entry that has a key, as it is told; null: it is gone. */
export function entryChange<K extends KeyedKind>(kind: K, key: KeyOf<K>, shown: ShownOf<K> | null): Change {
  return (shown === null ? [kind, key, null] : [kind, key, ...told(kind, shown)]) as unknown as Change;
}

/** What a view has once, as it is told. */
export function wholeChange<K extends SingleKind>(kind: K, shown: ShownOf<K>): Change {
  return [kind, ...told(kind, shown)] as unknown as Change;
}

function told(kind: EntryKind, shown: unknown): readonly unknown[] {
  const tuple = (tuples as Readonly<Record<string, ((shown: unknown) => unknown[]) | undefined>>)[kind];
  return tuple ? tuple(shown) : [shown];
}

/** The whole view as changes on an empty one: what a snapshot carries. */
export function changesOf(view: LiveView): Change[] {
  return (Object.keys(entries) as EntryKind[]).flatMap((kind) => {
    const shown = view[entries[kind].field];
    if (isSingle(kind)) return isNone(shown) ? [] : [wholeChange(kind, shown as never)];
    const { keyOf } = entries[kind];
    return Object.entries(shown as object).map(([key, entry]) =>
      entryChange(kind, keyOf(key) as never, entry),
    );
  });
}

function isSingle(kind: EntryKind): kind is SingleKind {
  const { none } = entries[kind];
  return none === null || Array.isArray(none);
}

function isNone(shown: unknown): boolean {
  return shown === null || (Array.isArray(shown) && shown.length === 0);
}

/** The entry that a change writes: changes with the same key replace each other. */
export function changeKey(change: Change): string {
  return change.length === 2 ? change[0] : `${change[0]}${change[1]}`;
}

/** Whether a change takes an entry away. */
export function isTombstone(change: Change): boolean {
  return change.length === 3 && change[2] === null;
}

/** What takes away what a change has told; of what every view has, an empty one's remains. */
export function removalOf(change: Change): Change {
  if (change.length > 2) return [change[0], change[1], null] as Change;
  const kind = change[0] as SingleKind;
  return wholeChange(kind, entries[kind].none);
}
