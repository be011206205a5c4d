import { ANSWERING_MS } from '../../../shared/market/chat/bounds.ts';
import type { ChatWhole } from '../../../shared/market/chat/contract.ts';
import type { PinEntry } from '../../../shared/market/lineup/pins-entry.ts';

/** Whether a question is still answered: for 60 s, and until another item is pinned, of which the host talks then (N6). */
export function isAnsweredNow(
  { item, sinceMs }: NonNullable<ChatWhole['answering']>,
  pins: readonly PinEntry[],
  nowMs: number,
): boolean {
  const hasMovedOn = pins.some((pin) => pin.sinceMs > sinceMs && pin.itemNumber !== item);
  return !hasMovedOn && nowMs - sinceMs < ANSWERING_MS;
}
