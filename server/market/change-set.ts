import type { ChangeSet } from '../event-log/log-type.ts';
import {
  type Effects,
  noRows,
  type OrderLineRow,
  type OrderRow,
  type RefusalTally,
  type Rows,
  type StagedRows,
} from '../ports/rows.ts';
import type { FactType, StreamFact } from './facts.ts';
import { flashRow } from './flash-sale/rows.ts';
import type { OrderRowsDo } from './kernel/capability.ts';
import { type Invalidated, nothingInvalidated } from './kernel/invalidated.ts';
import type { Stamp } from './kernel/stamp.ts';
import { itemRow } from './lineup/rows.ts';
import type { Order } from './order/order.ts';
import { rowsOfOrder } from './order/rows.ts';
import { addAfterSale } from './parcel/rows.ts';
import type { StreamState } from './state.ts';
import { stockRow } from './stock/rows.ts';
import { streamRow } from './stream/rows.ts';
import { Timeline } from './timeline.ts';
import { voucherRow } from './voucher/rows.ts';

/** What facts mean, by their type; `market.ts` puts it together. */
export interface FactTables {
  invalidate(into: Invalidated, state: StreamState, fact: StreamFact): void;
  record(into: Timeline, state: StreamState, fact: StreamFact, stamp: Stamp): void;
  orderRows(type: FactType): OrderRowsDo | undefined;
}

/** What a batch changed of a stream: for the tables, and for those who are told. */
export class StreamChangeSet implements ChangeSet<StreamState, StreamFact> {
  readonly invalidated: Invalidated = nothingInvalidated();
  /** Facts that consumers outside the transaction act on. */
  readonly facts: { fact: StreamFact; stamp: Stamp }[] = [];
  /** Orders that the batch drove out of memory, with their last values. */
  private readonly forgotten = new Map<string, Order>();
  /** Orders placed by this batch whose rows were not staged yet. */
  private placed: string[] = [];
  /** Rows that were staged, of orders that nothing has changed since. */
  private readonly staged = new Map<string, { order: OrderRow; lines: OrderLineRow[] }>();
  private readonly timeline: Timeline;
  private readonly tables: FactTables;

  constructor(state: StreamState, tables: FactTables) {
    this.tables = tables;
    this.timeline = new Timeline(state);
  }

  note(state: StreamState, fact: StreamFact, stamp: Stamp): void {
    for (const order of state.forgotten) this.forgotten.set(order.orderId, order);
    this.tables.invalidate(this.invalidated, state, fact);
    this.facts.push({ fact, stamp });
    this.noteStaged(fact);
    this.tables.record(this.timeline, state, fact, stamp);
  }

  /** An order as it is after the batch, even if the batch has forgotten it. */
  private orderOf(state: StreamState, orderId: string): Order | undefined {
    return state.orders.get(orderId) ?? this.forgotten.get(orderId);
  }

  rows(state: StreamState): Rows {
    const { invalidated } = this;
    const rows = noRows();
    if (invalidated.stream) rows.streams.push(streamRow(state));
    for (const itemNumber of new Set([...invalidated.cards, ...invalidated.askers])) {
      const item = state.items.get(itemNumber);
      if (item) rows.items.push(itemRow(state.streamId, item));
    }
    for (const itemNumber of invalidated.stock) {
      const item = state.items.get(itemNumber);
      if (item) rows.stock.push(stockRow(state.streamId, item));
    }
    for (const flashId of invalidated.flashes) {
      const flash = state.flashes.get(flashId);
      if (flash) rows.flashes.push(flashRow(state.streamId, flash));
    }
    for (const voucherId of invalidated.vouchers) {
      const voucher = state.vouchers.get(voucherId);
      if (voucher) rows.vouchers.push(voucherRow(state.streamId, voucher));
    }
    for (const orderId of invalidated.orders) {
      const order = this.orderOf(state, orderId);
      if (!order) continue;
      const made = this.staged.get(orderId) ?? rowsOfOrder(state, order);
      rows.orders.push(made.order);
      for (const row of made.lines) rows.lines.push(row);
      if (order.afterSale) addAfterSale(rows, state, order, order.afterSale);
    }
    for (const [orderId, order] of this.forgotten) {
      if (state.orders.has(orderId)) continue;
      rows.closedOrders.push({ streamId: state.streamId, orderId, body: JSON.stringify(order) });
    }
    this.timeline.addTo(rows);
    return rows;
  }

  effects(state: StreamState, refusals: RefusalTally[]): Effects {
    return { rows: this.rows(state), refusals };
  }

  stagedEffects(state: StreamState): StagedRows {
    const orders: OrderRow[] = [];
    const lines: OrderLineRow[] = [];
    for (const orderId of this.placed) {
      const order = this.orderOf(state, orderId);
      if (!order) continue;
      const made = rowsOfOrder(state, order);
      this.staged.set(orderId, made);
      orders.push(made.order);
      for (const row of made.lines) lines.push(row);
    }
    this.placed = [];
    return { orders, lines };
  }

  /** Forgets staged rows that a fact may have changed: they are made again, and written over. */
  private noteStaged(fact: StreamFact): void {
    const does = this.tables.orderRows(fact.type);
    if (does === 'untouched') return;
    if (does === 'made' && 'orderId' in fact) this.placed.push(fact.orderId);
    else if ('orderId' in fact) this.staged.delete(fact.orderId);
    else this.staged.clear();
  }
}
