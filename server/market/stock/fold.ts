import type { StockFact } from '../facts.ts';
import type { Stamp } from '../kernel/stamp.ts';
import type { StreamState } from '../state.ts';
import { assertWhole, itemOf } from './counters.ts';

export function applyStockFact(state: StreamState, fact: StockFact, stamp: Stamp): void {
  const item = itemOf(state, fact.itemNumber);
  switch (fact.type) {
    case 'stock_transferred_in':
      state.transfers.add(fact.transferId);
      item.allotted += fact.units;
      item.available += fact.units;
      break;
    case 'stock_transferred_out':
      state.returned.set(fact.transferId, { productId: fact.productId, units: fact.units });
      // What was allotted stays known: sell-through is judged by it, and by what was counted on to it.
      item.adjusted -= fact.units;
      item.available -= fact.units;
      break;
    case 'stock_adjusted':
      item.adjusted += fact.delta;
      item.available += fact.delta;
      item.version = stamp.seq;
      break;
  }
  assertWhole(item, null);
}
