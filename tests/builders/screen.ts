import type { StreamFact } from '../../server/market/facts.ts';
import { nothingInvalidated } from '../../server/market/kernel/invalidated.ts';
import { invalidate } from '../../server/market/market.ts';
import {
  cardChangeOf,
  flashChangeOf,
  orderChange,
  promotionChangeOf,
  publicChanges,
  stockChangeOf,
  streamEntry,
  voucherChangesOf,
} from '../../server/market/public-view.ts';
import type { StreamState } from '../../server/market/state.ts';
import { type Change, pinsChange } from '../../shared/live-view/changes.ts';
import { type Cursor, takeFrame, takeSnapshot } from '../../shared/live-view/cursor.ts';

const HISTORY = 'abcd1234';

/** A viewer's screen: one snapshot, then one frame per fact, with the entries that the fact changed. */
export class Screen {
  cursor: Cursor;

  constructor(state: StreamState) {
    this.cursor = takeSnapshot({ history: HISTORY, to: state.seq, changes: sent(publicChanges(state)) });
  }

  hears(state: StreamState, fact: StreamFact): void {
    const frame = { history: HISTORY, from: state.seq - 1, to: state.seq, changes: changesBy(state, fact) };
    const outcome = takeFrame(this.cursor, frame);
    if (outcome.kind !== 'applied') throw new Error(`The frame of ${fact.type} was ${outcome.kind}.`);
    this.cursor = outcome.cursor;
  }
}

function changesBy(state: StreamState, fact: StreamFact): Change[] {
  const changed = nothingInvalidated();
  invalidate(changed, state, fact);
  const changes: Change[] = [];
  if (changed.stream) changes.push(['t', streamEntry(state)]);
  if (changed.order) changes.push(orderChange(state));
  if (changed.pins) changes.push(pinsChange(state.pins));
  for (const itemNumber of changed.cards) changes.push(cardChangeOf(state, itemNumber));
  for (const itemNumber of changed.stock) changes.push(stockChangeOf(state, itemNumber));
  for (const flashId of changed.flashes)
    changes.push(flashChangeOf(state, state.flashes.get(flashId)!.itemNumber));
  for (const itemNumber of changed.promotions) changes.push(promotionChangeOf(state, itemNumber));
  for (const voucherId of changed.vouchers) changes.push(...voucherChangesOf(state, voucherId));
  return sent(changes);
}

/** What arrives after the wire. */
function sent(changes: Change[]): Change[] {
  return JSON.parse(JSON.stringify(changes));
}
