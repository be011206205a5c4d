import { secondNames, secondOrigin } from '../../../shared/values/names.ts';
import type { Fact } from '../facts.ts';
import type { Folds } from '../kernel/capability.ts';
import { beginCounting } from '../order/limit-counts.ts';
import type { StreamState } from '../state.ts';
import { itemOf } from '../stock/counters.ts';
import { rememberUndo } from '../undo-memory.ts';
import type { LineupFacts } from './facts.ts';
import type { Item } from './state.ts';

export const lineupFolds: Folds<LineupFacts> = {
  item_added: (state, fact, { seq }) => {
    state.items.set(fact.itemNumber, newItem(fact, seq));
    if (fact.shipping) state.shipping.isCharged = true;
    state.order.push(fact.itemNumber);
    state.lineupVersion = seq;
  },
  item_removed: (state, fact, { seq }) => {
    const item = itemOf(state, fact.itemNumber);
    item.isRemoved = true;
    item.version = seq;
    state.order = state.order.filter((itemNumber) => itemNumber !== fact.itemNumber);
    state.lineupVersion = seq;
  },
  lineup_reordered: (state, fact, { seq, atMs }) => {
    if (fact.undoes === null) rememberUndo(state, { kind: 'reorder', seq, atMs, order: state.order });
    state.order = [...fact.order];
    state.lineupVersion = seq;
  },
  item_pinned: (state, fact, { seq, atMs }) => {
    const { itemNumber, released } = fact;
    const pins = state.pins.map((pin) => ({ ...pin }));
    rememberUndo(state, { kind: 'pin', seq, atMs, itemNumber, pins });
    state.pins = state.pins.filter(
      (pin) => pin.itemNumber !== itemNumber && !released.includes(pin.itemNumber),
    );
    state.pins.push({ itemNumber, sinceMs: atMs, seq });
    const item = itemOf(state, itemNumber);
    item.version = seq;
    item.wasPinnedSeq = item.pinnedSeq;
    item.pinnedSeq = seq;
  },
  item_unpinned: (state, fact, { seq }) => {
    state.pins = state.pins.filter((pin) => pin.itemNumber !== fact.itemNumber);
    itemOf(state, fact.itemNumber).version = seq;
  },
  pins_restored: (state, fact, { seq }) => {
    for (const pin of state.pins) {
      const item = itemOf(state, pin.itemNumber);
      item.version = seq;
      if (item.pinnedSeq === fact.undoes) item.pinnedSeq = item.wasPinnedSeq;
    }
    state.pins = fact.pins
      .filter((pin) => !itemOf(state, pin.itemNumber).isRemoved)
      .map((pin) => ({ ...pin }));
  },
  price_changed: (state, fact, { seq }) => {
    const item = itemOf(state, fact.itemNumber);
    item.listPriceMinor = fact.nowMinor;
    item.version = seq;
    giveFall(state, item);
  },
  buyer_limit_changed: (state, fact, { seq, atMs }) => {
    const { itemNumber, wasLimit, buyerLimit } = fact;
    const item = itemOf(state, itemNumber);
    if (fact.undoes === null)
      rememberUndo(state, { kind: 'limit', seq, atMs, itemNumber, buyerLimit: wasLimit });
    beginCounting(state, item);
    item.buyerLimit = buyerLimit;
    item.version = seq;
  },
};

/** F4: a fall of the list price is given to what is held at it, and stays given when the price rises again. */
function giveFall(state: StreamState, { itemNumber, listPriceMinor }: Item): void {
  for (const hold of state.holds.values()) {
    if (hold.itemNumber !== itemNumber || hold.flashId !== null) continue;
    hold.unitPriceMinor = Math.min(hold.unitPriceMinor, listPriceMinor);
  }
}

function newItem(fact: Fact<'item_added'>, seq: number): Item {
  return {
    itemNumber: fact.itemNumber,
    productId: fact.productId,
    producerId: fact.producerId,
    producer: fact.producer,
    name: fact.name,
    ...secondNames(fact),
    origin: fact.origin,
    ...secondOrigin(fact),
    grams: fact.grams,
    picture: fact.picture,
    listPriceMinor: fact.listPriceMinor,
    floorMinor: fact.floorMinor,
    buyerLimit: fact.buyerLimit,
    perishable: fact.perishable ?? false,
    shipping: fact.shipping ?? null,
    ...(fact.shareBps !== undefined && { shareBps: fact.shareBps }),
    ...(fact.reserve && { reserve: fact.reserve }),
    version: seq,
    isRemoved: false,
    isStopped: false,
    stoppedByFlash: null,
    stop: null,
    allotted: 0,
    adjusted: 0,
    available: 0,
    held: 0,
    unpaid: 0,
    sold: 0,
    newBuyerUnits: 0,
    newCashUnits: 0,
    newUnpaidUnits: 0,
    flashId: null,
    pinnedSeq: 0,
    wasPinnedSeq: 0,
    showRequests: 0,
  };
}
