import { type ConsolePart, consoleParts } from '../../shared/contract/console-parts.ts';

/** Every part of the console's frame, with nothing in it; or of a publication, with nothing to tell. */
export function emptyParts(): { [Part in ConsolePart]: never[] } {
  const parts = Object.keys(consoleParts) as ConsolePart[];
  return Object.fromEntries(parts.map((part) => [part, []])) as unknown as { [Part in ConsolePart]: never[] };
}
