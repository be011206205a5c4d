import type { ShippingQuote } from '../../../shared/market/order/contract.ts';
import type { PlacedLine } from '../order/order.ts';
import type { StreamState } from '../state.ts';
import { partsByOrigin, type SendTo } from './charge.ts';
import { gramsLeft, gramsOf } from './fee.ts';
import { contentsWith, groupOf, tableOf } from './group.ts';

/**
 * What would make sending from an origin free or cost no more, with the order's lines in the parcel: the goods value
 * that is missing (0: it is free already; null: it never is), and the grams that still fit (null: by weight nothing is
 * reckoned); and whether a paid order travels in that parcel.
 */
export function wayOn(
  state: Readonly<StreamState>,
  origin: string,
  lines: readonly PlacedLine[],
  to: SendTo,
): Pick<ShippingQuote, 'missingToFreeMinor' | 'gramsLeft' | 'isWithPaid'> {
  const table = tableOf(state, origin, to.isOverseas);
  const parts = partsByOrigin(state, lines, to.isOverseas).get(origin) ?? [];
  const group = groupOf(to.buyer, origin, to.addressId);
  const after = contentsWith(state, group, parts);
  const fromMinor = table?.freeFromMinor ?? null;
  return {
    missingToFreeMinor: fromMinor === null ? null : Math.max(0, fromMinor - after.goodsMinor),
    gramsLeft: table?.tiers ? gramsLeft(table.tiers, gramsOf(after.parts)) : null,
    ...(group?.units.some(({ units }) => units > 0) && { isWithPaid: true }),
  };
}
