import { type AddBound, type MayAdd, mayAdd } from '../../../../shared/live-view/may-add.ts';
import type { LiveState } from '../../../stores/live-store.ts';
import { useWorld } from '../../../stores/world.ts';
import { useServerTime } from '../../../ui/server-time.ts';
import { useLive, useViewer } from './viewer-stores.ts';

/**
 * How many of an item this buyer may still add, and for how long they are reserved; null until the market has said what
 * bounds this buyer. A part renders again only when what it says changes: with the view, or as a flash begins or ends.
 */
export function useAllowance(itemNumber: number): MayAdd | null {
  const { live } = useViewer();
  const { clock } = useWorld();
  useLive((state) => written(state, itemNumber, clock.now()));
  const said = useServerTime((nowMs) => written(live.store.getState(), itemNumber, nowMs));
  if (said === null) return null;
  const [units, bound, reservedMs] = said.split(' ');
  return {
    units: Number(units),
    bound: (bound || null) as AddBound | null,
    reservedMs: reservedMs ? Number(reservedMs) : null,
  };
}

/** As one plain value, so that equal ones are equal. */
function written({ view, mine }: LiveState, itemNumber: number, nowMs: number): string | null {
  if (!mine?.allowance) return null;
  const may = mayAdd(view, { ...mine.cart, allowance: mine.allowance }, itemNumber, nowMs);
  return may && `${may.units} ${may.bound ?? ''} ${may.reservedMs ?? ''}`;
}
