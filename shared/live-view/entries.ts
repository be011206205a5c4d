import { flash } from '../market/flash-sale/entry.ts';
import { cards } from '../market/lineup/entry.ts';
import { order } from '../market/lineup/order-entry.ts';
import { pins } from '../market/lineup/pins-entry.ts';
import { stock } from '../market/stock/entry.ts';
import { stream } from '../market/stream/entry.ts';
import { vouchers } from '../market/voucher/entry.ts';
import { promotions } from '../market/voucher/promotions-entry.ts';

/** Every kind of entry by its letter on the wire, in the order in which a snapshot tells them. */
export const entries = {
  t: stream,
  c: cards,
  s: stock,
  f: flash,
  m: promotions,
  v: vouchers,
  o: order,
  p: pins,
};

type Entries = typeof entries;
export type EntryKind = keyof Entries;

/** All that a viewer may see of one stream; the same value on the server and on every screen at the same seq. */
export type LiveView = { [K in EntryKind as Entries[K]['field']]: Entries[K]['none'] };
export type Field = keyof LiveView;
export type FieldOf<K extends EntryKind> = Entries[K]['field'];

/** Kinds of which a view has one entry: null or a list. All others have a key. */
export type SingleKind = {
  [K in EntryKind]: null extends Entries[K]['none']
    ? K
    : Entries[K]['none'] extends readonly unknown[]
      ? K
      : never;
}[EntryKind];
export type KeyedKind = Exclude<EntryKind, SingleKind>;
/** Kinds that are told as something shorter than what is shown. */
export type TupleKind = { [K in EntryKind]: Entries[K] extends { read: unknown } ? K : never }[EntryKind];

export type KeyOf<K extends KeyedKind> =
  Entries[K]['none'] extends Readonly<Record<infer Key, unknown>> ? Key : never;
/** One entry as it is shown. */
export type ShownOf<K extends EntryKind> = K extends KeyedKind
  ? Entries[K]['none'][KeyOf<K> & keyof Entries[K]['none']]
  : Entries[K]['none'];
/** What stands behind the kind, and behind the key where there is one. */
export type ToldOf<K extends EntryKind> = Entries[K] extends { read(change: infer Change): unknown }
  ? Change extends readonly [string, ...infer Told]
    ? K extends KeyedKind
      ? Told extends [unknown, ...infer Behind]
        ? Behind
        : never
      : Told
    : never
  : [shown: AsTold<NonNullable<ShownOf<K>>>];
type AsTold<Shown> = Shown extends readonly (infer One)[] ? One[] : Shown;

type ChangeOf<K extends EntryKind> = K extends KeyedKind
  ? ToldOf<K> extends [infer One]
    ? [kind: K, key: KeyOf<K>, told: One | null]
    : [kind: K, key: KeyOf<K>, ...told: ToldOf<K>] | [kind: K, key: KeyOf<K>, told: null]
  : [kind: K, ...told: ToldOf<K>];

/**
 * One changed entry of the live view, as a short tuple: its kind, its item where it has one, its new value.
 * Values, not differences: heard twice or late they do no harm. `null` is a tombstone.
 */
export type Change = { [K in EntryKind]: ChangeOf<K> }[EntryKind];
