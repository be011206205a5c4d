import type { Engines } from '../engines.ts';

/** Where the order of a reference stands (O7): its stream, null where none has that number, and its number there. @param reference `12-1085` */
export function placedByReference(
  engines: Pick<Engines, 'streamNumbered'>,
  reference: string,
): { streamId: string | null; number: string } {
  const [shopNumber, number = ''] = reference.split('-');
  return { streamId: engines.streamNumbered(Number(shopNumber)), number };
}
