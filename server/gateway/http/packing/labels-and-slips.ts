import bwipjs from 'bwip-js';
import type { PackingParcel } from '../../../../shared/contract/packing.ts';
import { inOther } from '../../../../shared/values/exchange.ts';
import { formatMoney } from '../../../../shared/values/money.ts';
import { namedIn } from '../../../../shared/values/names.ts';
import type { OrderSums, PrintedParcel } from '../../../application/parcel/order-sums.ts';

export type PaperKind = 'labels' | 'slips';
type Language = 'en' | 'zh';

const MM = 72 / 25.4;

/** What a slip says; its sums are called as in an order. */
export const words = {
  en: {
    from: (origin: string) => `From ${origin}`,
    order: (numbers: string) => `Order ${numbers}`,
    slip: 'Packing slip',
    columns: ['Units', 'Product', 'Order'],
    goods: 'Subtotal',
    off: 'Discounts',
    shipping: 'Shipping',
    noShipping: 'free',
    total: 'Total',
    back: 'Refund',
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
    back: '退款',
    payment: '付款方式',
    onDelivery: '货到付款',
    atTheDoor: (numbers: string) => `货到付款：订单 ${numbers}`,
    whole: '金额按整个订单计，部分商品可能在另一个包裹里。',
    noContact: '这个地址已无法读取。',
    noFont: '',
  },
} as const;

/** The address; abroad its country follows in Latin letters, which every post office reads. */
function addressLine({ address, country }: NonNullable<PackingParcel['contact']>): string {
  return country ? `${address}, ${country}` : address;
}

/**
 * Labels or packing slips as a pdfmake definition, one page a parcel. A label has the address and a barcode: the
 * carrier's code if known, else the parcel's. A slip lists the contents and the sums of each order.
 * @param hasChinese whether the printer has a Chinese font; without one the papers are in English
 */
export function parcelDocument(
  kind: PaperKind,
  parcels: readonly PrintedParcel[],
  language: Language,
  hasChinese: boolean,
): object {
  const paper: Paper = { read: hasChinese ? language : 'en', hasChinese };
  const pageOf = kind === 'labels' ? labelOf : slipOf;
  return {
    pageSize: kind === 'labels' ? { width: 100 * MM, height: 150 * MM } : 'A5',
    pageMargins: kind === 'labels' ? [8 * MM, 8 * MM, 8 * MM, 8 * MM] : [12 * MM, 12 * MM, 12 * MM, 12 * MM],
    info: { title: kind },
    defaultStyle: { font: 'Text', fontSize: 10 },
    content: parcels.map((parcel, index) => ({
      stack: [...warningOf(paper), ...pageOf(parcel, paper)],
      ...(index > 0 && { pageBreak: 'before' }),
    })),
  };
}

/** The language and the font of a page. */
interface Paper {
  read: Language;
  hasChinese: boolean;
}

function labelOf(parcel: PrintedParcel, paper: Paper): object[] {
  const say = words[paper.read];
  const numbers = [...new Set(parcel.lines.map(({ reference }) => reference))].join(', ');
  return [
    { text: textIn(paper, parcel.carrier ?? ''), fontSize: 14 },
    codeOf(parcel, 84 * MM),
    { text: parcel.trackingCode ?? parcel.shipmentId, fontSize: 10, margin: [0, 2, 0, 10] },
    ...addressOf(parcel, paper, 15),
    ...originOf(parcel, paper),
    { text: say.order(numbers) },
    ...atTheDoor(parcel, paper),
  ];
}

/** A packing slip; each order's number stands above its sums. */
function slipOf(parcel: PrintedParcel, paper: Paper): object[] {
  const say = words[paper.read];
  return [
    { text: say.slip, fontSize: 16 },
    codeOf(parcel, 60 * MM),
    ...addressOf(parcel, paper, 11),
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
            textIn(paper, namedIn(paper.read, line).name),
            line.reference,
          ]),
        ],
      },
    },
    ...parcel.orders.map((order) => sumsOf(order, parcel.currency, paper)),
    { text: say.whole, color: '#6b6258', fontSize: 8, margin: [0, 4, 0, 0] },
    ...originOf(parcel, paper),
  ];
}

/** A text for the page. Without a Chinese font, missing characters become question marks. */
function textIn({ hasChinese }: Paper, given: string): string {
  return hasChinese ? given : given.replace(/[^\u0020-\u024f]/g, '?');
}

function warningOf({ read, hasChinese }: Paper): object[] {
  if (hasChinese) return [];
  return [{ text: words[read].noFont, color: '#8A5F00', fontSize: 8, margin: [0, 0, 0, 6] }];
}

function addressOf({ contact }: PackingParcel, paper: Paper, fontSize: number): object[] {
  if (!contact) return [{ text: words[paper.read].noContact, fontSize }];
  return [
    { text: `${textIn(paper, contact.name)}  ${contact.phone}`, fontSize },
    { text: textIn(paper, addressLine(contact)), fontSize, margin: [0, 2, 0, 0] },
  ];
}

function originOf({ origin }: PrintedParcel, paper: Paper): object[] {
  if (origin === '') return [];
  return [{ text: textIn(paper, words[paper.read].from(origin)), margin: [0, 10, 0, 0] }];
}

/** The notice of cash on delivery; without amounts, since those are of whole orders and not of this parcel. */
function atTheDoor({ orders }: PrintedParcel, { read }: Paper): object[] {
  const unpaid = orders.filter(({ payment }) => payment === 'cash_on_delivery');
  const numbers = unpaid.map(({ reference }) => reference).join(', ');
  if (unpaid.length === 0) return [];
  return [{ text: words[read].atTheDoor(numbers), fontSize: 14, margin: [0, 8, 0, 0] }];
}

function sumsOf(order: OrderSums, currency: string, { read }: Paper): object {
  const say = words[read];
  const locale = read === 'zh' ? 'zh-CN' : 'en';
  const money = (minor: number) => formatMoney(minor, currency, locale);
  const { goodsMinor, offMinor, shippingMinor, totalMinor, refundedMinor, shown, payment } = order;
  const other = shown && formatMoney(inOther(totalMinor, currency, shown), shown.currency, locale);
  const rows = [
    [say.goods, money(goodsMinor)],
    ...(offMinor > 0 ? [[say.off, `−${money(offMinor)}`]] : []),
    [say.shipping, shippingMinor > 0 ? money(shippingMinor) : say.noShipping],
    [say.total, other ? `${money(totalMinor)} ≈ ${other}` : money(totalMinor)],
    ...(refundedMinor > 0 ? [[say.back, `−${money(refundedMinor)}`]] : []),
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
}

/** Code 128 as an SVG: sharp at any size, without a font. */
function codeOf({ trackingCode, shipmentId }: PackingParcel, width: number): object {
  const svg = bwipjs.toSVG({ bcid: 'code128', text: trackingCode ?? shipmentId, height: 14 });
  return { svg, width, margin: [0, 6, 0, 2] };
}
