import type { DecideAt, Decision } from '../market/kernel/decision.ts';
import { accept } from '../market/kernel/decision.ts';
import { type NextNumber, nextNumber, noteNumber, whyNotNext } from '../market/kernel/numbering.ts';
import type { ShopFact, ShopState } from './state.ts';

/** Streams whose numbers may be lost: after a gap so many numbers are left out (O7). */
const ROOM = 100;

/** The number of the next stream in the shop (O7). */
export function nextStreamNumber(state: Readonly<ShopState>, { gaps }: Pick<DecideAt, 'gaps'>): NextNumber {
  return nextNumber(state.numbering, gaps, firstFreeStreamNumber(state));
}

/** The first number that no stream has, where the log may have lost up to a hundred streams. */
export function firstFreeStreamNumber({ numbering: { last } }: Readonly<ShopState>): number {
  return last + ROOM + 1;
}

/**
 * Numbers streams of before, once (O7); those that have their number keep it. Where no stream has one yet, a gap is left to
 * the first new stream: what a restore brought back from before is numbered by the same count as it was, so that references
 * in people's hands stay right.
 * @param streamIds in the order of their first facts
 */
export function numberStreams(
  state: Readonly<ShopState>,
  streamIds: readonly string[],
  at: Pick<DecideAt, 'gaps'>,
): Decision<object, ShopFact, ShopState> {
  const { last } = state.numbering;
  const { number, ...passed } = last === 0 ? { number: 1 } : nextStreamNumber(state, at);
  const waiting = streamIds.filter((streamId) => !state.streamNumbers.has(streamId));
  const facts = waiting.map((streamId, index): ShopFact => {
    const shopNumber = number + index;
    return { type: 'stream_numbered', streamId, shopNumber, ...(index === 0 && passed) };
  });
  return accept(facts, () => ({}));
}

/** INV10: why a fact can't give the number that it gives; null: it can, or gives none. */
export function whyWrongNumber(
  { streamNumbers, numbering }: Readonly<ShopState>,
  fact: ShopFact,
): { found: string; expected: string } | null {
  if ((fact.type !== 'stream_named' && fact.type !== 'stream_numbered') || fact.shopNumber === undefined)
    return null;
  const { streamId, shopNumber, afterGap } = fact;
  const found = `number ${shopNumber} for stream ${streamId}`;
  const known = streamNumbers.get(streamId);
  if (known !== undefined) return { found, expected: `${known}, which it has` };
  const expected = whyNotNext(numbering, shopNumber, afterGap);
  return expected === null ? null : { found, expected };
}

/** Takes the number that a fact gives a stream. */
export function takeNumber(
  { streamNumbers, numbering }: ShopState,
  fact: Extract<ShopFact, { type: 'stream_named' | 'stream_numbered' }>,
): void {
  const { streamId, shopNumber, afterGap } = fact;
  if (shopNumber === undefined) return;
  streamNumbers.set(streamId, shopNumber);
  noteNumber(numbering, shopNumber, afterGap);
}
