import { createHash } from 'node:crypto';
import type { Head, KeyRow, Owner, StoredFact } from '../../server/event-log/ports/store.ts';
import { contentsOf } from '../../server/market/order/contents.ts';
import type { AudienceRow } from '../../server/ports/audience.ts';
import type { MarketBatch, RefusalTally } from '../../server/ports/rows.ts';
import {
  type ClaimRow,
  type ItemRow,
  noRows,
  type OrderLineRow,
  type OrderRow,
  type ProductRow,
  type Rows,
  type ShipmentLineRow,
  type ShipmentRow,
  type StockRow,
  type StreamRow,
} from '../../server/ports/rows.ts';
import { searchText } from '../../server/shop/search-text.ts';

/** 2026-11-11 20:00:00 in Kunming. */
export const EIGHT = Date.UTC(2026, 10, 11, 12);
export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HISTORY = 'abcd1234';

/** A readable id: the same name gives the same UUID. */
export function idOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export function aHead(logId: string, more: Partial<Head> = {}): Head {
  return {
    logId,
    kind: 'stream',
    history: HISTORY,
    seq: 0,
    atMs: 0,
    hash: '0'.repeat(64),
    isOpen: true,
    owner: null,
    ...more,
  };
}

export function aFact(seq: number, text = 'potatoes 土豆'): StoredFact {
  const body = JSON.stringify({ body: { text }, seq });
  return { seq, atMs: EIGHT + seq, type: 'item_added', body, hash: hashOf(body) };
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A batch that moves a log from `from` by `facts` facts. */
export function aBatch(
  logId: string,
  from: number,
  more: {
    facts?: number;
    keys?: KeyRow[];
    refusals?: RefusalTally[];
    rows?: Partial<Rows>;
    history?: string;
    isOpen?: boolean;
    owner?: Owner;
  } = {},
): MarketBatch {
  const facts = Array.from({ length: more.facts ?? 1 }, (_, index) => aFact(from + 1 + index));
  return {
    logId,
    history: more.history ?? HISTORY,
    from,
    to: from + facts.length,
    atMs: EIGHT + from + facts.length,
    hash: facts.at(-1)?.hash ?? '0'.repeat(64),
    isOpen: more.isOpen ?? true,
    facts,
    keys: more.keys ?? [],
    effects: { refusals: more.refusals ?? [], rows: { ...noRows(), ...more.rows } },
    owner: more.owner ?? null,
  };
}

export function aKey(buyer: string, key: string, seq: number): KeyRow {
  return {
    actorId: idOf(buyer),
    key: idOf(key),
    payloadHash: hashOf(key),
    seq,
    reply: `{"ok":true,"seq":${seq}}`,
  };
}

export function aRefusal(buyer: string, itemNumber: number, more: Partial<RefusalTally> = {}): RefusalTally {
  return {
    buyerId: idOf(buyer),
    itemNumber,
    code: 'SOLD_OUT',
    atMs: EIGHT,
    count: 1,
    largestAsk: 1,
    ...more,
  };
}

export function aStream(streamId: string, more: Partial<StreamRow> = {}): StreamRow {
  return {
    streamId,
    slug: `s-${streamId.slice(0, 13)}`,
    title: 'Potato day 土豆日',
    hostId: idOf('host'),
    hostName: 'Li Mei',
    status: 'LIVE',
    currency: 'CNY',
    scheduledAtMs: EIGHT,
    liveStartMs: EIGHT,
    endedAtMs: null,
    closedAtMs: null,
    rehearsalOf: null,
    ...{ titleEn: '', hostNameEn: '', description: '', descriptionEn: '', cover: '', pageSeq: 0 },
    ...more,
  };
}

export function anItem(streamId: string, itemNumber: number, more: Partial<ItemRow> = {}): ItemRow {
  return {
    streamId,
    itemNumber,
    productId: idOf(`product ${itemNumber}`),
    producerId: idOf('producer'),
    name: `Good ${itemNumber}`,
    nameEn: '',
    producer: 'Hill farm',
    isRemoved: false,
    showRequests: 0,
    listPriceMinor: null,
    ...more,
  };
}

export function aStock(streamId: string, itemNumber: number, more: Partial<StockRow> = {}): StockRow {
  const row = { streamId, itemNumber, allotted: 10, adjusted: 0, held: 0, unpaid: 0, sold: 0, ...more };
  return { available: row.allotted + row.adjusted - row.held - row.unpaid - row.sold, ...row };
}

export function anOrder(streamId: string, name: string, more: Partial<OrderRow> = {}): OrderRow {
  const placedAtMs = more.placedAtMs ?? EIGHT + MINUTE;
  return {
    orderId: idOf(`order ${streamId} ${name}`),
    streamId,
    seq: 1,
    number: `A-${name}`,
    buyerId: idOf('buyer'),
    status: 'PAID',
    late: false,
    payment: 'sandbox',
    placedAtMs,
    receivedAtMs: null,
    payByMs: placedAtMs + 15 * MINUTE,
    paidAtMs: placedAtMs + SECOND,
    cancelledAtMs: null,
    deliveredAtMs: null,
    goodsMinor: 1_990,
    shippingMinor: 0,
    totalMinor: 1_990,
    refundedMinor: 0,
    shippingRefundedMinor: 0,
    shownCurrency: null,
    shownRateMicros: null,
    addressId: null,
    phoneTag: null,
    shippingHostOffMinor: 0,
    shippingShopOffMinor: 0,
    vouchers: null,
    channel: 'direct',
    contents: '',
    calledOff: null,
    ...more,
  };
}

/** Orders that say in short what their lines are. */
export function withContents(orders: readonly OrderRow[], lines: readonly OrderLineRow[]): OrderRow[] {
  return orders.map((order) => {
    const own = lines.filter(({ orderId }) => orderId === order.orderId);
    return { ...order, contents: contentsOf(own) };
  });
}

export function aLine(order: OrderRow, lineIndex: number, more: Partial<OrderLineRow> = {}): OrderLineRow {
  return {
    orderId: order.orderId,
    lineIndex,
    streamId: order.streamId,
    itemNumber: 1,
    productId: idOf('product 1'),
    producerId: idOf('producer'),
    flashId: null,
    units: 1,
    unitPriceMinor: 1_990,
    goodsMinor: 1_990,
    cancelledUnits: 0,
    cancelledGoodsMinor: 0,
    refundedUnits: 0,
    refundedGoodsMinor: 0,
    withdrawnUnits: 0,
    givenMinor: 0,
    shareBps: 8_000,
    producerOffMinor: 0,
    hostOffMinor: 0,
    shopOffMinor: 0,
    tapAtMs: null,
    shipBy: null,
    arriveBy: null,
    returnTerms: null,
    lateOk: false,
    ...more,
  };
}

/** A parcel of an order, packed and not shipped. */
export function aShipment({ streamId, orderId, buyerId, seq }: OrderRow): ShipmentRow {
  return {
    ...{
      streamId,
      shipmentId: idOf(`parcel ${orderId}`),
      seq,
      buyerId,
      origin: 'Jianchuan',
      addressId: null,
    },
    ...{ status: 'PACKED', carrier: null, trackingCode: null },
    ...{ packedAtMs: EIGHT, shippedAtMs: null, deliveredAtMs: null, endedAtMs: null },
  };
}

/** One unit of an order's first line, in its parcel. */
export function aShipmentLine({ streamId, orderId }: OrderRow): ShipmentLineRow {
  const shipmentId = idOf(`parcel ${orderId}`);
  return { streamId, shipmentId, orderId, lineIndex: 0, units: 1, sellable: 0, damaged: 0 };
}

/** An open claim about one unit of an order's first line. */
export function aClaim({ streamId, orderId }: OrderRow): ClaimRow {
  return {
    ...{ streamId, orderId, claimId: idOf(`claim ${orderId}`), lineIndex: 0, units: 1, shareBps: 10_000 },
    ...{ reason: 'damaged', status: 'OPEN', openedAtMs: EIGHT, decidedAtMs: null },
    ...{ goodsMinor: 0, refundMinor: 0, textId: null, photoIds: '' },
  };
}

export function aProduct(
  name: string,
  { tags, ...more }: Partial<ProductRow> & { tags?: string[] } = {},
): ProductRow {
  const product = {
    productId: idOf(`product ${name}`),
    sku: `SKU-${name}`,
    name,
    producerId: idOf('producer'),
    producer: 'Hill farm',
    origin: 'Jianchuan',
    category: 'Vegetables',
    grams: 2_500,
    priceMinor: 2_990,
    floorMinor: 0,
    currency: 'CNY',
    picture: '',
    warehouseUnits: 100,
    isPerishable: true,
    harvestedOn: '2026-11-09',
    batch: 'B-7',
    shipBaseMinor: 800,
    shipIncrementMinor: 300,
    ...more,
  };
  return { ...product, searchText: searchText({ ...product, ...(tags && { tags }) }) };
}

/** A connection of a viewer to a stream; times in minutes after eight. */
export function aPresence(
  streamId: string,
  viewer: string,
  from: number,
  to: number | null,
  more: Partial<AudienceRow> = {},
): AudienceRow {
  return {
    connectionId: idOf(`${streamId} ${viewer} ${from} ${to} ${more.connectionId ?? ''}`),
    streamId,
    node: 'node-a',
    viewerId: idOf(viewer),
    isStaff: false,
    fromMs: EIGHT + from * MINUTE,
    toMs: to === null ? null : EIGHT + to * MINUTE,
    channel: 'direct',
    ...more,
  };
}
