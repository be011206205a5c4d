import type { Head } from '../event-log/ports/store.ts';
import type { StreamFact } from '../market/facts.ts';
import { streamRules } from '../market/market.ts';
import type { Order } from '../market/order/order.ts';
import type { StreamState } from '../market/state.ts';
import type { ClosedOrderRow } from '../ports/rows.ts';
import { SETTLEMENT } from '../ports/settlement.ts';
import type { TermsHistory } from '../shop/ledger/terms.ts';
import type { RebuiltWith } from './audited-kind.ts';
import { type Beside, rebuildLog } from './rebuild-log.ts';
import { SettledLog } from './settlement/settled-log.ts';

/** Makes a stream's rows again, with those of the ledger that follows it. */
export async function rebuildStream(head: Head, by: RebuiltWith): Promise<void> {
  await rebuildLog(streamRules, head, besideStream(by.terms), by);
  await by.projections.cursor(SETTLEMENT, head.logId, head.seq);
}

/**
 * The ledger that follows a stream's log, and orders that the stream forgot and has back in memory at the end of the page:
 * what was kept of them stays. Nothing changes an order once it is forgotten, so that its text can wait until then.
 */
function besideStream(terms: TermsHistory): Beside<StreamState, StreamFact> {
  let forgotten = new Map<string, Order>();
  let streamId = '';
  const settled = new SettledLog(terms);
  return {
    note(state, fact, stamp) {
      streamId = state.streamId;
      for (const order of state.forgotten) forgotten.set(order.orderId, order);
      settled.take(streamId, fact, stamp);
    },
    rows({ closedOrders }) {
      for (const { orderId } of closedOrders) forgotten.delete(orderId);
      const back = Array.from(
        forgotten.values(),
        (order): ClosedOrderRow => ({ streamId, orderId: order.orderId, body: JSON.stringify(order) }),
      );
      forgotten = new Map();
      return { closedOrders: [...closedOrders, ...back], ...settled.rows() };
    },
  };
}
