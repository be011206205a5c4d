import { secondNames } from '../../../shared/values/names.ts';
import type { Head, KeyRow, Owner, StoredFact } from '../../event-log/ports/store.ts';
import type { AudienceRow, ExposureRow } from '../../ports/audience.ts';
import type {
  AdderRow,
  ChatTextKeyRow,
  ChatTextRow,
  ClaimRow,
  ClosedOrderRow,
  FlashRow,
  FoundProduct,
  ItemRow,
  LedgerEntryRow,
  MarkRow,
  MinuteRow,
  OrderLineRow,
  OrderRow,
  PayableRow,
  PayoutLineRow,
  PayoutRow,
  ProductRow,
  Rows,
  SettlementStateRow,
  ShipmentLineRow,
  ShipmentRow,
  StockRow,
  StreamRow,
  TextUseRow,
  VoucherRow,
} from '../../ports/rows.ts';
import type { SecurityEntry } from '../../ports/security-log.ts';

export type SqlValue = string | number | null;

/** A table as the program writes it: `values` gives a row's values in the order of `columns`. */
export interface Table<Row> {
  name: string;
  key: readonly string[];
  columns: readonly string[];
  values(row: Row): SqlValue[];
}

/** The columns of a head as `headOf` reads them. */
export const HEAD_COLUMNS = `log_id AS "logId", kind, history, seq, at_ms AS "atMs", hash, is_open AS "isOpen",
  owner_node AS node, owner_address AS address, owner_until_ms AS "untilMs"`;

export type HeadRow = Omit<Head, 'isOpen' | 'owner'> & { isOpen: number } & {
  [Part in keyof Owner]: Owner[Part] | null;
};

export function headOf({ node, address, untilMs, isOpen, ...head }: HeadRow): Head {
  const isOwned = node !== null && address !== null && untilMs !== null;
  return { ...head, isOpen: isOpen === 1, owner: isOwned ? { node, address, untilMs } : null };
}

/** The owner's three columns. */
export function ownerValues(owner: Owner | null): [SqlValue, SqlValue, SqlValue] {
  return owner ? [owner.node, owner.address, owner.untilMs] : [null, null, null];
}

export const factTable: Table<{ logId: string; fact: StoredFact }> = {
  name: 'fact',
  key: ['log_id', 'seq'],
  columns: ['log_id', 'seq', 'at_ms', 'type', 'body', 'hash'],
  values: ({ logId, fact: f }) => [logId, f.seq, f.atMs, f.type, f.body, f.hash],
};

export const keyTable: Table<{ logId: string; key: KeyRow }> = {
  name: 'command_key',
  key: ['log_id', 'key', 'actor_id'],
  columns: ['log_id', 'actor_id', 'key', 'payload_hash', 'seq', 'reply'],
  values: ({ logId, key: k }) => [logId, k.actorId, k.key, k.payloadHash, k.seq, k.reply],
};

// biome-ignore format: columns and values stand side by side, line by line.
export const streamTable: Table<StreamRow> = {
  name: 'stream',
  key: ['stream_id'],
  columns: ['stream_id', 'slug', 'title', 'host_id', 'host_name', 'status', 'currency',
    'scheduled_at_ms', 'live_start_ms', 'ended_at_ms', 'closed_at_ms', 'rehearsal_of',
    'title_en', 'host_name_en', 'description', 'description_en', 'cover', 'page_seq'],
  values: (s) => [s.streamId, s.slug, s.title, s.hostId, s.hostName, s.status, s.currency,
    s.scheduledAtMs, s.liveStartMs, s.endedAtMs, s.closedAtMs, s.rehearsalOf,
    s.titleEn, s.hostNameEn, s.description, s.descriptionEn, s.cover, s.pageSeq],
};

// biome-ignore format: columns and values stand side by side, line by line.
export const itemTable: Table<ItemRow> = {
  name: 'item',
  key: ['stream_id', 'item_number'],
  columns: ['stream_id', 'item_number', 'product_id', 'producer_id', 'name', 'producer', 'is_removed',
    'name_en', 'show_requests', 'list_price_minor'],
  values: (i) => [i.streamId, i.itemNumber, i.productId, i.producerId, i.name, i.producer, i.isRemoved ? 1 : 0,
    i.nameEn, i.showRequests, i.listPriceMinor],
};

// biome-ignore format: columns and values stand side by side, line by line.
export const stockTable: Table<StockRow> = {
  name: 'item_stock',
  key: ['stream_id', 'item_number'],
  columns: ['stream_id', 'item_number', 'allotted', 'adjusted', 'available', 'held', 'unpaid', 'sold'],
  values: (s) => [s.streamId, s.itemNumber, s.allotted, s.adjusted, s.available, s.held, s.unpaid, s.sold],
};

// biome-ignore format: columns and values stand side by side, line by line.
export const flashTable: Table<FlashRow> = {
  name: 'flash',
  key: ['stream_id', 'flash_id'],
  columns: ['stream_id', 'flash_id', 'item_number', 'price_minor', 'starts_at_ms', 'ends_at_ms',
    'cap', 'free', 'lapsed', 'held', 'unpaid', 'sold'],
  values: (f) => [f.streamId, f.flashId, f.itemNumber, f.priceMinor, f.startsAtMs, f.endsAtMs,
    f.cap, f.free, f.lapsed, f.held, f.unpaid, f.sold],
};

// biome-ignore format: columns and values stand side by side, line by line.
export const voucherTable: Table<VoucherRow> = {
  name: 'voucher',
  key: ['stream_id', 'voucher_id'],
  columns: ['stream_id', 'voucher_id', 'kind', 'producer_id', 'funded_by', 'starts_at_ms', 'ends_at_ms',
    'cap', 'claimed'],
  values: (v) => [v.streamId, v.voucherId, v.kind, v.producerId, v.fundedBy, v.startsAtMs, v.endsAtMs,
    v.cap, v.claimed],
};

// biome-ignore format: columns and values stand side by side, line by line.
export const orderTable: Table<OrderRow> = {
  name: 'orders',
  key: ['stream_id', 'order_id'],
  columns: ['stream_id', 'order_id', 'seq', 'number', 'buyer_id', 'status', 'late', 'payment',
    'placed_at_ms', 'pay_by_ms', 'paid_at_ms', 'cancelled_at_ms', 'delivered_at_ms',
    'goods_minor', 'shipping_minor', 'total_minor', 'refunded_minor', 'address_id', 'phone_tag',
    'shipping_host_off_minor', 'shipping_shop_off_minor', 'vouchers', 'channel', 'shipping_refunded_minor', 'shown_currency',
    'shown_rate_micros', 'contents', 'received_at_ms', 'called_off'],
  values: (o) => [o.streamId, o.orderId, o.seq, o.number, o.buyerId, o.status, o.late ? 1 : 0, o.payment,
    o.placedAtMs, o.payByMs, o.paidAtMs, o.cancelledAtMs, o.deliveredAtMs,
    o.goodsMinor, o.shippingMinor, o.totalMinor, o.refundedMinor, o.addressId, o.phoneTag,
    o.shippingHostOffMinor, o.shippingShopOffMinor, o.vouchers, o.channel, o.shippingRefundedMinor, o.shownCurrency,
    o.shownRateMicros, o.contents, o.receivedAtMs, o.calledOff],
};

// biome-ignore format: columns and values stand side by side, line by line.
export const lineTable: Table<OrderLineRow> = {
  name: 'order_line',
  key: ['stream_id', 'order_id', 'line_index'],
  columns: ['stream_id', 'order_id', 'line_index', 'item_number', 'product_id', 'producer_id', 'flash_id',
    'units', 'unit_price_minor', 'goods_minor', 'cancelled_units', 'cancelled_goods_minor',
    'refunded_units', 'refunded_goods_minor', 'withdrawn_units', 'share_bps', 'producer_off_minor',
    'host_off_minor', 'shop_off_minor', 'tap_at_ms', 'late_ok',
    'ship_by', 'arrive_by', 'return_terms', 'given_minor'],
  values: (l) => [l.streamId, l.orderId, l.lineIndex, l.itemNumber, l.productId, l.producerId, l.flashId,
    l.units, l.unitPriceMinor, l.goodsMinor, l.cancelledUnits, l.cancelledGoodsMinor,
    l.refundedUnits, l.refundedGoodsMinor, l.withdrawnUnits, l.shareBps, l.producerOffMinor,
    l.hostOffMinor, l.shopOffMinor, l.tapAtMs, l.lateOk ? 1 : 0,
    l.shipBy, l.arriveBy, l.returnTerms, l.givenMinor],
};

export const closedOrderTable: Table<ClosedOrderRow> = {
  name: 'closed_order',
  key: ['stream_id', 'order_id'],
  columns: ['stream_id', 'order_id', 'body'],
  values: (c) => [c.streamId, c.orderId, c.body],
};

// biome-ignore format: columns and values stand side by side, line by line.
export const shipmentTable: Table<ShipmentRow> = {
  name: 'shipment',
  key: ['stream_id', 'shipment_id'],
  columns: ['stream_id', 'shipment_id', 'seq', 'buyer_id', 'origin', 'address_id', 'status', 'carrier',
    'tracking_code', 'packed_at_ms', 'shipped_at_ms', 'delivered_at_ms', 'ended_at_ms'],
  values: (s) => [s.streamId, s.shipmentId, s.seq, s.buyerId, s.origin, s.addressId, s.status, s.carrier,
    s.trackingCode, s.packedAtMs, s.shippedAtMs, s.deliveredAtMs, s.endedAtMs],
};

// biome-ignore format: columns and values stand side by side, line by line.
export const shipmentLineTable: Table<ShipmentLineRow> = {
  name: 'shipment_line',
  key: ['stream_id', 'shipment_id', 'order_id', 'line_index'],
  columns: ['stream_id', 'shipment_id', 'order_id', 'line_index', 'units', 'sellable', 'damaged'],
  values: (l) => [l.streamId, l.shipmentId, l.orderId, l.lineIndex, l.units, l.sellable, l.damaged],
};

// biome-ignore format: columns and values stand side by side, line by line.
export const claimTable: Table<ClaimRow> = {
  name: 'claim',
  key: ['stream_id', 'claim_id'],
  columns: ['stream_id', 'claim_id', 'order_id', 'line_index', 'units', 'share_bps', 'reason', 'status',
    'opened_at_ms', 'decided_at_ms', 'goods_minor', 'refund_minor', 'text_id', 'photo_ids'],
  values: (c) => [c.streamId, c.claimId, c.orderId, c.lineIndex, c.units, c.shareBps, c.reason, c.status,
    c.openedAtMs, c.decidedAtMs, c.goodsMinor, c.refundMinor, c.textId, c.photoIds],
};

/** Of `personal_text` what facts say: all else was written before them, or is gone already (A4). */
export const textUseTable: Table<TextUseRow> = {
  name: 'personal_text',
  key: ['text_id'],
  columns: ['text_id', 'until_ms'],
  values: (t) => [t.textId, t.untilMs],
};

/** Lines of chat: written once, with the fact that names them. */
export const chatTextTable: Table<ChatTextRow> = {
  name: 'personal_text',
  key: ['text_id'],
  columns: ['text_id', 'kind', 'stream_id', 'buyer_id', 'at_ms', 'until_ms', 'kept_ms', 'sealed'],
  values: (t) => [t.textId, t.kind, t.streamId, t.buyerId, t.atMs, t.untilMs, t.keptMs, t.sealed],
};

export const chatTextKeyTable: Table<ChatTextKeyRow> = {
  name: 'personal_text_key',
  key: ['text_id'],
  columns: ['text_id', 'key'],
  values: (t) => [t.textId, t.key],
};

export const minuteTable: Table<MinuteRow> = {
  name: 'minute',
  key: ['stream_id', 'minute'],
  columns: ['stream_id', 'minute', 'adds', 'placed', 'paid'],
  values: (m) => [m.streamId, m.minute, m.adds, m.placed, m.paid],
};

export const adderTable: Table<AdderRow> = {
  name: 'adder',
  key: ['stream_id', 'item_number', 'buyer_id', 'channel'],
  columns: ['stream_id', 'item_number', 'buyer_id', 'channel'],
  values: (a) => [a.streamId, a.itemNumber, a.buyerId, a.channel],
};

export const markTable: Table<MarkRow> = {
  name: 'mark',
  key: ['stream_id', 'seq', 'kind'],
  columns: ['stream_id', 'seq', 'kind', 'item_number', 'from_ms', 'to_ms'],
  values: (m) => [m.streamId, m.seq, m.kind, m.itemNumber, m.fromMs, m.toMs],
};

// biome-ignore format: columns and values stand side by side, line by line.
export const productTable: Table<ProductRow> = {
  name: 'product',
  key: ['product_id'],
  columns: ['product_id', 'sku', 'name', 'producer_id', 'producer', 'origin', 'category', 'grams',
    'price_minor', 'floor_minor', 'currency', 'picture', 'warehouse_units', 'is_perishable', 'harvested_on',
    'batch', 'ship_base_minor', 'ship_increment_minor', 'search_text', 'name_en', 'producer_en', 'is_archived'],
  values: (p) => [p.productId, p.sku, p.name, p.producerId, p.producer, p.origin, p.category, p.grams,
    p.priceMinor, p.floorMinor, p.currency, p.picture, p.warehouseUnits, p.isPerishable ? 1 : 0, p.harvestedOn,
    p.batch, p.shipBaseMinor, p.shipIncrementMinor, p.searchText, p.nameEn ?? '', p.producerEn ?? '',
    p.isArchived ? 1 : 0],
};

// biome-ignore format: columns and values stand side by side, line by line.
export const ledgerEntryTable: Table<LedgerEntryRow> = {
  name: 'ledger_entry',
  key: ['stream_id', 'seq', 'entry_index'],
  columns: ['stream_id', 'seq', 'entry_index', 'at_ms', 'account', 'currency', 'amount_minor', 'what',
    'producer_id', 'order_id', 'line_index', 'delivery_seq', 'base_minor', 'note'],
  values: (e) => [e.streamId, e.seq, e.entryIndex, e.atMs, e.account, e.currency, e.amountMinor, e.what,
    e.producerId, e.orderId, e.lineIndex, e.deliverySeq, e.baseMinor, e.note],
};

// biome-ignore format: columns and values stand side by side, line by line.
export const payableTable: Table<PayableRow> = {
  name: 'payable',
  key: ['stream_id', 'order_id', 'line_index', 'delivery_seq'],
  columns: ['stream_id', 'order_id', 'line_index', 'delivery_seq', 'entry_index', 'producer_id', 'product_id',
    'currency', 'number', 'item_number', 'units', 'base_minor', 'share_minor', 'reversed_base_minor',
    'reversed_share_minor', 'delivered_at_ms', 'due_until_ms', 'is_paused', 'reserved_minor', 'reserved_until_ms'],
  values: (p) => [p.streamId, p.orderId, p.lineIndex, p.deliverySeq, p.entryIndex, p.producerId, p.productId,
    p.currency, p.number, p.itemNumber, p.units, p.baseMinor, p.shareMinor, p.reversedBaseMinor,
    p.reversedShareMinor, p.deliveredAtMs, p.dueUntilMs, p.isPaused ? 1 : 0, p.reservedMinor, p.reservedUntilMs],
};

export const settlementStateTable: Table<SettlementStateRow> = {
  name: 'settlement_state',
  key: ['stream_id', 'kind', 'id'],
  columns: ['stream_id', 'kind', 'id', 'body'],
  values: (s) => [s.streamId, s.kind, s.id, s.body],
};

export const payoutTable: Table<PayoutRow> = {
  name: 'payout',
  key: ['payout_id'],
  columns: ['payout_id', 'seq', 'at_ms', 'producer_id', 'currency', 'amount_minor', 'staff_id'],
  values: (p) => [p.payoutId, p.seq, p.atMs, p.producerId, p.currency, p.amountMinor, p.staffId],
};

// biome-ignore format: columns and values stand side by side, line by line.
export const payoutLineTable: Table<PayoutLineRow> = {
  name: 'payout_line',
  key: ['payout_id', 'line_stream_id', 'order_id', 'line_index', 'delivery_seq'],
  columns: ['payout_id', 'line_stream_id', 'order_id', 'line_index', 'delivery_seq', 'amount_minor', 'at_ms'],
  values: (l) => [l.payoutId, l.lineStreamId, l.orderId, l.lineIndex, l.deliverySeq, l.amountMinor, l.atMs],
};

export const audienceTable: Table<AudienceRow> = {
  name: 'audience',
  key: ['connection_id'],
  columns: ['connection_id', 'stream_id', 'node', 'viewer_id', 'is_staff', 'from_ms', 'to_ms', 'channel'],
  values: (a) => [
    a.connectionId,
    a.streamId,
    a.node,
    a.viewerId,
    a.isStaff ? 1 : 0,
    a.fromMs,
    a.toMs,
    a.channel,
  ],
};

export const exposureTable: Table<ExposureRow> = {
  name: 'exposure',
  key: ['stream_id', 'item_number', 'viewer_id', 'channel'],
  columns: [
    ...['stream_id', 'item_number', 'viewer_id', 'channel', 'shown_ms', 'is_opened', 'one_in'],
    ...['seen_minute', 'opened_minute'],
  ],
  values: (e) => [
    ...[e.streamId, e.itemNumber, e.viewerId, e.channel, e.shownMs, e.isOpened ? 1 : 0, e.oneIn],
    ...[e.seenMinute ?? null, e.openedMinute ?? null],
  ],
};

export const securityTable: Table<SecurityEntry> = {
  name: 'security_entry',
  key: ['at_ms', 'entry_id'],
  columns: [
    ...['entry_id', 'at_ms', 'kind', 'times', 'is_stranger', 'staff_id', 'account', 'session'],
    ...['address', 'what', 'about', 'stream', 'row_count'],
  ],
  values: (e) => [
    ...[e.entryId, e.atMs, e.kind, e.times, e.isStranger ? 1 : 0, e.staffId, e.account, e.session],
    ...[e.address, e.what, e.about, e.stream, e.rows],
  ],
};

const projections: { [Name in keyof Rows]: Table<Rows[Name][number]> } = {
  streams: streamTable,
  items: itemTable,
  stock: stockTable,
  flashes: flashTable,
  vouchers: voucherTable,
  orders: orderTable,
  lines: lineTable,
  closedOrders: closedOrderTable,
  shipments: shipmentTable,
  shipmentLines: shipmentLineTable,
  claims: claimTable,
  textUses: textUseTable,
  chatTexts: chatTextTable,
  chatTextKeys: chatTextKeyTable,
  minutes: minuteTable,
  adders: adderTable,
  marks: markTable,
  products: productTable,
  ledgerEntries: ledgerEntryTable,
  payables: payableTable,
  settlementStates: settlementStateTable,
  payouts: payoutTable,
  payoutLines: payoutLineTable,
};

/** The table that shows these rows. */
export function tableOf<Name extends keyof Rows>(name: Name): Table<Rows[Name][number]> {
  return projections[name];
}

/** A good as it is read: the database keeps truth as 0 or 1. */
export function productOf(kept: KeptProduct): FoundProduct {
  const { nameEn, producerEn, isPerishable, isArchived, ...product } = kept;
  return {
    ...product,
    ...secondNames({ nameEn, producerEn }),
    isPerishable: isPerishable === 1,
    ...(isArchived === 1 && { isArchived: true }),
  };
}

/** A product as its table keeps it: truth is 0 or 1. */
export type KeptProduct = Omit<FoundProduct, 'isPerishable' | 'isArchived'> & {
  isPerishable: number;
  isArchived: number;
};
