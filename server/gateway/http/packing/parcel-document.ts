import bwipjs from 'bwip-js';
import type { PackingParcel } from '../../../../shared/contract/packing.ts';
import { inOther } from '../../../../shared/values/exchange.ts';
import { formatMoney } from '../../../../shared/values/money.ts';
import { namedIn } from '../../../../shared/values/names.ts';
import type { OrderSums, PrintedParcel } from '../../../application/parcel/order-sums.ts';

export type PaperKind = 'labels' | 'slips';
type Language = 'en' | 'zh';

const MM = 72 / 25.4;

const words = {
  en: {
    from: (origin: string) => `From ${origin}`,
    order: (numbers: string) => `Order ${numbers}`,
    slip: 'Packing slip',
    columns: ['Units', 'Product', 'Order'],
    goods: 'Subtotal',
    off: 'Discounts',
    shipping: 'Shipping',
    noShipping: 'Included',
    total: 'Total',
    back: 'Refunded',
    payment: 'Payment',
    onDelivery: 'On delivery',
    atTheDoor: (numbers: string) => `Pay on delivery: order ${numbers}`,
    whole: 'Totals are for whole orders; some items may be in another parcel.',
    noContact: 'The address can no longer be read.',
    noFont:
      'This server has no font with Chinese characters: they are missing here. Set PDF_FONT to one that has them.',
  },
  zh: {
    from: (origin: string) => `${origin} 发出`,
    order: (numbers: string) => `订单 ${numbers}`,
    slip: '装箱单',
    columns: ['件数', '商品', '订单'],
    goods: '商品小计',
    off: '优惠',
    shipping: '运费',
    noShipping: '包邮',
    total: '合计',
    back: '已退款',
    payment: '付款方式',
    onDelivery: '货到付款',
    atTheDoor: (numbers: string) => `货到付款：订单 ${numbers}`,
    whole: '金额按整个订单计，部分商品可能在另一个包裹里。',
    noContact: '这个地址已无法读取。',
    noFont: '',
  },
} as const;

/** Abroad, the country stands after its address in the letters that every post office reads. */
function addressLine({ address, country }: NonNullable<PackingParcel['contact']>): string {
  return country ? `${address}, ${country}` : address;
}

/**
 * Papers of parcels for the printer, as a pdfmake definition: a page for each. A label has the address and a code that a
 * scanner reads, the carrier's where it is known, else the parcel's own; a slip lists what is inside and what each order
 * came to.
 */
export function parcelDocument(
  kind: PaperKind,
  parcels: readonly PrintedParcel[],
  language: Language,
  hasChinese: boolean,
): object {
  const read = hasChinese ? language : 'en';
  const say = words[read];
  const text = (given: string) => (hasChinese ? given : given.replace(/[^\u0020-\u024f]/g, '?'));
  const warning = hasChinese
    ? []
    : [{ text: say.noFont, color: '#8A5F00', fontSize: 8, margin: [0, 0, 0, 6] }];
  const to = ({ contact }: PackingParcel, fontSize: number) =>
    contact
      ? [
          { text: `${text(contact.name)}  ${contact.phone}`, fontSize },
          { text: text(addressLine(contact)), fontSize, margin: [0, 2, 0, 0] },
        ]
      : [{ text: say.noContact, fontSize }];
  const locale = read === 'zh' ? 'zh-CN' : 'en';
  const sumsOf = (order: OrderSums, currency: string) => {
    const money = (minor: number) => formatMoney(minor, currency, locale);
    const { goodsMinor, offMinor, shippingMinor, totalMinor, refundedMinor, shown, payment } = order;
    const other = shown && formatMoney(inOther(totalMinor, currency, shown), shown.currency, locale);
    const rows = [
      [say.goods, money(goodsMinor)],
      ...(offMinor > 0 ? [[say.off, `−${money(offMinor)}`]] : []),
      [say.shipping, shippingMinor > 0 ? money(shippingMinor) : say.noShipping],
      [say.total, other ? `${money(totalMinor)} ≈ ${other}` : money(totalMinor)],
      ...(refundedMinor > 0 ? [[say.back, money(refundedMinor)]] : []),
      ...(payment === 'cash_on_delivery' ? [[say.payment, say.onDelivery]] : []),
    ];
    return {
      unbreakable: true,
      margin: [0, 8, 0, 0],
      stack: [
        { text: say.order(order.reference), fontSize: 11 },
        ...rows.map(([label, sum]) => ({ columns: [label, { text: sum, alignment: 'right' }] })),
      ],
    };
  };
  /** Without amounts, which are of whole orders and not of this parcel. */
  const atTheDoor = ({ orders }: PrintedParcel) => {
    const unpaid = orders.filter(({ payment }) => payment === 'cash_on_delivery');
    const numbers = unpaid.map(({ reference }) => reference).join(', ');
    return unpaid.length > 0 ? [{ text: say.atTheDoor(numbers), fontSize: 14, margin: [0, 8, 0, 0] }] : [];
  };
  const page = (parcel: PrintedParcel, index: number) => {
    const pageBreak = index > 0 ? { pageBreak: 'before' } : {};
    const numbers = [...new Set(parcel.lines.map(({ reference }) => reference))].join(', ');
    const head =
      kind === 'labels'
        ? [
            { text: text(parcel.carrier ?? ''), fontSize: 14 },
            codeOf(parcel, 84 * MM),
            { text: parcel.trackingCode ?? parcel.shipmentId, fontSize: 10, margin: [0, 2, 0, 10] },
            ...to(parcel, 15),
          ]
        : [
            { text: say.slip, fontSize: 16 },
            codeOf(parcel, 60 * MM),
            ...to(parcel, 11),
            {
              layout: 'lightHorizontalLines',
              margin: [0, 10, 0, 0],
              table: {
                headerRows: 1,
                widths: ['auto', '*', 'auto'],
                body: [
                  say.columns.map((label) => ({ text: label, color: '#6b6258' })),
                  ...parcel.lines.map((line) => [
                    { text: String(line.units), fontSize: 13 },
                    text(namedIn(read, line).name),
                    line.reference,
                  ]),
                ],
              },
            },
            ...parcel.orders.map((order) => sumsOf(order, parcel.currency)),
            { text: say.whole, color: '#6b6258', fontSize: 8, margin: [0, 4, 0, 0] },
          ];
    const from = parcel.origin === '' ? [] : [{ text: text(say.from(parcel.origin)), margin: [0, 10, 0, 0] }];
    // A slip names each order over its sums.
    const orders = kind === 'labels' ? [{ text: say.order(numbers) }, ...atTheDoor(parcel)] : [];
    return { stack: [...warning, ...head, ...from, ...orders], ...pageBreak };
  };
  return {
    pageSize: kind === 'labels' ? { width: 100 * MM, height: 150 * MM } : 'A5',
    pageMargins: kind === 'labels' ? [8 * MM, 8 * MM, 8 * MM, 8 * MM] : [12 * MM, 12 * MM, 12 * MM, 12 * MM],
    info: { title: kind },
    defaultStyle: { font: 'Text', fontSize: 10 },
    content: parcels.map(page),
  };
}

/** Code 128 as a drawing: sharp at any size, and no font is needed for it. */
function codeOf({ trackingCode, shipmentId }: PackingParcel, width: number): object {
  const svg = bwipjs.toSVG({ bcid: 'code128', text: trackingCode ?? shipmentId, height: 14 });
  return { svg, width, margin: [0, 6, 0, 2] };
}
