import type { Ack } from '../../../shared/contract/answer.ts';
import type { ConsoleFrame } from '../../../shared/contract/console-frame.ts';
import { seesFloorPrices, seesOrders } from '../../market/kernel/authority.ts';
import type { StaffRights } from '../application.ts';

/** What rights show of a stream besides what everybody at its console sees (A1). */
export interface Sight {
  orders: boolean;
  floorPrices: boolean;
}

/** Every sight there is. */
export const SIGHTS: readonly Sight[] = [true, false].flatMap((orders) =>
  [true, false].map((floorPrices) => ({ orders, floorPrices })),
);

export function sightOf(rights: StaffRights): Sight {
  return { orders: seesOrders(rights), floorPrices: seesFloorPrices(rights) };
}

/** A frame without what a sight does not cover: no orders and no sums of them, floor prices null. */
export function shownTo({ orders, floorPrices }: Sight, frame: ConsoleFrame): ConsoleFrame {
  const shown = { ...frame };
  if (!orders) {
    shown.orders = [];
    delete shown.gmv;
    delete shown.aims;
  }
  if (!floorPrices) shown.items = frame.items.map((item) => ({ ...item, floorMinor: null }));
  return shown;
}

/** An answer to staff: without a sight of floor prices it says that one was undercut, not what it is. */
export function answerShownTo<A extends Ack<object>>(rights: StaffRights | null, ack: A): A {
  if (ack.ok || ack.code !== 'CONSENT_MISSING' || (rights && seesFloorPrices(rights))) return ack;
  const { floorMinor: _, ...shown } = ack;
  return shown as A;
}
