import type { PlacedLine } from '../order/order.ts';
import type { StreamState } from '../state.ts';
import { partsByOrigin, type SendTo } from './charge.ts';
import { gramsLeft, gramsOf } from './fee.ts';
import { contentsWith, groupOf, tableOf } from './group.ts';

/**
 * What would make sending from an origin free or cost no more, with the order's lines in the parcel: the goods value
 * that is missing (0: it is free already; null: it never is), and the grams that still fit (null: by weight nothing is
 * reckoned).
 */
export function wayOn(
  state: Readonly<StreamState>,
  origin: string,
  lines: readonly PlacedLine[],
  to: SendTo,
): { missingToFreeMinor: number | null; gramsLeft: number | null } {
  const table = tableOf(state, origin, to.isOverseas);
  const parts = partsByOrigin(state, lines, to.isOverseas).get(origin) ?? [];
  const after = contentsWith(state, groupOf(to.buyer, origin, to.addressId), parts);
  const fromMinor = table?.freeFromMinor ?? null;
  return {
    missingToFreeMinor: fromMinor === null ? null : Math.max(0, fromMinor - after.goodsMinor),
    gramsLeft: table?.tiers ? gramsLeft(table.tiers, gramsOf(after.parts)) : null,
  };
}
