/**
 * One kind of entry of the live view: the field of the view that it stands in, what an empty view shows there, and how a
 * change of it is read. Every kind stands in a file of its own in `shared/market/`, and once in the list of them. How a
 * tuple is made stands beside its kind, apart from it: a phone only reads.
 */

/** What a view has once: `[kind, shown]`. Null or an empty list where there is none. */
export interface Single<Field extends string, Shown> {
  field: Field;
  none: Shown;
}

/** The same, told as something shorter. */
export interface SingleTuple<Field extends string, Shown, Told> extends Single<Field, Shown> {
  read(change: readonly [kind: string, told: Told]): Shown;
}

/** Entries by a key: `[kind, key, entry]`; null behind the key takes one away. */
export interface Keyed<Field extends string, Key extends number | string, Entry> {
  field: Field;
  none: Readonly<Record<Key, Entry>>;
  /** The key as it is told: in a record it is a text. */
  keyOf: Key extends number ? NumberConstructor : StringConstructor;
}

/** The same, each entry told as something shorter, in as many places as it takes: `[kind, key, ...told]`. */
export interface KeyedTuple<Field extends string, Key extends number | string, Entry, Told extends unknown[]>
  extends Keyed<Field, Key, Entry> {
  read(change: readonly [kind: string, key: Key, ...told: Told]): Entry;
}
