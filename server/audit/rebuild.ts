import type { LogState, LogType } from '../event-log/log-type.ts';
import type { Head } from '../event-log/ports/store.ts';
import type { StreamFact } from '../market/facts.ts';
import type { Stamp } from '../market/kernel/stamp.ts';
import { streamRules } from '../market/market.ts';
import type { Order } from '../market/order/order.ts';
import type { StreamState } from '../market/state.ts';
import type { Ledger, Projections } from '../ports/ledger.ts';
import type { ClosedOrderRow, Effects, Rows } from '../ports/rows.ts';
import { SETTLEMENT } from '../ports/settlement.ts';
import type { TermsHistory } from '../shop/ledger/terms.ts';
import { shopRules } from '../shop/shop.ts';
import { SettledLog } from './settlement/settled-log.ts';
import { readTerms } from './settlement/terms.ts';
import type { OnProgress } from './verify.ts';

/**
 * Facts read at once; what they touched is written after them, each row once with its last value. Most orders are paid
 * within so many facts, and then have their rows written once instead of twice.
 */
const PAGE = 5_000;

export interface Rebuilt {
  logId: string;
  facts: number;
}

/**
 * Makes the rows and the snapshot of logs again, from their facts alone; of those that are asked for, or of all. Nobody
 * else may write meanwhile, and nothing of it counts until all of it is there.
 */
export async function rebuildMarket(
  ledger: Ledger,
  projections: Projections,
  logIds: readonly string[] | null,
  onProgress: OnProgress = () => {},
): Promise<Rebuilt[]> {
  const rebuilt: Rebuilt[] = [];
  const terms = await readTerms(ledger);
  for (const head of await ledger.heads()) {
    if (logIds && !logIds.includes(head.logId)) continue;
    if (head.kind === 'shop') {
      await rebuildLog(ledger, projections, shopRules, head, nothingBeside, onProgress);
    } else {
      await rebuildLog(ledger, projections, streamRules, head, besideStream(terms), onProgress);
      await projections.cursor(SETTLEMENT, head.logId, head.seq);
    }
    rebuilt.push({ logId: head.logId, facts: head.seq });
  }
  await projections.finish();
  return rebuilt;
}

async function rebuildLog<State extends LogState, Fact extends { type: string }>(
  ledger: Ledger,
  projections: Projections,
  rules: LogType<State, Fact, Effects>,
  { logId, seq: headSeq }: Head,
  beside: Beside<State, Fact>,
  onProgress: OnProgress,
): Promise<void> {
  const state = rules.empty(logId);
  await projections.clear(logId);
  for (;;) {
    const texts: FactText<Fact>[] = JSON.parse(await ledger.factTexts(logId, state.seq, PAGE));
    const changeSet = rules.gather(state);
    for (const { seq, at, type, body } of texts) {
      const stamp: Stamp = { seq, atMs: at };
      // The text's own object becomes the fact: a copy of it would cost as much as reading it.
      const fact = Object.assign(body, { type }) as unknown as Fact;
      rules.apply(state, fact, stamp);
      changeSet.note(state, fact, stamp);
      beside.note(state, fact, stamp);
    }
    const { rows } = changeSet.effects(state, []);
    await projections.write({ ...rows, ...beside.rows(rows) });
    onProgress(logId, state.seq, headSeq);
    if (texts.length < PAGE) break;
  }
  await projections.isOpen(logId, rules.isOpen(state));
  if (state.seq === 0) return;
  const { snapshotVersion: version } = rules;
  await projections.snapshot(logId, { version, seq: state.seq, state: rules.writeState(state) });
}

/** Rows that the change set of a batch does not know of. */
interface Beside<State, Fact> {
  note(state: State, fact: Fact, stamp: Stamp): void;
  /** @param gathered the rows that it does know of */
  rows(gathered: Rows): Partial<Rows>;
}

const nothingBeside: Beside<unknown, unknown> = { note() {}, rows: () => ({}) };

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

interface FactText<Fact extends { type: string }> {
  seq: number;
  at: number;
  type: Fact['type'];
  body: Omit<Fact, 'type'>;
}
