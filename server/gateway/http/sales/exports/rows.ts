import { referenceOf } from '../../../../../shared/values/reference.ts';
import { MINUTE } from '../../../../../shared/values/time.ts';
import type { ExportedLine } from '../../../../application/chat/export.ts';
import { isListedLate, listedPages } from '../../../../application/order/order-pages.ts';
import type { StreamRow } from '../../../../ports/rows.ts';
import type { GatewayDeps } from '../../../deps.ts';
import type { ExportName } from './columns.ts';
import { orderExportRow } from './order-rows.ts';
import { withoutFloorPrice } from './without-floor-price.ts';

/** Times are epoch ms until a format writes them. */
export type ExportRow = Record<string, string | number | boolean | null>;

const FACTS_AT_ONCE = 2_000;
const ORDERS_AT_ONCE = 500;

export type Sources = Pick<GatewayDeps, 'readers' | 'analyst' | 'clock'> & {
  application: Pick<GatewayDeps['application'], 'shopToday'> & {
    chats: Pick<GatewayDeps['application']['chats'], 'exported'>;
  };
};

/** A stream with a reader's rights on it. */
export type ExportedStream = StreamRow & { hasFloorPrices: boolean; shopNumber: number | null };

/** The rows of an export, page by page: the next page is read after the one before was sent. */
type Pages = AsyncIterable<ExportRow[]>;

/** The pages of each export; null: what it is read from is away, and a file says no half of it. */
export const exportPages: Record<
  ExportName,
  (sources: Sources, stream: ExportedStream) => Pages | Promise<Pages | null>
> = {
  async *facts({ analyst }, { streamId, hasFloorPrices }) {
    for (let after = 0; ; ) {
      const page = (await analyst.facts(streamId, after, FACTS_AT_ONCE)) ?? [];
      const rows = page.map(({ seq, atMs, type, body, hash }) => ({ seq, at: atMs, type, body, hash }));
      yield hasFloorPrices ? rows : rows.map(withoutFloorPrice);
      if (page.length < FACTS_AT_ONCE) return;
      after = page.at(-1)!.seq;
    }
  },
  async *orders({ readers, application }, stream) {
    const { streamId, shopNumber } = stream;
    const today = await application.shopToday();
    for await (const page of listedPages(readers, { streamIds: [streamId] })) {
      yield page.map((listed) =>
        orderExportRow({
          ...{ ...listed, stream, isLate: isListedLate(listed, today) },
          reference: referenceOf(shopNumber, listed.order.number),
        }),
      );
    }
  },
  async *lines({ readers }, { streamId }) {
    for await (const page of orderPages(readers, streamId)) {
      yield page.flatMap(({ lines }) =>
        lines.map((l) => ({
          order_id: l.orderId,
          line_index: l.lineIndex,
          item_number: l.itemNumber,
          name: l.name,
          name_en: l.nameEn,
          product_id: l.productId,
          producer_id: l.producerId,
          flash_id: l.flashId,
          units: l.units,
          unit_price_minor: l.unitPriceMinor,
          goods_minor: l.goodsMinor,
          producer_off_minor: l.producerOffMinor,
          host_off_minor: l.hostOffMinor,
          shop_off_minor: l.shopOffMinor,
          pay_minor: l.units * l.unitPriceMinor - l.producerOffMinor - l.hostOffMinor - l.shopOffMinor,
          cancelled_units: l.cancelledUnits,
          cancelled_goods_minor: l.cancelledGoodsMinor,
          refunded_units: l.refundedUnits,
          refunded_goods_minor: l.refundedGoodsMinor,
          share_bps: l.shareBps,
          tap_at: l.tapAtMs,
          is_late_ok: l.lateOk,
        })),
      );
    }
  },
  async *minutes({ readers, analyst, clock }, { streamId }) {
    const report = await readers.sales(streamId, clock.nowMs());
    const acts = await analyst.floor(streamId, [], []);
    // A long log that is still being read says no part of it.
    const paid = acts?.isWhole ? new Map(acts.money.map(({ atMs, paidMinor }) => [atMs, paidMinor])) : null;
    yield (report?.minutes ?? []).map(({ atMs, paidOrders, ...minute }) => ({
      minute: atMs,
      ...minute,
      paid_orders: paidOrders,
      gmv_paid_minor: paid && (paid.get(atMs) ?? 0),
      events: (report?.marks ?? [])
        .filter(({ fromMs }) => fromMs >= atMs && fromMs < atMs + MINUTE)
        .map(({ kind, itemNumber }) => (itemNumber === null ? kind : `${kind} ${itemNumber}`))
        .join(', '),
    }));
  },
  async *channels({ readers, clock }, { streamId }) {
    const report = await readers.sales(streamId, clock.nowMs());
    yield (report?.channels ?? []).map((by) => ({
      channel: by.channel,
      viewers: by.viewers,
      exposed_viewers: by.exposedViewers,
      opened_viewers: by.openedViewers,
      adders: by.adders,
      ordering_buyers: by.orderingBuyers,
      paying_buyers: by.payingBuyers,
      kept_buyers: by.keptBuyers,
      placed_orders: by.placedOrders,
      paid_orders: by.paidOrders,
      paid_units: by.paidUnits,
      gmv_paid_minor: by.gmvPaidMinor,
    }));
  },
  async chat({ application }, { streamId }) {
    const pages = await application.chats.exported(streamId);
    return pages && chatPages(pages);
  },
};

async function* chatPages(pages: AsyncIterable<readonly ExportedLine[]>): Pages {
  for await (const page of pages) {
    yield page.map((said) => ({
      at: said.atMs,
      place: said.line,
      what: said.what,
      item_number: said.item,
      answers: said.answers,
      text: said.text,
      is_held: said.isHeld,
      is_thinned: said.isThinned,
    }));
  }
}

async function* orderPages(readers: Sources['readers'], streamId: string) {
  for (let after: string | null = null; ; ) {
    const page = await readers.ordersOfStream(streamId, after, ORDERS_AT_ONCE);
    yield page;
    if (page.length < ORDERS_AT_ONCE) return;
    after = page.at(-1)!.order.orderId;
  }
}
