import { secondNames, secondOrigin } from '../../../shared/values/names.ts';
import type { StreamFact } from '../facts.ts';
import type { ConsoleAt } from '../kernel/console-at.ts';
import { accept, type Decision } from '../kernel/decision.ts';
import type { LineupGood } from '../lineup/decide.ts';
import type { Item } from '../lineup/state.ts';
import type { StreamState } from '../state.ts';
import { transferIn } from '../stock/transfer.ts';

/**
 * The log of a rehearsal (S1): a stream of its own with the lineup, prices and counts of the real one, on sale at
 * once, seen by staff alone. All its numbers are its own.
 */
export function createRehearsal(
  state: StreamState,
  request: { of: Omit<StreamState, 'orders'>; slug: string },
  by: ConsoleAt,
): Decision<{ seq: number }> {
  if (state.seq > 0) return accept([], (_after, seq) => ({ seq }));
  const { of, slug } = request;
  const { title, hostId, hostName, currency, holdPolicy, payments, scheduledAtMs, settings } = of;
  const { titleEn, hostNameEn } = of.page ?? {};
  const facts: StreamFact[] = [
    {
      type: 'stream_created',
      slug,
      title,
      hostId,
      hostName,
      ...(titleEn && { titleEn }),
      ...(hostNameEn && { hostNameEn }),
      currency,
      holdPolicy,
      payments,
      scheduledAtMs,
      settings,
      rehearsalOf: of.streamId,
      by: by.by,
    },
  ];
  for (const item of of.items.values()) {
    facts.push({ type: 'item_added', itemNumber: item.itemNumber, ...goodOf(item), by: by.by });
    const units = item.allotted + item.adjusted;
    if (units > 0) {
      const transferId = `${of.streamId}:${item.itemNumber}`;
      facts.push(transferIn(transferId, item.itemNumber, units));
    }
    if (item.isRemoved) facts.push({ type: 'item_removed', itemNumber: item.itemNumber, by: by.by });
  }
  facts.push({ type: 'lineup_reordered', order: [...of.order], undoes: null, by: by.by });
  for (const [origin, table] of of.shipping.tables) {
    facts.push({ type: 'shipping_set', origin, table, by: by.by });
  }
  facts.push({ type: 'rehearsal_started', by: by.by });
  return accept(facts, (_after, seq) => ({ seq }));
}

/** What going live takes over from the last rehearsal: the order of the bag and the list prices, nothing else (S1). */
export interface Rehearsed {
  /** What its prices are in: of another currency they say nothing. */
  currency: string;
  order: number[];
  prices: { itemNumber: number; listPriceMinor: number }[];
}

/** The facts by which a stream takes over what its rehearsal ended with. */
export function takeOver(state: StreamState, { order, prices }: Rehearsed, by: ConsoleAt): StreamFact[] {
  const facts: StreamFact[] = [];
  for (const { itemNumber, listPriceMinor } of prices) {
    const item = state.items.get(itemNumber);
    if (!item || item.listPriceMinor === listPriceMinor) continue;
    const wasMinor = item.listPriceMinor;
    facts.push({ type: 'price_changed', itemNumber, wasMinor, nowMinor: listPriceMinor, by: by.by });
  }
  const known = order.filter((itemNumber) => state.order.includes(itemNumber));
  const rest = state.order.filter((itemNumber) => !known.includes(itemNumber));
  const next = [...known, ...rest];
  if (next.some((itemNumber, index) => itemNumber !== state.order[index])) {
    facts.push({ type: 'lineup_reordered', order: next, undoes: null, by: by.by });
  }
  return facts;
}

function goodOf(
  item: Item,
): Omit<LineupGood, 'priceMinor' | 'currency'> & { listPriceMinor: number; buyerLimit: number | null } {
  const {
    productId,
    producerId,
    producer,
    name,
    origin,
    grams,
    picture,
    listPriceMinor,
    floorMinor,
    buyerLimit,
    shipping,
    shareBps,
    reserve,
  } = item;
  return {
    productId,
    producerId,
    producer,
    name,
    origin,
    grams,
    picture,
    listPriceMinor,
    floorMinor,
    buyerLimit,
    ...secondNames(item),
    ...secondOrigin(item),
    ...(shipping && { shipping }),
    ...(shareBps !== undefined && { shareBps }),
    ...(reserve && { reserve }),
  };
}
