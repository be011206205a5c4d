import type { Folds } from '../kernel/capability.ts';
import { startFirstTime } from '../newcomers/network.ts';
import { rememberUndo } from '../undo-memory.ts';
import { assertWhole, itemOf } from './counters.ts';
import type { StockFacts } from './facts.ts';

export const stockFolds: Folds<StockFacts> = {
  stock_transferred_in: (state, fact, { atMs }) => {
    const item = itemOf(state, fact.itemNumber);
    state.transfers.add(fact.transferId);
    item.allotted += fact.units;
    item.available += fact.units;
    startFirstTime(state, fact.itemNumber, atMs);
    assertWhole(item, null);
  },
  stock_transferred_out: (state, fact) => {
    const item = itemOf(state, fact.itemNumber);
    state.returned.set(fact.transferId, { productId: fact.productId, units: fact.units });
    // What was allotted stays known: sell-through is judged by it, and by what was counted on to it.
    item.adjusted -= fact.units;
    item.available -= fact.units;
    assertWhole(item, null);
  },
  stock_adjusted: (state, fact, { seq, atMs }) => {
    const item = itemOf(state, fact.itemNumber);
    item.adjusted += fact.delta;
    item.available += fact.delta;
    if (fact.delta > 0) startFirstTime(state, fact.itemNumber, atMs);
    item.version = seq;
    assertWhole(item, null);
  },
  sale_stopped: (state, fact, { seq, atMs }) => {
    const item = itemOf(state, fact.itemNumber);
    if (!item.isStopped) rememberUndo(state, { kind: 'stop', seq, atMs, itemNumber: fact.itemNumber });
    item.isStopped = true;
    item.stoppedByFlash = null;
    item.stop = { seq, atMs };
    item.version = seq;
  },
  sale_resumed: (state, fact, { seq, atMs }) => {
    const item = itemOf(state, fact.itemNumber);
    item.isStopped = false;
    item.stoppedByFlash = null;
    item.stop = null;
    startFirstTime(state, fact.itemNumber, atMs);
    item.version = seq;
  },
  transfer_voided: (state, { transferId }) => {
    state.voided.add(transferId);
  },
};
