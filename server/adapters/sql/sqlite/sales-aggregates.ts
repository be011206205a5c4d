import type { ItemTally } from '../../../domain/sales/order-tally.ts';
import type { SqliteDatabase } from '../driver.ts';

/** What `tally_lines` gives, as JSON. */
export interface LineTally {
  paidUnits: number;
  cancelledMinor: number;
  refundedMinor: number;
  histogram: [number, number, number, number];
  items: [number, ItemTally][];
}

/**
 * Adds the two aggregates of the report to a connection. Both are hash tables where SQLite has sorted trees: over a
 * million orders they take a fifth of the time of `count(DISTINCT …)` and `GROUP BY`.
 */
export function addSalesAggregates(db: SqliteDatabase): void {
  db.aggregate('count_distinct', {
    start: () => new Set<unknown>(),
    step: (seen: Set<unknown>, value: unknown) => {
      if (value !== null) seen.add(value);
    },
    result: (seen) => seen.size,
  });
  db.aggregate('tally_lines', {
    varargs: true,
    start: () => new LineCounter(),
    step: ((lines: LineCounter, ...line: LineValues) => lines.add(line)) as (lines: LineCounter) => void,
    result: (lines) => lines.toJson(),
  });
}

/** Line index, item number, units, goods value, is flash (0 or 1), cancelled and refunded goods value. */
type LineValues = [number, number, number, number, number, number, number];

/** Counts lines that come order by order, each order from its line 0 on. */
class LineCounter {
  readonly #items = new Map<number, ItemTally & { lastOrder: number }>();
  readonly #histogram: [number, number, number, number] = [0, 0, 0, 0];
  #order = 0;
  #orderUnits = 0;
  #paidUnits = 0;
  #cancelledMinor = 0;
  #refundedMinor = 0;

  add([lineIndex, itemNumber, units, goodsMinor, isFlash, cancelledMinor, refundedMinor]: LineValues): void {
    if (lineIndex === 0) this.#endOrder();
    this.#orderUnits += units;
    this.#paidUnits += units;
    this.#cancelledMinor += cancelledMinor;
    this.#refundedMinor += refundedMinor;
    let item = this.#items.get(itemNumber);
    if (!item) {
      item = { units: 0, orders: 0, goodsMinor: 0, flashUnits: 0, flashGoodsMinor: 0, lastOrder: -1 };
      this.#items.set(itemNumber, item);
    }
    item.units += units;
    item.goodsMinor += goodsMinor;
    if (isFlash === 1) {
      item.flashUnits += units;
      item.flashGoodsMinor += goodsMinor;
    }
    if (item.lastOrder !== this.#order) item.orders += 1;
    item.lastOrder = this.#order;
  }

  toJson(): string {
    this.#endOrder();
    const tally: LineTally = {
      paidUnits: this.#paidUnits,
      cancelledMinor: this.#cancelledMinor,
      refundedMinor: this.#refundedMinor,
      histogram: this.#histogram,
      items: Array.from(this.#items, ([itemNumber, { lastOrder: _, ...item }]) => [itemNumber, item]),
    };
    return JSON.stringify(tally);
  }

  #endOrder(): void {
    if (this.#orderUnits > 0) this.#histogram[Math.min(this.#orderUnits, 4) - 1]! += 1;
    this.#orderUnits = 0;
    this.#order += 1;
  }
}
