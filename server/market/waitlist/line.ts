import { MORE_THAN_TOLD } from '../../../shared/market/stock/bounds.ts';
import type { StreamFact } from '../facts.ts';
import type { Invalidated } from '../kernel/invalidated.ts';
import type { StreamState } from '../state.ts';
import type { Waiter } from './state.ts';

/** A buyer's place in the line of an item, or undefined. */
export function waiterOf(
  state: Readonly<StreamState>,
  itemNumber: number,
  buyerId: string,
): Waiter | undefined {
  return state.waitlists.get(itemNumber)?.find((waiter) => waiter.buyerId === buyerId);
}

/** How far in front a buyer stands: 1 is the next, `MORE_THAN_TOLD` is that or further back; null for who does not wait. */
export function placeIn(state: Readonly<StreamState>, itemNumber: number, buyerId: string): number | null {
  const index = state.waitlists.get(itemNumber)?.findIndex((waiter) => waiter.buyerId === buyerId) ?? -1;
  return index < 0 ? null : Math.min(index + 1, MORE_THAN_TOLD);
}

/**
 * Who gives units of an item back, or lets them run out, leaves its line (H5): else the one who stands first would be
 * offered them again, and those behind would wait for somebody who does not want them.
 */
export function leavesWith(
  state: StreamState,
  buyerId: string,
  itemNumbers: Iterable<number>,
  reason: 'given_back' | 'ran_out',
): StreamFact[] {
  const id = state.aliases.get(buyerId) ?? buyerId;
  const waitsFor = state.buyers.get(id)?.waitsFor;
  if (!waitsFor) return [];
  return [...new Set(itemNumbers)]
    .filter((itemNumber) => waitsFor.includes(itemNumber))
    .map((itemNumber) => ({ type: 'waitlist_left', buyerId: id, itemNumber, reason }));
}

/** Everybody leaves the line of an item, if anybody stands in it. @param dueAtMs when offers stopped (S3), or null */
export function endLine(
  state: Readonly<StreamState>,
  itemNumber: number,
  dueAtMs: number | null,
): StreamFact[] {
  const line = state.waitlists.get(itemNumber);
  if (!line) return [];
  return [{ type: 'waitlist_ended', itemNumber, buyerIds: line.map(({ buyerId }) => buyerId), dueAtMs }];
}

/** A line moved: those whose place is told exactly hear it, the many behind them see no change (H5). */
export function invalidatePlaces(into: Invalidated, state: StreamState, itemNumber: number): void {
  into.waitlists.add(itemNumber);
  const line = state.waitlists.get(itemNumber) ?? [];
  for (const { buyerId } of line.slice(0, MORE_THAN_TOLD)) into.buyers.add(buyerId);
}
