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
      throw new TypeError('A stream is gathered by its own changeSet.');
    const { touched } = changeSet;
    const changes: Change[] = [];
    if (touched.stream) changes.push(['t', streamEntry(state)]);
    for (const itemNumber of touched.cards) changes.push(cardChangeOf(state, itemNumber));
    for (const itemNumber of touched.stock) changes.push(stockChangeOf(state, itemNumber));
    for (const itemNumber of touched.flashTerms) changes.push(flashChangeOf(state, itemNumber));
    for (const itemNumber of touched.promotions) changes.push(promotionChangeOf(state, itemNumber));
    for (const voucherId of touched.vouchers) changes.push(...voucherChangesOf(state, voucherId));
    if (touched.order) changes.push(orderChange(state));
    if (touched.pins) changes.push(pinsChange(state.pins));
    return {
      streamId,
      history,
      from,
      to,
      atMs,
      changes,
      whole: false,
      urgent: this.hasNewState(state, touched.stock) || touched.urgent,
      buyers: [...touched.buyers],
      consoleItems: [...new Set([...touched.cards, ...touched.stock, ...touched.waitlists])],
      consoleOrders: [...touched.orders],
      consoleVouchers: [...touched.vouchers],
      staff: [...touched.staff],
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
