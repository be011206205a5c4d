import type { StreamChangeSet } from '../../market/change-set.ts';
import type { StreamFact } from '../../market/facts.ts';
import type { Stamp } from '../../market/kernel/stamp.ts';
import { changeSetOf } from '../../market/market.ts';
import type { Order } from '../../market/order/order.ts';
import { Orders } from '../../market/order/orders.ts';
import { isPlacedFact } from '../../market/order/placed-fact.ts';
import type { StreamState } from '../../market/state.ts';
import type { Ledger, TableName } from '../../ports/ledger.ts';
import type { MarkRow, MinuteRow, Rows, TextUseRow } from '../../ports/rows.ts';
import { Broken } from '../broken.ts';
import { rowKey, sameRow, sameTable } from './compare.ts';
import { findStray } from './stray.ts';

/** Orders, adders and texts asked for at once. */
const ASKED = 500;

/**
 * Compares what the tables show of a stream with the fold of its log, page by page: an order is compared when the
 * stream forgets it, and what the stream still has in memory at the end. What was forgotten and differs may have been
 * recalled later, so it is looked at again at the end before it counts.
 */
export class StreamRows {
  private readonly ledger: Ledger;
  private readonly state: StreamState;
  private changeSet: StreamChangeSet;
  private readonly minutes = new Map<number, MinuteRow>();
  private readonly marks = new Map<string, MarkRow>();
  /** By item, `channel buyer`. */
  private readonly adders = new Map<number, Set<string>>();
  /** Orders that differed when they were forgotten. */
  private readonly doubtful = new Map<string, Order>();
  private forgotten: Order[] = [];
  private readonly recalled = new Set<string>();
  private closedCount = 0;
  private lineCount = 0;
  private shipmentCount = 0;
  private shipmentLineCount = 0;
  private claimCount = 0;

  constructor(ledger: Ledger, state: StreamState) {
    this.ledger = ledger;
    this.state = state;
    this.changeSet = changeSetOf(state);
  }

  /** After the fact was applied. */
  note(fact: StreamFact, stamp: Stamp): void {
    const { state } = this;
    this.changeSet.note(state, fact, stamp);
    if (isPlacedFact(fact)) this.lineCount += fact.lines.length;
    if (fact.type === 'order_recalled') this.recalled.add(fact.orderId);
    if (fact.type === 'claim_opened') this.claimCount += 1;
    if (fact.type === 'shipment_packed') {
      this.shipmentCount += 1;
      this.shipmentLineCount += fact.lines.length;
    }
    for (const gone of state.forgotten) {
      this.forgotten.push(gone);
      if (!this.recalled.delete(gone.orderId)) this.closedCount += 1;
    }
  }

  /** @throws Broken */
  async endPage(): Promise<void> {
    const { minutes, adders, marks } = this.changeSet.rows(this.state);
    this.changeSet = changeSetOf(this.state);
    for (const row of minutes) this.addMinute(row);
    for (const row of marks) this.marks.set(`${row.kind} ${row.seq}`, row);
    for (const row of adders) {
      const known = this.adders.get(row.itemNumber) ?? new Set();
      this.adders.set(row.itemNumber, known.add(`${row.channel} ${row.buyerId}`));
    }
    for (const some of chunks(adders)) {
      for (const row of await this.ledger.addersMissing(some))
        sameRow(row.streamId, 'adders', row, undefined);
    }
    // One that was recalled and forgotten again within a page counts as it was last.
    const forgotten = [...new Map(this.forgotten.splice(0).map((order) => [order.orderId, order])).values()];
    for (const some of chunks(forgotten)) {
      await this.compareOrders(some, true, (order) => this.doubtful.set(order.orderId, order));
    }
  }

  /** @throws Broken */
  async end(): Promise<void> {
    const { ledger, state } = this;
    const { streamId } = state;
    const { streams, items, stock, flashes, vouchers } = this.wholeRows([]);
    await sameTable(ledger, streamId, 'streams', streams);
    await sameTable(ledger, streamId, 'items', items);
    await sameTable(ledger, streamId, 'stock', stock);
    await sameTable(ledger, streamId, 'flashes', flashes);
    await sameTable(ledger, streamId, 'vouchers', vouchers);
    for (const order of state.orders.values()) this.doubtful.delete(order.orderId);
    for (const some of chunks(this.doubtful.values())) await this.compareOrders(some, true, null);
    for (const some of chunks(state.orders.values())) await this.compareOrders(some, false, null);
    await this.sameCount('orders', state.ordersPlaced);
    await this.sameCount('lines', this.lineCount);
    await this.sameCount('closedOrders', this.closedCount);
    await this.sameCount('shipments', this.shipmentCount);
    await this.sameCount('shipmentLines', this.shipmentLineCount);
    await this.sameCount('claims', this.claimCount);
    await sameTable(ledger, streamId, 'minutes', [...this.minutes.values()]);
    await sameTable(ledger, streamId, 'marks', [...this.marks.values()]);
    let adders = 0;
    for (const buyers of this.adders.values()) adders += buyers.size;
    await this.sameCount('adders', adders);
    await this.sameUnits();
  }

  /** @param isClosed whether what is kept of closed orders is compared too */
  private async compareOrders(
    orders: readonly Order[],
    isClosed: boolean,
    onDoubt: ((order: Order) => void) | null,
  ): Promise<void> {
    const { streamId } = this.state;
    const found = await this.ledger.ordersById(
      streamId,
      orders.map(({ orderId }) => orderId),
    );
    const rows = new Map(found.orders.map((row) => [row.orderId, row]));
    const lines = new Map(found.lines.map((row) => [`${row.orderId} ${row.lineIndex}`, row]));
    const closed = new Map(found.closedOrders.map((row) => [row.orderId, row]));
    const shipments = new Map(found.shipments.map((row) => [row.shipmentId, row]));
    const shipped = new Map(found.shipmentLines.map((row) => [rowKey('shipmentLines', row), row]));
    const claims = new Map(found.claims.map((row) => [row.claimId, row]));
    const expected = this.wholeRows(orders);
    const textUses = await this.textUsesOf(expected.textUses);
    const kept = new Map(expected.textUses.map((row) => [row.textId, row]));
    for (const [index, order] of orders.entries()) {
      const { orderId, seq } = order;
      try {
        sameRow(streamId, 'orders', expected.orders[index]!, rows.get(orderId), seq);
        for (const line of expected.lines.filter((row) => row.orderId === orderId)) {
          sameRow(streamId, 'lines', line, lines.get(`${orderId} ${line.lineIndex}`), seq);
        }
        for (const line of expected.shipmentLines.filter((row) => row.orderId === orderId)) {
          const parcel = expected.shipments.find((row) => row.shipmentId === line.shipmentId);
          if (parcel) sameRow(streamId, 'shipments', parcel, shipments.get(line.shipmentId), seq);
          sameRow(streamId, 'shipmentLines', line, shipped.get(rowKey('shipmentLines', line)), seq);
        }
        for (const claim of expected.claims.filter((row) => row.orderId === orderId)) {
          sameRow(streamId, 'claims', claim, claims.get(claim.claimId), seq);
          for (const textId of [claim.textId, ...claim.photoIds.split(' ')]) {
            const use = textId === null ? undefined : kept.get(textId);
            if (use) sameRow(streamId, 'textUses', use, textUses.get(use.textId), seq);
          }
        }
        if (isClosed) {
          const body = JSON.stringify(order);
          sameRow(streamId, 'closedOrders', { streamId, orderId, body }, closed.get(orderId), seq);
        }
      } catch (error) {
        if (!onDoubt || !(error instanceof Broken)) throw error;
        onDoubt(order);
      }
    }
  }

  /** What the table says of these texts. */
  private async textUsesOf(expected: readonly TextUseRow[]): Promise<Map<string, TextUseRow>> {
    const found = new Map<string, TextUseRow>();
    for (const some of chunks(expected)) {
      const rows = await this.ledger.textUses(some.map(({ textId }) => textId));
      for (const row of rows) found.set(row.textId, row);
    }
    return found;
  }

  /** The rows of the stream, its items, flashes and vouchers as they are now, and of these orders. */
  private wholeRows(orders: readonly Order[]): Rows {
    const { state } = this;
    const changeSet = changeSetOf(state);
    const { invalidated } = changeSet;
    invalidated.stream = true;
    for (const itemNumber of state.items.keys()) {
      invalidated.cards.add(itemNumber);
      invalidated.stock.add(itemNumber);
    }
    for (const flashId of state.flashes.keys()) invalidated.flashes.add(flashId);
    for (const voucherId of state.vouchers.keys()) invalidated.vouchers.add(voucherId);
    const these = new Orders();
    for (const order of orders) {
      invalidated.orders.add(order.orderId);
      these.set(order.orderId, order);
    }
    return changeSet.rows({ ...state, orders: these });
  }

  private addMinute(row: MinuteRow): void {
    const sum = this.minutes.get(row.minute);
    if (!sum) {
      this.minutes.set(row.minute, row);
      return;
    }
    sum.adds += row.adds;
    sum.placed += row.placed;
    sum.paid += row.paid;
  }

  /** All rows of the fold are there; if there are more, one of them is a stray. */
  private async sameCount(name: TableName, expected: number): Promise<void> {
    const { ledger, state } = this;
    const found = await ledger.count(name, state.streamId);
    if (found === expected) return;
    const stray = await findStray(ledger, state, name, this.adders);
    if (stray) throw stray;
    throw new Broken({
      invariant: 'INV19',
      logId: state.streamId,
      seq: null,
      at: name,
      found: `${found} rows`,
      expected: `${expected} rows`,
    });
  }

  /** INV3: what the orders of the tables hold is what the counters say. */
  private async sameUnits(): Promise<void> {
    const { ledger, state } = this;
    const counted = new Map<number, { unpaid: number; sold: number }>();
    for (const { itemNumber, unpaid, sold } of await ledger.orderedUnits(state.streamId)) {
      const sum = counted.get(itemNumber) ?? { unpaid: 0, sold: 0 };
      counted.set(itemNumber, { unpaid: sum.unpaid + unpaid, sold: sum.sold + sold });
    }
    for (const { itemNumber, unpaid, sold } of state.items.values()) {
      const orders = counted.get(itemNumber) ?? { unpaid: 0, sold: 0 };
      if (orders.unpaid === unpaid && orders.sold === sold) continue;
      throw new Broken({
        invariant: 'INV3',
        logId: state.streamId,
        seq: null,
        at: `orders of item ${itemNumber}`,
        found: `${orders.unpaid} unpaid, ${orders.sold} sold`,
        expected: `${unpaid} unpaid, ${sold} sold`,
      });
    }
  }
}

function* chunks<T>(all: Iterable<T>): Generator<T[]> {
  let part: T[] = [];
  for (const one of all) {
    part.push(one);
    if (part.length < ASKED) continue;
    yield part;
    part = [];
  }
  if (part.length > 0) yield part;
}
