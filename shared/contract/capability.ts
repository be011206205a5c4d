import type * as z from 'zod/mini';
import type { Announcement } from './announcement.ts';
import type { CommandContract } from './command.ts';
import type { RefusalContract } from './refusal.ts';

type Commands = Readonly<Record<string, CommandContract>>;
type Announcements = Readonly<Record<string, Announcement>>;
type Fields = Readonly<Record<string, z.ZodMiniType>>;

/** A command that may be turned away unread. */
export interface SheddableCommand {
  /** It is sent again, so it waits for a place in the line. */
  readonly isRetried: boolean;
  /** It binds a price by its arrival (F5). */
  readonly isTap?: true;
}

/**
 * What a capability agrees on with whoever speaks to it, a slot for each place where it has a part. It stands in the file of
 * the capability and is listed in `capabilities.ts`; commands, refusals, views and documents are composed from there.
 */
export interface CapabilityContract {
  /** What viewers may ask (`/live`). */
  live?: Commands;
  /** Of each of those: what a crowd does all at once may be told to come again before it is read, under load; null: it is read. */
  sheddable?: Readonly<Record<string, SheddableCommand | null>>;
  /** What staff may ask (`/console`). */
  console?: Commands;
  /** What it tells viewers by events of its own, beside its entries of the live view (`/live`). */
  liveEvents?: Announcements;
  /** What it tells staff by events of its own, beside its fields of the console's frame (`/console`). */
  consoleEvents?: Announcements;
  /** Its expected noes. */
  refusals?: Readonly<Record<string, RefusalContract>>;
  /** What can happen, by name: the facts of its folder in `server/market/`. */
  facts?: readonly string[];
  /** Its entries of the live view. */
  entries?: readonly z.ZodMiniType[];
  /** Its fields of a buyer's own part of a stream, whole values. */
  own?: Fields;
  /** Its fields of the console's frame: whole in each of them. Optional ones; absent: there is nothing. */
  frame?: Fields;
  /** Its lists in that frame: the entries that changed, each whole, for the place of the one with its number or id. */
  frameLists?: Fields;
  /** Its fields of what the floor did with a stream, read from the log. */
  report?: Fields;
  /** Schemas that documents tell once, under this name in capitals, and refer to from elsewhere. */
  named?: Fields;
}

type Intersection<Union> = (Union extends unknown ? (each: Union) => void : never) extends (
  all: infer Whole,
) => void
  ? Whole
  : never;
type PartsIn<Each, Slot extends PropertyKey> = Each extends Readonly<Record<Slot, infer Part>> ? Part : never;
type Flat<T> = { [K in keyof T]: T[K] };

type ObjectSlot = Exclude<keyof CapabilityContract, ListSlot>;
type ListSlot = 'facts' | 'entries';

/** What all capabilities of a list have in one slot, as one object. */
export type Composed<List, Slot extends ObjectSlot> = Flat<Intersection<PartsIn<List[keyof List], Slot>>>;

/** Puts together what the capabilities of a list have in one slot, in the order of the list. */
export function composed<List extends Readonly<Record<string, CapabilityContract>>, Slot extends ObjectSlot>(
  list: List,
  slot: Slot,
): Composed<List, Slot> {
  return Object.assign({}, ...Object.values(list).map((each) => each[slot]));
}

/** One of what the capabilities of a list have in a slot that holds several. */
export type Listed<List, Slot extends ListSlot> =
  PartsIn<List[keyof List], Slot> extends readonly (infer One)[] ? One : never;

/** All that the capabilities of a list have in a slot, one after another, in the order of the list. */
export function listed<List extends Readonly<Record<string, CapabilityContract>>, Slot extends ListSlot>(
  list: List,
  slot: Slot,
): Listed<List, Slot>[] {
  return Object.values(list).flatMap((each): readonly unknown[] => each[slot] ?? []) as Listed<List, Slot>[];
}
