import type { Fact } from '../facts.ts';
import { itemLimit } from '../kernel/buyer-limits.ts';
import type { Capability } from '../kernel/capability.ts';
import { type Invalidated, invalidateEntry } from '../kernel/invalidated.ts';
import type { AllMoments } from '../kernel/moments.ts';
import type { Stamp } from '../kernel/stamp.ts';
import type { StreamState } from '../state.ts';
import type { Timeline } from '../timeline.ts';
import { lineupCommands } from './commands.ts';
import type { LineupFacts } from './facts.ts';
import { lineupFolds } from './fold.ts';
import { lineupViews } from './views.ts';

/**
 * The items of a stream, their order and pins (L1–L5).
 * @param moments what it means to the others that an item is taken out
 */
export function lineupOf(moments: AllMoments) {
  return {
    fold: lineupFolds,
    commands: lineupCommands(moments),
    invalidates: {
      item_added: (into, state, fact) => {
        tellItem(into, state, fact);
        if (fact.shipping) into.stream = true;
      },
      item_removed: tellItem,
      lineup_reordered: (into) => {
        invalidateEntry(into, 'order');
        into.urgent = true;
      },
      item_pinned: tellPins,
      item_unpinned: tellPins,
      pins_restored: tellPins,
      price_changed: (into, state, fact) => {
        into.cards.add(fact.itemNumber);
        into.urgent = true;
        // A fall is given to whoever holds units at list price (F4).
        for (const { itemNumber, buyerId } of state.holds.values()) {
          if (itemNumber === fact.itemNumber) into.buyers.add(buyerId);
        }
      },
      buyer_limit_changed: (into, state, fact) => {
        into.cards.add(fact.itemNumber);
        // The floor reads its new version with the item, and who waits for it may have room now (H5).
        into.stock.add(fact.itemNumber);
        // A first limit counts what was ordered before it.
        for (const { buyerId, taken } of state.buyers.values()) {
          if (taken.some(({ limit }) => limit === itemLimit(fact.itemNumber))) into.buyers.add(buyerId);
        }
        // Whoever waits is told whether the limit is why units go past him.
        for (const { buyerId } of state.waitlists.get(fact.itemNumber) ?? []) into.buyers.add(buyerId);
        into.urgent = true;
      },
    },
    records: {
      item_pinned: recordPins,
      item_unpinned: recordPins,
      pins_restored: recordPins,
    },
    views: lineupViews,
  } satisfies Capability<LineupFacts>;
}

function tellItem(into: Invalidated, _state: StreamState, fact: Fact<'item_added' | 'item_removed'>): void {
  into.cards.add(fact.itemNumber);
  into.stock.add(fact.itemNumber);
  into.flash.add(fact.itemNumber);
  invalidateEntry(into, 'promotions', fact.itemNumber);
  invalidateEntry(into, 'order');
  into.urgent = true;
}

function tellPins(into: Invalidated, state: StreamState): void {
  invalidateEntry(into, 'pins');
  into.urgent = true;
  for (const itemNumber of state.items.keys()) {
    if (state.items.get(itemNumber)?.version === state.seq) into.stock.add(itemNumber);
  }
}

function recordPins(into: Timeline, state: StreamState, _fact: unknown, { atMs }: Stamp): void {
  into.followPins(state, atMs);
}
