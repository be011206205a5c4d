import type { Change } from '../../shared/live-view/changes.ts';
import { pinsChange } from '../../shared/live-view/changes.ts';
import type { StockState } from '../../shared/live-view/view.ts';
import type { Committed } from '../event-log/commit/committed.ts';
import type { Publication } from '../ports/publication.ts';
import { StreamChangeSet } from './change-set.ts';
import type { StreamFact } from './facts.ts';
import {
  cardChangeOf,
  flashChangeOf,
  orderChange,
  promotionChangeOf,
  stockChangeOf,
  streamEntry,
  voucherChangesOf,
} from './public-view.ts';
import type { StreamState } from './state.ts';
import { shownState } from './stock/shown-state.ts';

/**
 * Makes the publications of one stream out of its committed cuts: the values of every entry that the facts touch. A
 * change to 0 or of a shelf's state is urgent (K3), so the last told states are kept.
 */
export class Publisher {
  private readonly told = new Map<number, StockState>();

  publication({ from, head, state, changeSet }: Committed<StreamState, StreamFact>): Publication {
    const { streamId } = state;
    const { history, seq: to, atMs } = head;
    if (changeSet === null) {
      this.told.clear();
      const nothing = {
        changes: [],
        buyers: [],
        consoleItems: [],
        consoleOrders: [],
        consoleVouchers: [],
        staff: [],
      };
      return { streamId, history, from, to, atMs, whole: true, urgent: true, ...nothing };
    }
    if (!(changeSet instanceof StreamChangeSet))
      throw new TypeError('A stream has a change set of its own kind.');
    const { invalidated } = changeSet;
    const changes: Change[] = [];
    if (invalidated.stream) changes.push(['t', streamEntry(state)]);
    for (const itemNumber of invalidated.cards) changes.push(cardChangeOf(state, itemNumber));
    for (const itemNumber of invalidated.stock) changes.push(stockChangeOf(state, itemNumber));
    for (const itemNumber of invalidated.flashTerms) changes.push(flashChangeOf(state, itemNumber));
    for (const itemNumber of invalidated.promotions) changes.push(promotionChangeOf(state, itemNumber));
    for (const voucherId of invalidated.vouchers) changes.push(...voucherChangesOf(state, voucherId));
    if (invalidated.order) changes.push(orderChange(state));
    if (invalidated.pins) changes.push(pinsChange(state.pins));
    return {
      streamId,
      history,
      from,
      to,
      atMs,
      changes,
      whole: false,
      urgent: this.hasNewState(state, invalidated.stock) || invalidated.urgent,
      buyers: [...invalidated.buyers],
      consoleItems: [...new Set([...invalidated.cards, ...invalidated.stock, ...invalidated.waitlists])],
      consoleOrders: [...invalidated.orders],
      consoleVouchers: [...invalidated.vouchers],
      staff: [...invalidated.staff],
    };
  }

  private hasNewState(state: StreamState, itemNumbers: Iterable<number>): boolean {
    let isNew = false;
    for (const itemNumber of itemNumbers) {
      const item = state.items.get(itemNumber);
      if (!item) continue;
      const shown = shownState(state, item);
      if (this.told.get(itemNumber) !== shown) isNew = true;
      this.told.set(itemNumber, shown);
    }
    return isNew;
  }
}
