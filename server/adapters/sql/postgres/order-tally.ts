import type { Channel } from '../../../../shared/values/channel.ts';
import {
  type ChannelTally,
  emptyTally,
  type GivenTally,
  type ItemTally,
  type OrderOutcome,
  type OrderTally,
  type SalesCut,
  type ShippingTally,
} from '../../../insights/order-tally.ts';
import {
  type ByIndex,
  isKept,
  SALES_ORDER_SUMS,
  salesGivenLines,
  salesGivenOrders,
  salesShipping,
  who,
} from '../sales-texts.ts';
import { numbered } from '../texts.ts';
import type { PoolConnection } from './pool-connection.ts';

/** PostgreSQL chooses its indexes by itself. */
const byPlan: ByIndex = () => '';

type OrderSums = Record<OrderOutcome, number> & {
  placedOrders: number;
  placedMinor: number;
  paidOrders: number;
};
type OfOrders = 'voucherOrders' | 'shippingHostMinor' | 'shippingShopMinor';
type ItemSums = ItemTally & { itemNumber: number; channel: Channel; cancelled: number; refunded: number };
type ChannelSums = Omit<ChannelTally, 'paidUnits'> & { channel: Channel };

/**
 * Counts the orders of a report. Grouping a million orders by their ids takes longest, so each question is put in the
 * way that PostgreSQL answers quickly, and the one for orders with an item in several lines only where there are any.
 */
export async function orderTally(
  link: PoolConnection,
  streamId: string,
  { startMs, endMs }: SalesCut,
): Promise<OrderTally> {
  const cut = [streamId, startMs, endMs];
  const ask = async <Row>(text: string, values: readonly unknown[]) =>
    (await link.query<Row>(text, values)).rows;

  const [sums] = await ask<OrderSums>(numbered(SALES_ORDER_SUMS), [endMs, streamId, startMs, endMs]);
  const [ordering] = await ask<{ buyers: number }>(ORDERING_BUYERS, cut);
  const [paying] = await ask<{ buyers: number }>(buyersOf(isPaid), cut);
  const [keeping] = await ask<{ buyers: number }>(buyersOf(`${isPaid} AND ${isKept}`), cut);
  const paidCut = [streamId, startMs, endMs, endMs];
  const [givenLines] = await ask<Omit<GivenTally, OfOrders>>(numbered(salesGivenLines(byPlan)), paidCut);
  const [givenOrders] = await ask<Pick<GivenTally, OfOrders>>(numbered(salesGivenOrders(byPlan)), paidCut);
  const [shipping] = await ask<ShippingTally>(numbered(salesShipping(byPlan)), paidCut);
  const byChannel = await ask<ChannelSums>(BY_CHANNEL, cut);
  // Lines lie in the order of their orders: they are joined and grouped as they are read, without a table of a
  // million orders, and whatever is believed of a table that grew since it was last looked at.
  await link.query('SET LOCAL enable_hashjoin = off');
  await link.query('SET LOCAL enable_nestloop = off');
  const items = await ask<ItemSums>(ITEMS_SOLD, cut);
  await link.query('SET LOCAL enable_hashagg = off');
  const sizes = await ask<{ units: 1 | 2 | 3 | 4; orders: number; repeats: number }>(ORDERS_BY_UNITS, cut);
  const hasRepeats = sizes.some(({ repeats }) => repeats > 0);
  const repeated = hasRepeats ? await ask<{ itemNumber: number; repeats: number }>(REPEATED_ITEMS, cut) : [];
  for (const way of ['hashjoin', 'nestloop', 'hashagg']) await link.query(`SET LOCAL enable_${way} = on`);
  if (!sums || !ordering || !paying || !keeping || !givenLines || !givenOrders || !shipping)
    throw new Error('The orders of a report were not counted.');

  const { placedOrders, placedMinor, paidOrders, ...goodsMinor } = sums;
  const tally: OrderTally = {
    ...emptyTally(),
    placedOrders,
    placedMinor,
    paidOrders,
    goodsMinor,
    orderingBuyers: ordering.buyers,
    payingBuyers: paying.buyers,
    keptBuyers: keeping.buyers,
    given: { ...givenOrders, ...givenLines },
    shipping,
  };
  for (const { channel, ...of } of byChannel) Object.assign(tally.channels[channel], of);
  for (const { itemNumber, channel, cancelled, refunded, ...item } of items) {
    const known = tally.items.get(itemNumber);
    tally.items.set(itemNumber, known ? added(known, item) : item);
    tally.channels[channel].paidUnits += item.units;
    tally.paidUnits += item.units;
    tally.cancelledMinor += cancelled;
    tally.refundedMinor += refunded;
  }
  for (const { itemNumber, repeats } of repeated) {
    const item = tally.items.get(itemNumber);
    if (item) item.orders -= repeats;
  }
  for (const { units, orders } of sizes) tally.histogram[units - 1] = orders;
  return tally;
}

/** An item's counts of one channel and of another. */
function added(a: ItemTally, b: ItemTally): ItemTally {
  return {
    units: a.units + b.units,
    orders: a.orders + b.orders,
    goodsMinor: a.goodsMinor + b.goodsMinor,
    flashUnits: a.flashUnits + b.flashUnits,
    flashGoodsMinor: a.flashGoodsMinor + b.flashGoodsMinor,
  };
}

/** Orders that count as paid. Parameters here and below: stream, cut start, cut end. */
const isPaid = 'o.stream_id = $1 AND o.placed_at_ms >= $2 AND o.placed_at_ms < $3 AND o.paid_at_ms <= $3';

const buyersOf = (which: string) => `
  SELECT count(*) AS buyers FROM (
    SELECT DISTINCT ${who('o.buyer_id')}
    FROM orders o LEFT JOIN buyer_alias a ON a.from_id = o.buyer_id WHERE ${which}) AS buyer`;

const ORDERING_BUYERS = buyersOf('o.stream_id = $1 AND o.placed_at_ms >= $2 AND o.placed_at_ms < $3');

/** Buyers of a channel are counted once in it. */
const BY_CHANNEL = `
  SELECT channel, sum(placed) AS "placedOrders", sum(paid) AS "paidOrders", sum(minor) AS "paidMinor",
    count(*) AS "orderingBuyers", count(*) FILTER (WHERE paid > 0) AS "payingBuyers",
    count(*) FILTER (WHERE kept > 0) AS "keptBuyers"
  FROM (
    SELECT o.channel, ${who('o.buyer_id')} AS buyer, count(*) AS placed,
      count(*) FILTER (WHERE o.paid_at_ms <= $3) AS paid,
      count(*) FILTER (WHERE o.paid_at_ms <= $3 AND ${isKept}) AS kept,
      coalesce(sum(o.goods_minor) FILTER (WHERE o.paid_at_ms <= $3), 0) AS minor
    FROM orders o LEFT JOIN buyer_alias a ON a.from_id = o.buyer_id
    WHERE o.stream_id = $1 AND o.placed_at_ms >= $2 AND o.placed_at_ms < $3 GROUP BY 1, 2) AS buyer
  GROUP BY channel`;

/** `orders` are lines here; an item that stands in several lines of an order is taken off afterwards. */
const ITEMS_SOLD = `
  SELECT l.item_number AS "itemNumber", o.channel, sum(l.units) AS units, count(*) AS orders, sum(l.goods_minor) AS "goodsMinor",
    coalesce(sum(l.units) FILTER (WHERE l.flash_id IS NOT NULL), 0) AS "flashUnits",
    coalesce(sum(l.goods_minor) FILTER (WHERE l.flash_id IS NOT NULL), 0) AS "flashGoodsMinor",
    sum(l.cancelled_goods_minor) AS cancelled, sum(l.refunded_goods_minor) AS refunded
  FROM orders o JOIN order_line l ON l.stream_id = o.stream_id AND l.order_id = o.order_id
  WHERE ${isPaid} GROUP BY l.item_number, o.channel`;

/** How many paid orders have so many units, and in how many of their lines an item stands once more. */
const ORDERS_BY_UNITS = `
  SELECT least(l.units, 4)::int4 AS units, count(*) AS orders, sum(l.repeats) AS repeats
  FROM (
    SELECT order_id, sum(units) AS units, count(*) - count(DISTINCT item_number) AS repeats
    FROM order_line WHERE stream_id = $1 GROUP BY order_id) AS l
    JOIN orders o ON o.order_id = l.order_id AND ${isPaid}
  GROUP BY 1`;

const REPEATED_ITEMS = `
  SELECT item_number AS "itemNumber", sum(lines - 1) AS repeats
  FROM (
    SELECT order_id, item_number, count(*) AS lines
    FROM order_line WHERE stream_id = $1 GROUP BY order_id, item_number HAVING count(*) > 1) AS l
    JOIN orders o ON o.order_id = l.order_id AND ${isPaid}
  GROUP BY item_number`;
