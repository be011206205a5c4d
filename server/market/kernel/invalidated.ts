import type { ConsolePart, KeyOf as PartKeyOf } from '../../../shared/contract/console-parts.ts';
import type { EntryKind, Field, FieldOf, KeyedKind, KeyOf } from '../../../shared/live-view/entries.ts';

/**
 * What of a stream the facts of a batch changed: which entries to tell, to whom, and which rows to write. Which fact does
 * what of this stands with its owner: `invalidates` in each `capability.ts`. What changes often has a set of its own, under
 * the name of the field that it stands in.
 */
export interface Invalidated {
  stream: boolean;
  /** Cards; their shelf and flash are told along. */
  cards: Set<number>;
  stock: Set<number>;
  /** Items whose flash has other terms or another phase. */
  flash: Set<number>;
  /** Vouchers with other terms, or another count of claims. */
  vouchers: Set<string>;
  orders: Set<string>;
  /** Items whose line of waiting buyers changed: told to the floor. */
  waitlists: Set<number>;
  /** Items that other viewers, or more, ask to be shown (L9): told to the floor. */
  askers: Set<number>;
  /** Flashes whose counters changed. */
  flashes: Set<string>;
  buyers: Set<string>;
  /** Members of staff whose rights on the stream changed. */
  staff: Set<string>;
  /** Pin, flash or the stream's state: told at once (K3). */
  urgent: boolean;
  /** Whatever else is shown to viewers or to the console, by its field: `invalidateEntry` adds to it. */
  readonly others: Map<OtherField, Set<Key>>;
}

/** An item's number or an id; of what a view has once, any. */
type Key = number | string;

/** Entries of the live view and parts of the console's frame: all that is told because it was touched. */
export type ShownField = Field | ConsolePart;
type OtherField = Exclude<ShownField, keyof Invalidated>;

/** Nothing behind what a view has once; else the key, the same to viewers and to the console. */
type KeyIn<F extends ShownField> = F extends Field
  ? KindOf<F> extends KeyedKind
    ? [key: KeyOf<KindOf<F>>]
    : []
  : F extends ConsolePart
    ? [key: PartKeyOf<F>]
    : never;
type KindOf<F extends Field> = { [K in EntryKind]: FieldOf<K> extends F ? K : never }[EntryKind];

export function nothingInvalidated(): Invalidated {
  return {
    stream: false,
    cards: new Set(),
    stock: new Set(),
    flash: new Set(),
    vouchers: new Set(),
    orders: new Set(),
    waitlists: new Set(),
    askers: new Set(),
    flashes: new Set(),
    buyers: new Set(),
    staff: new Set(),
    urgent: false,
    others: new Map(),
  };
}

/** Something that is shown is another one now: it is told to whoever is shown it. */
export function invalidateEntry<F extends OtherField>(into: Invalidated, field: F, ...of: KeyIn<F>): void {
  const key: Key = of[0] ?? '';
  const keys = into.others.get(field);
  if (keys) keys.add(key);
  else into.others.set(field, new Set([key]));
}

const none: ReadonlySet<Key> = new Set();
const once: ReadonlySet<Key> = new Set(['']);

/** The keys of what was touched in a field; of what a view has once, any key says that it was. */
export function invalidatedKeys(
  invalidated: Invalidated,
  field: ShownField | keyof Invalidated,
): ReadonlySet<Key> {
  if (!(field in invalidated)) return invalidated.others.get(field as OtherField) ?? none;
  const own = invalidated[field as 'stream' | 'stock' | 'orders'];
  return own === false ? none : own === true ? once : own;
}

/** The stream's own entry, told at once. */
export function invalidateStream(into: Invalidated): void {
  into.stream = true;
  into.urgent = true;
}

/** Units of an item moved, bought at list price (null) or bound under a flash. */
export function invalidateUnits(into: Invalidated, itemNumber: number, flashId: string | null): void {
  into.stock.add(itemNumber);
  if (flashId !== null) into.flashes.add(flashId);
}
