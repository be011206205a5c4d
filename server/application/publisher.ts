import type { StockState } from '../../shared/market/stock/entry.ts';
import type { Committed } from '../event-log/commit/committed.ts';
import { StreamChangeSet } from '../market/change-set.ts';
import type { StreamFact } from '../market/facts.ts';
import { nothingInvalidated } from '../market/kernel/invalidated.ts';
import { changesBy, consoleKeys } from '../market/market.ts';
import type { StreamState } from '../market/state.ts';
import { shownState } from '../market/stock/shown-state.ts';
import type { Publication } from '../ports/publication.ts';

/**
 * Makes the publications of one stream out of its committed batches: the values of every entry that the facts touch. A
 * change to 0 or of a shelf's state is urgent (K3), so the last told states are kept.
 */
export class Publisher {
  private readonly told = new Map<number, StockState>();

  publication({ from, head, state, changeSet }: Committed<StreamState, StreamFact>): Publication {
    const { streamId } = state;
    const { history, seq: to, atMs } = head;
    const isWhole = changeSet === null;
    if (isWhole) this.told.clear();
    else if (!(changeSet instanceof StreamChangeSet))
      throw new TypeError('A stream has a change set of its own kind.');
    const invalidated = isWhole ? nothingInvalidated() : changeSet.invalidated;
    return {
      streamId,
      history,
      from,
      to,
      atMs,
      changes: changesBy(state, invalidated),
      whole: isWhole,
      urgent: isWhole || this.hasNewState(state, invalidated.stock) || invalidated.urgent,
      buyers: [...invalidated.buyers],
      console: consoleKeys(invalidated),
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
