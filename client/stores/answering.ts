import { ANSWERING_MS } from '../../shared/market/chat/bounds.ts';
import type { AnsweredQuestion } from '../../shared/market/chat/contract.ts';
import type { PinEntry } from '../../shared/market/lineup/pins-entry.ts';

type Pinned = Pick<PinEntry, 'itemNumber' | 'sinceMs'>;

/** Whether a question is still answered: for 60 s, and until another item is pinned, of which the host talks then (N6). */
export function isAnsweredNow(
  { item, sinceMs }: { item?: number | undefined; sinceMs: number },
  pins: readonly Pinned[],
  nowMs: number,
): boolean {
  const hasMovedOn = pins.some(
    (pin) => pin.sinceMs > sinceMs && pin.sinceMs <= nowMs && pin.itemNumber !== item,
  );
  return !hasMovedOn && nowMs - sinceMs < ANSWERING_MS;
}

/** The question that was answered at a moment of a stream that is over, for as long as viewers saw it; null: none. */
export function answeredAt(
  answered: readonly AnsweredQuestion[],
  pins: readonly { itemNumber: number; fromMs: number }[],
  atMs: number,
): AnsweredQuestion | null {
  const question = answered.findLast((each) => each.atMs <= atMs);
  if (!question) return null;
  const moved = pins.map(({ itemNumber, fromMs }) => ({ itemNumber, sinceMs: fromMs }));
  return isAnsweredNow({ item: question.item, sinceMs: question.atMs }, moved, atMs) ? question : null;
}
