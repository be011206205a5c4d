import type { Tables } from '../../server/adapters/memory/tables.ts';
import { factOf } from '../../server/event-log/commit/hash-chain.ts';
import type { StoredFact } from '../../server/event-log/ports/store.ts';
import type { StreamFact } from '../../server/market/facts.ts';
import { apply, emptyStream } from '../../server/market/market.ts';
import type { Order } from '../../server/market/order/order.ts';
import { STREAM } from './engine-stall.ts';
import { OrderBook } from './order-book.ts';

const MINUTE_MS = 60_000;

type Row = Record<string, unknown>;
/** The rows that a stream's facts lead to: by table, by key, so that two of these can be compared. */
export type ShownRows = Record<
  'stock' | 'flashes' | 'orders' | 'lines' | 'minutes' | 'marks' | 'adders',
  Record<string, Row>
>;

/** What the tables hold. */
export function rowsOf(tables: Tables): ShownRows {
  const lines = [...tables.lines.values()].flatMap((ofOrder) => [...ofOrder.values()]);
  return {
    stock: by(tables.stock.values(), ({ itemNumber }) => `${itemNumber}`, stockFields),
    flashes: by(tables.flashes.values(), ({ flashId }) => `${flashId}`, flashFields),
    orders: by(tables.orders.values(), ({ orderId }) => `${orderId}`, orderFields),
    lines: by(lines, ({ orderId, lineIndex }) => `${orderId} ${lineIndex}`, lineFields),
    minutes: by(tables.minutes.values(), ({ minute }) => `${minute}`, minuteFields),
    marks: by(tables.marks.values(), ({ kind, seq }) => `${kind} ${seq}`, markFields),
    adders: by(tables.adders.values(), ({ itemNumber, buyerId }) => `${itemNumber} ${buyerId}`, []),
  };
}

/** The same, made from the whole log at once: counters from the last state, minutes and marks from the facts. */
export function rowsOfLog(stored: readonly StoredFact[]): ShownRows {
  const state = emptyStream(STREAM);
  const book = new OrderBook();
  const minutes = new Map<number, { minute: number; adds: number; placed: number; paid: number }>();
  const adders = new Map<string, Row>();
  const marks = new Map<
    string,
    { kind: string; seq: number; itemNumber: number | null; fromMs: number; toMs: number | null }
  >();
  const minuteAt = (atMs: number) => {
    const minute = Math.floor(atMs / MINUTE_MS);
    const row = minutes.get(minute) ?? { minute, adds: 0, placed: 0, paid: 0 };
    minutes.set(minute, row);
    return row;
  };
  const begins = (
    kind: string,
    seq: number,
    itemNumber: number | null,
    fromMs: number,
    toMs: number | null = null,
  ) => marks.set(`${kind} ${seq}`, { kind, seq, itemNumber, fromMs, toMs });
  const ends = (
    kind: string,
    atMs: number,
    isMeant: (mark: { itemNumber: number | null; seq: number }) => boolean,
  ) => {
    for (const mark of marks.values()) {
      if (mark.kind === kind && mark.toMs === null && isMeant(mark)) mark.toMs = atMs;
    }
  };
  for (const { seq, atMs, ...rest } of stored) {
    const fact = factOf<StreamFact>({ seq, atMs, ...rest });
    apply(state, fact, { seq, atMs });
    book.note(state);
    const pinned = new Set(state.pins.map((pin) => pin.seq));
    switch (fact.type) {
      case 'cart_added':
        minuteAt(atMs).adds += 1;
        adders.set(`${fact.itemNumber} ${fact.buyerId}`, {});
        break;
      case 'order_placed':
        minuteAt(atMs).placed += 1;
        break;
      case 'order_paid':
        minuteAt(atMs).paid += 1;
        break;
      case 'item_pinned':
      case 'item_unpinned':
      case 'pins_restored':
        if (state.endedAtMs !== null) break;
        ends('pin', atMs, (mark) => !pinned.has(mark.seq));
        for (const pin of state.pins) {
          const known = marks.get(`pin ${pin.seq}`);
          if (known) known.toMs = null;
          else begins('pin', pin.seq, pin.itemNumber, pin.sinceMs);
        }
        break;
      case 'stream_ended':
        ends('pin', atMs, () => true);
        ends('interrupted', atMs, () => true);
        break;
      case 'stream_interrupted':
        begins('interrupted', seq, null, atMs);
        break;
      case 'stream_resumed':
        ends('interrupted', atMs, () => true);
        break;
      case 'sale_stopped':
        begins('stop', seq, fact.itemNumber, atMs);
        break;
      case 'sale_resumed':
        ends('stop', atMs, (mark) => mark.itemNumber === fact.itemNumber);
        break;
      case 'stock_adjusted':
        if (fact.delta > 0) begins('restock', seq, fact.itemNumber, atMs, atMs);
        break;
      case 'flash_sale_undone': {
        const flash = state.flashes.get(fact.flashId)!;
        const { announcedSeq, itemNumber, startsAtMs } = flash;
        begins('flash', announcedSeq, itemNumber, startsAtMs, Math.max(startsAtMs, atMs));
        break;
      }
      default:
    }
  }
  for (const { phase, announcedSeq, itemNumber, startsAtMs, endsAtMs } of state.flashes.values()) {
    if (phase !== 'undone')
      begins('flash', announcedSeq, itemNumber, startsAtMs, Math.max(startsAtMs, endsAtMs));
  }
  const orders = book.all(state);
  const lines = orders.flatMap(({ orderId, status, lines: own }) =>
    own.map((line, lineIndex) => ({
      ...line,
      orderId,
      lineIndex,
      cancelledUnits: status === 'CANCELLED' ? line.units : line.unfilled,
      cancelledGoodsMinor: status === 'CANCELLED' ? line.goodsMinor : line.unfilledGoodsMinor,
    })),
  );
  return {
    stock: by(state.items.values(), ({ itemNumber }) => `${itemNumber}`, stockFields),
    flashes: by(state.flashes.values(), ({ flashId }) => `${flashId}`, flashFields),
    orders: by(orders.map(withShippingBack), ({ orderId }) => `${orderId}`, orderFields),
    lines: by(lines, ({ orderId, lineIndex }) => `${orderId} ${lineIndex}`, lineFields),
    minutes: by(minutes.values(), ({ minute }) => `${minute}`, minuteFields),
    marks: by(marks.values(), ({ kind, seq }) => `${kind} ${seq}`, markFields),
    adders: Object.fromEntries(adders),
  };
}

/** A row says in one number what an order knows of each origin. */
function withShippingBack(order: Order): Order & { shippingRefundedMinor: number } {
  const back = (order.shipping ?? []).reduce((sum, { refundedMinor }) => sum + refundedMinor, 0);
  return { ...order, shippingRefundedMinor: back };
}

const stockFields = ['allotted', 'adjusted', 'available', 'held', 'unpaid', 'sold'];
const flashFields = [
  'itemNumber',
  'priceMinor',
  'startsAtMs',
  'endsAtMs',
  'cap',
  'free',
  'lapsed',
  'held',
  'unpaid',
  'sold',
];
const orderFields = [
  ...[
    'seq',
    'number',
    'buyerId',
    'status',
    'late',
    'payment',
    'placedAtMs',
    'payByMs',
    'paidAtMs',
    'cancelledAtMs',
  ],
  ...[
    'goodsMinor',
    'shippingMinor',
    'totalMinor',
    'refundedMinor',
    'shippingRefundedMinor',
    'addressId',
    'phoneTag',
  ],
];
const lineFields = [
  ...[
    'itemNumber',
    'productId',
    'producerId',
    'flashId',
    'units',
    'unitPriceMinor',
    'goodsMinor',
    'cancelledUnits',
  ],
  ...['cancelledGoodsMinor', 'refundedUnits', 'refundedGoodsMinor', 'shareBps'],
];
const minuteFields = ['adds', 'placed', 'paid'];
const markFields = ['itemNumber', 'fromMs', 'toMs'];

function by<T extends object>(
  rows: Iterable<T>,
  keyOf: (row: T) => string,
  fields: readonly string[],
): Record<string, Row> {
  return Object.fromEntries(
    [...rows].map((row) => [
      keyOf(row),
      Object.fromEntries(fields.map((field) => [field, (row as Row)[field]])),
    ]),
  );
}
