import type { Channel } from '../../../../../shared/values/channel.ts';
import type { ChannelOrder } from '../../../../application/application.ts';
import { csvText } from '../../csv.ts';

/** The possible columns of a channel's table. Only this file maps our fields to theirs. */
const fields = {
  number: ({ order }) => order.number,
  reference: ({ reference }) => reference,
  orderId: ({ order }) => order.orderId,
  placedAt: ({ order }) => wallTime(order.placedAtMs),
  paidAt: ({ order }) => (order.paidAtMs === null ? '' : wallTime(order.paidAtMs)),
  payment: ({ order }) => (order.payment === 'cash_on_delivery' ? '货到付款' : '在线支付'),
  productId: ({ line }) => line.productId,
  name: ({ line }) => line.name,
  nameEn: ({ line }) => line.nameEn,
  itemNumber: ({ line }) => line.itemNumber,
  units: ({ line }) => unitsToSend(line),
  unitPrice: ({ line }) => yuan(line.unitPriceMinor),
  goods: ({ line }) => yuan(unitsToSend(line) * line.unitPriceMinor),
  /** An order's sums, in its first line alone, so that the column adds up. */
  shipping: ({ order, isFirst }) => yuan(isFirst ? order.shippingMinor : 0),
  total: ({ order, isFirst }) => yuan(isFirst ? order.totalMinor - order.refundedMinor : 0),
  receiver: ({ contact }) => contact?.name ?? '',
  phone: ({ contact }) => domestic(contact?.phone ?? ''),
  address: ({ contact }) => contact?.address ?? '',
  nothing: () => '',
} satisfies Record<string, (row: PackingRow) => string | number>;

type Field = keyof typeof fields;

interface PackingRow extends Pick<ChannelOrder, 'order' | 'reference' | 'contact'> {
  line: ChannelOrder['lines'][number];
  isFirst: boolean;
}

/**
 * The columns of each channel's table, in order: our mapping to the headings of these platforms' exports. No platform
 * has certified it. A further heading is one line here.
 */
export const channelLayouts: Record<Channel, readonly [heading: string, field: Field][]> = {
  jd: [
    ['订单号', 'reference'],
    ['下单时间', 'placedAt'],
    ['付款确认时间', 'paidAt'],
    ['支付方式', 'payment'],
    ['商品ID', 'productId'],
    ['商品名称', 'name'],
    ['订购数量', 'units'],
    ['京东价', 'unitPrice'],
    ['运费金额', 'shipping'],
    ['应付金额', 'total'],
    ['客户姓名', 'receiver'],
    ['联系电话', 'phone'],
    ['客户地址', 'address'],
    ['订单备注', 'nothing'],
  ],
  taobao: [
    ['订单编号', 'reference'],
    ['订单创建时间', 'placedAt'],
    ['订单付款时间', 'paidAt'],
    ['宝贝标题', 'name'],
    ['商家编码', 'productId'],
    ['宝贝总数量', 'units'],
    ['买家应付货款', 'goods'],
    ['买家应付邮费', 'shipping'],
    ['买家实际支付金额', 'total'],
    ['收货人姓名', 'receiver'],
    ['联系手机', 'phone'],
    ['收货地址', 'address'],
    ['订单备注', 'nothing'],
  ],
  wechat: [
    ['订单编号', 'reference'],
    ['下单时间', 'placedAt'],
    ['支付时间', 'paidAt'],
    ['支付方式', 'payment'],
    ['商品名称', 'name'],
    ['商品编码', 'productId'],
    ['商品数量', 'units'],
    ['商品单价', 'unitPrice'],
    ['运费', 'shipping'],
    ['实付金额', 'total'],
    ['收件人姓名', 'receiver'],
    ['收件人手机', 'phone'],
    ['收件人地址', 'address'],
  ],
  yunshow: [
    ['订单编号', 'reference'],
    ['商品序号', 'itemNumber'],
    ['商品名称', 'name'],
    ['数量', 'units'],
    ['单价', 'unitPrice'],
    ['金额', 'goods'],
    ['运费', 'shipping'],
    ['实付', 'total'],
    ['付款时间', 'paidAt'],
    ['收货人', 'receiver'],
    ['电话', 'phone'],
    ['地址', 'address'],
  ],
  direct: [
    ['order', 'orderId'],
    ['number', 'number'],
    ['reference', 'reference'],
    ['placed_at', 'placedAt'],
    ['paid_at', 'paidAt'],
    ['item', 'itemNumber'],
    ['good', 'name'],
    ['good_en', 'nameEn'],
    ['units', 'units'],
    ['unit_price', 'unitPrice'],
    ['goods', 'goods'],
    ['shipping', 'shipping'],
    ['total', 'total'],
    ['receiver', 'receiver'],
    ['phone', 'phone'],
    ['address', 'address'],
  ],
};

/** A channel's table as CSV, page by page: a header, then a row for each line with units to send. */
export async function* channelCsv(
  channel: Channel,
  pages: AsyncIterable<readonly ChannelOrder[]>,
): AsyncIterable<string> {
  const layout = channelLayouts[channel];
  yield csvText([layout.map(([heading]) => heading)], { bom: true });
  for await (const page of pages) {
    const rows = page.flatMap(({ lines, ...of }) =>
      lines
        .filter((line) => unitsToSend(line) > 0)
        .map((line, index) =>
          layout.map(([, field]) => fields[field]({ ...of, line, isFirst: index === 0 })),
        ),
    );
    if (rows.length > 0) yield csvText(rows);
  }
}

/** The units to send: without cancelled and refunded ones. */
function unitsToSend(line: PackingRow['line']): number {
  return line.units - line.cancelledUnits - line.refundedUnits;
}

/** An amount of a currency with two decimals, as all of these channels use. */
function yuan(minor: number): string {
  return (minor / 100).toFixed(2);
}

/** The local time of these channels: 2026-05-09 20:03:12. */
function wallTime(atMs: number): string {
  return new Date(atMs + COUNTY_OFFSET_MS).toISOString().slice(0, 19).replace('T', ' ');
}

/** China has one time, without summer time: UTC+8. */
const COUNTY_OFFSET_MS = 8 * 3_600_000;

/** A phone as these channels dial it: without +86, others with 00. */
function domestic(phone: string): string {
  return phone.replace(/^\+86/, '').replace(/^\+/, '00');
}
