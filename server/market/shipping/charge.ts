import type { Buyer } from '../account/state.ts';
import type { Item } from '../lineup/state.ts';
import type { PlacedLine, PlacedShipping } from '../order/order.ts';
import type { StreamState } from '../state.ts';
import { feeOf } from './fee.ts';
import { chargedFor, contentsWith, type GroupPart, groupOf, originOf, tableOf } from './group.ts';

/** Who an order is for, and where it goes. */
export interface SendTo {
  buyer: Buyer | undefined;
  addressId: string | null;
  /** It goes abroad; absent: it does not. */
  isOverseas?: boolean | undefined;
}

/**
 * What an order pays for sending, a fee per origin in the order of its lines: `fee(group after) − fee already charged`,
 * never below 0 (P2). An origin whose goods may cost something is named also where the fee is 0, since its orders travel
 * together.
 * @returns null where no sending costs anything
 */
export function chargeShipping(
  state: Readonly<StreamState>,
  lines: readonly PlacedLine[],
  to: SendTo,
): PlacedShipping[] | null {
  if (!state.shipping.isCharged) return null;
  const charged: PlacedShipping[] = [];
  for (const [origin, parts] of partsByOrigin(state, lines, to.isOverseas)) {
    const group = groupOf(to.buyer, origin, to.addressId);
    const after = contentsWith(state, group, parts);
    const feeMinor = feeOf(tableOf(state, origin, to.isOverseas), after) - chargedFor(group);
    charged.push({ feeMinor: Math.max(0, feeMinor), origin });
  }
  return charged.length === 0 ? null : charged;
}

/** The lines of an order by the origin they are sent from, without the origins that never charge. */
export function partsByOrigin(
  state: Readonly<StreamState>,
  lines: readonly PlacedLine[],
  isOverseas: boolean | undefined,
): Map<string, GroupPart[]> {
  const byOrigin = new Map<string, GroupPart[]>();
  const charging = new Set<string>();
  for (const line of lines) {
    const { itemNumber, units, goodsMinor } = line;
    const origin = originOf(state, line);
    const parts = byOrigin.get(origin) ?? [];
    parts.push({ itemNumber, units, goodsMinor });
    byOrigin.set(origin, parts);
    const item = state.items.get(itemNumber);
    if (item && (isOverseas || isCharged(state, item))) charging.add(origin);
  }
  for (const origin of byOrigin.keys()) if (!charging.has(origin)) byOrigin.delete(origin);
  return byOrigin;
}

/** Whether sending an item may cost something. */
function isCharged(state: Readonly<StreamState>, item: Item): boolean {
  return item.shipping !== null || state.shipping.tables.has(item.origin);
}
