import type { SingleTuple } from '../../live-view/entry.ts';

export interface PinEntry {
  itemNumber: number;
  sinceMs: number;
}

type PinTuple = [itemNumber: number, sinceMs: number];

/** What is on the table, the newest last. */
export const pins: SingleTuple<'pins', readonly PinEntry[], PinTuple[]> = {
  field: 'pins',
  none: [],
  read: ([, told]) => told.map(([itemNumber, sinceMs]) => ({ itemNumber, sinceMs })),
};

/** Pins as they are told. */
export function pinsTold(shown: readonly PinEntry[]): [PinTuple[]] {
  return [shown.map(({ itemNumber, sinceMs }) => [itemNumber, sinceMs])];
}
