import { MAX_LINES, MAX_PLACES, MAX_WAITING } from '../../../shared/market/waitlist/bounds.ts';
import { isFirstPaid, shortOf } from '../cart/add.ts';
import { overLimit } from '../kernel/buyer-limits.ts';
import { buyerIdNow } from '../kernel/buyers.ts';
import type { DecideAt, Decision } from '../kernel/decision.ts';
import { accept, refused } from '../kernel/decision.ts';
import { itemOnSale } from '../kernel/item-on-sale.ts';
import { type Restriction, whyRestricted } from '../kernel/restricted.ts';
import type { Item } from '../lineup/state.ts';
import { networkRoom } from '../newcomers/network.ts';
import type { StreamState } from '../state.ts';
import { placeIn, waiterOf } from './line.ts';

export interface JoinReply {
  seq: number;
  /** 1 is the next; see `placeIn`. */
  place: number;
}

/**
 * Decides a place at the end of an item's line (H5): for who could not have so many units now for lack of units, or because of their network (H8). Each
 * buyer has one place per item. What may never be offered is refused at once: more than a limit (B1), than may be held
 * (H3), or than a newcomer may hold (H6). What is waited for is unmet demand, as if an add had been refused. Reasons come in the order stream, item, stopped, buyer, line, stock.
 */
export function joinWaitlist(
  state: StreamState,
  request: { itemNumber: number; units: number },
  by: DecideAt & {
    buyerId: string;
    isNewInShop: boolean;
    networkTag: string;
    restriction?: Restriction | null;
  },
): Decision<JoinReply> {
  const { itemNumber, units } = request;
  const found = itemOnSale(state, itemNumber);
  if (found.kind === 'refused') return found;
  const { item } = found;
  const limited = whyRestricted(by);
  if (limited) return refused(limited);
  if (item.isStopped) return refused({ code: 'STOPPED', itemNumber });

  const buyerId = buyerIdNow(state, by.buyerId);
  const buyer = state.buyers.get(buyerId);
  const no = (reason: 'first_paid' | 'waiting' | 'too_many' | 'full' | 'in_stock') =>
    refused({ code: 'WAITLIST_INVALID', itemNumber, reason });
  if (isFirstPaid(state, buyer)) return no('first_paid');
  const limit = overLimit(state, buyer, item, null, units);
  if (limit !== null) return refused({ code: 'BUYER_LIMIT', itemNumber, allowance: limit });
  const isNew = by.isNewInShop && !buyer?.hasPaid;
  const { maxHeldUnits, newBuyerUnits } = state.settings;
  const most = isNew ? Math.min(newBuyerUnits, maxHeldUnits) : maxHeldUnits;
  if (units > most) return refused({ code: 'HOLD_LIMIT', itemNumber, allowance: most });

  if (waiterOf(state, itemNumber, buyerId)) return no('waiting');
  if ((buyer?.waitsFor?.length ?? 0) >= MAX_LINES) return no('too_many');
  if ((state.waitlists.get(itemNumber)?.length ?? 0) >= MAX_WAITING || placesIn(state) >= MAX_PLACES) {
    return no('full');
  }
  const short = shortOf(state, item, null, units)?.code ?? whyBehind(state, item, isNew, units, by);
  if (!short) return no('in_stock');
  return accept(
    [{ type: 'waitlist_joined', buyerId, itemNumber, units, isNew, networkTag: by.networkTag }],
    (after, seq) => ({ seq, place: placeIn(after, itemNumber, buyerId) ?? 1 }),
    [{ itemNumber, code: short, units }],
  );
}

/** H8: there are units, but the newcomers of this network keep as many as they may; they are offered when that is over. */
function whyBehind(
  state: StreamState,
  item: Item,
  isNew: boolean,
  units: number,
  { networkTag: tag, atMs }: { networkTag: string; atMs: number },
): 'NETWORK_LIMIT' | null {
  return isNew && units > networkRoom(state, item, null, { tag, atMs }) ? 'NETWORK_LIMIT' : null;
}

function placesIn({ waitlists }: StreamState): number {
  let places = 0;
  for (const line of waitlists.values()) places += line.length;
  return places;
}
