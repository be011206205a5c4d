import { afterAll, expect, test } from 'vitest';
import { openPrinter } from '../../server/adapters/pdf/open.ts';
import type { PrintedParcel } from '../../server/application/parcel/order-sums.ts';
import { parcelDocument } from '../../server/gateway/http/packing/labels-and-slips.ts';

const printer = openPrinter({ font: '' });
afterAll(() => printer.close());

const id = (n: number) => `0190a000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const parcel: PrintedParcel = {
  shipmentId: id(1),
  streamId: id(9),
  origin: '剑川',
  status: 'SHIPPED',
  carrier: '顺丰',
  trackingCode: 'SF1402937715',
  packedAtMs: 0,
  shippedAtMs: 1,
  deliveredAtMs: null,
  contact: { name: '杨丽娟', phone: '+8613800138000', address: '云南省大理州剑川县金华镇 12 号' },
  lines: [0, 1].map((n) => ({
    orderId: id(20 + n),
    lineIndex: 0,
    number: String(1001 + n),
    reference: `12-${1001 + n}`,
    itemNumber: 7,
    name: '红皮土豆 Potatoes',
    unitPriceMinor: 1_990,
    units: 2,
    sellable: 0,
    damaged: 0,
  })),
  currency: 'CNY',
  orders: [
    {
      ...{
        reference: '12-1001',
        goodsMinor: 7_780,
        offMinor: 1_000,
        shippingMinor: 1_100,
        totalMinor: 7_880,
      },
      ...{ refundedMinor: 0, shown: { currency: 'USD', rateMicros: 138_700 }, payment: 'sandbox' },
    },
    {
      ...{ reference: '12-1002', goodsMinor: 3_980, offMinor: 0, shippingMinor: 0, totalMinor: 3_980 },
      ...{ refundedMinor: 1_990, shown: null, payment: 'cash_on_delivery' },
    },
  ],
};
const waiting: PrintedParcel = {
  ...parcel,
  shipmentId: id(2),
  trackingCode: null,
  carrier: null,
  contact: null,
};

test.each(['labels', 'slips'] as const)(
  '%s are a PDF',
  async (kind) => {
    const hasChinese = await printer.hasChinese();
    const pdf = await printer.print(parcelDocument(kind, [parcel, waiting], 'zh', hasChinese));
    expect(Buffer.from(pdf.slice(0, 5)).toString()).toBe('%PDF-');
    expect(pdf.length).toBeGreaterThan(1_000);
  },
  60_000,
);

test('a label has the code that a scanner reads, the address and the orders; a slip has the goods', () => {
  const label = JSON.stringify(parcelDocument('labels', [parcel, waiting], 'zh', true));
  const told = [
    '<svg',
    'SF1402937715',
    '杨丽娟',
    '金华镇 12 号',
    '顺丰',
    '订单 12-1001, 12-1002',
    '这个地址已无法读取',
  ];
  for (const part of told) expect(label).toContain(part);
  expect(label).not.toContain('红皮土豆');
  const slip = JSON.stringify(parcelDocument('slips', [parcel], 'en', true));
  for (const part of ['Packing slip', '红皮土豆 Potatoes', '"2"', '1002']) expect(slip).toContain(part);
});

test('a slip names each product as its reader knows it, and in English where no Chinese can be printed', () => {
  const named = {
    ...parcel,
    lines: parcel.lines.map((line) => ({ ...line, name: '红皮土豆', nameEn: 'Red potatoes' })),
  };
  const slip = (language: 'en' | 'zh', hasChinese = true) =>
    JSON.stringify(parcelDocument('slips', [named], language, hasChinese));
  expect(slip('en')).toContain('Red potatoes');
  expect(slip('en')).not.toContain('红皮土豆');
  expect(slip('zh')).toContain('红皮土豆');
  expect(slip('zh')).not.toContain('Red potatoes');
  expect(slip('zh', false)).toContain('Red potatoes');
});

test('[P2] a slip says what each order came to: goods, discounts, shipping, total; a label says nothing of it', () => {
  const stack = (document: object) => JSON.stringify(document);
  const slip = stack(parcelDocument('slips', [parcel], 'en', true));
  const sums = [...slip.matchAll(/"columns":\["([^"]+)",\{"text":"([^"]+)"/g)].map(([, label, sum]) => [
    label,
    sum,
  ]);
  expect(sums).toEqual([
    ['Subtotal', '¥77.80'],
    ['Discounts', '−¥10.00'],
    ['Shipping', '¥11.00'],
    // In the second currency at the rate that is frozen on the order.
    ['Total', '¥78.80 ≈ $10.93'],
    ['Subtotal', '¥39.80'],
    ['Shipping', 'free'],
    ['Total', '¥39.80'],
    ['Refund', '−¥19.90'],
    ['Payment', 'On delivery'],
  ]);
  expect(stack(parcelDocument('slips', [parcel], 'zh', true))).toContain('运费');
  expect(stack(parcelDocument('labels', [parcel], 'en', true))).not.toContain('¥');
});

test('[O1] who carries a parcel that is paid at the door reads so on its label; of one that is paid nothing stands there', () => {
  const paid = { ...parcel, orders: parcel.orders.slice(0, 1) };
  const label = (printed: PrintedParcel, language: 'en' | 'zh') =>
    JSON.stringify(parcelDocument('labels', [printed], language, true));
  expect(label(parcel, 'en')).toContain('Pay on delivery: order 12-1002');
  expect(label(parcel, 'zh')).toContain('货到付款：订单 12-1002');
  expect(label(paid, 'en')).not.toContain('delivery');
  expect(label(paid, 'zh')).not.toContain('货到付款');
});

test('without a font for Chinese it says so plainly, and prints none of it', () => {
  const label = JSON.stringify(parcelDocument('labels', [parcel], 'zh', false));
  expect(label).toContain('no font with Chinese characters');
  expect(label).not.toMatch(/[\u4e00-\u9fff]/);
});
