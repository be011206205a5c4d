import type { ConsoleFrame } from './console-frame.ts';

/**
 * The parts of the console's frame that hold single values, whole ones, of which a frame carries those that changed: by
 * the field that names each. Everything else in a frame is told anew each time.
 */
export const consoleParts = {
  items: 'itemNumber',
  orders: 'orderId',
  vouchers: 'voucherId',
} as const satisfies Readonly<Record<ListField, string>>;

export type ConsolePart = keyof typeof consoleParts;
/** One value of a part, and what it is known by. */
export type ValueOf<Part extends ConsolePart> = ConsoleFrame[Part][number];
export type KeyOf<Part extends ConsolePart> = Extract<
  ValueOf<Part>[(typeof consoleParts)[Part] & keyof ValueOf<Part>],
  number | string
>;

/** Of each part, some of its values. */
export type ConsoleKeys = { [Part in ConsolePart]: KeyOf<Part>[] };

/** Lists of things that have a name: a new one does not compile before it stands here. */
type ListField = Exclude<
  { [F in keyof ConsoleFrame]-?: ConsoleFrame[F] extends readonly object[] ? F : never }[keyof ConsoleFrame],
  WholeList
>;
/** At most three pins, and acts of the last seconds: told whole. */
type WholeList = 'pins' | 'undoable';
