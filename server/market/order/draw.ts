import type { Buyer } from '../account/state.ts';
import { isFirstPaid } from '../cart/add.ts';
import type { DecideAt, Parked } from '../kernel/decision.ts';
import { drawFor } from '../kernel/flash-window.ts';
import type { StreamState } from '../state.ts';
import type { Portion } from './tally.ts';

/**
 * The draw that an order waits for, or null (F7): it takes units of a flash that nobody holds for it. Else a cart with more
 * than is held would be the way past the draw. An order of two flashes waits for both draws, one after the other. Where
 * nothing is ever held, the quota goes to who orders first (H2).
 */
export function drawOfOrder(
  state: StreamState,
  portions: readonly Portion[],
  buyer: Buyer | undefined,
  by: Pick<DecideAt, 'receivedAtMs' | 'heldDraws' | 'isDrawOpen'> & { buyerId: string },
): Parked | null {
  if (isFirstPaid(state, buyer)) return null;
  for (const { flash, holds } of portions) {
    const draw = flash && holds.length === 0 && drawFor(state, flash, by.buyerId, by);
    if (draw) return draw;
  }
  return null;
}
