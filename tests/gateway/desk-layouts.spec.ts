import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import type { ChannelOrder } from '../../server/application/application.ts';
import { channelCsv, channelLayouts } from '../../server/gateway/http/sales/exports/channel-layouts.ts';
import { channels } from '../../shared/values/channel.ts';
import { aLine, anOrder, idOf } from '../builders/store-rows.ts';

const order = anOrder(idOf('stream'), 'a', {
  number: '1001',
  channel: 'jd',
  placedAtMs: Date.UTC(2026, 4, 9, 12),
  goodsMinor: 8_180,
  shippingMinor: 800,
  totalMinor: 8_980,
});
const sent: ChannelOrder = {
  order,
  reference: '12-1001',
  lines: [
    {
      ...aLine(order, 0, { units: 2, unitPriceMinor: 1_990, goodsMinor: 3_980 }),
      name: '红皮土豆',
      nameEn: 'Red potatoes',
    },
    {
      ...aLine(order, 1, { units: 1, unitPriceMinor: 4_200, goodsMinor: 4_200 }),
      name: '=HYPERLINK("x")',
      nameEn: '',
    },
    { ...aLine(order, 2, { units: 1, cancelledUnits: 1 }), name: '不发', nameEn: '' },
  ],
  contact: { name: '杨丽娟', phone: '+8613800138000', address: '云南省大理州剑川县金华镇 12 号' },
};

async function table(channel: (typeof channels)[number], orders: ChannelOrder[]) {
  async function* pages() {
    yield [];
    yield orders;
  }
  let text = '';
  for await (const chunk of channelCsv(channel, pages())) text += chunk;
  return { text, rows: parse(text, { columns: true, bom: true }) as Record<string, string>[] };
}

test('[C1] the JD desk’s table: a row a line, what is not sent left out, an order’s own sums once', async () => {
  const { rows } = await table('jd', [sent]);
  expect(rows.map((row) => [row.商品名称, row.订购数量, row.京东价, row.运费金额, row.应付金额])).toEqual([
    ['红皮土豆', '2', '19.90', '8.00', '89.80'],
    [`'=HYPERLINK("x")`, '1', '42.00', '0.00', '0.00'],
  ]);
  expect(rows[0]).toMatchObject({
    订单号: '12-1001',
    下单时间: '2026-05-09 20:00:00',
    客户姓名: '杨丽娟',
    联系电话: '13800138000',
    客户地址: '云南省大理州剑川县金华镇 12 号',
  });
});

test('[C1] platforms are told the one name; our own table has the English one beside it', async () => {
  expect((await table('taobao', [sent])).text).not.toContain('Red potatoes');
  const { rows } = await table('direct', [sent]);
  expect(rows.map(({ good, good_en }) => [good, good_en])).toEqual([
    ['红皮土豆', 'Red potatoes'],
    [`'=HYPERLINK("x")`, ''],
  ]);
});

test.each(channels)(
  '[C1] every layout of %s has its own headings, says who it goes to, and is a table when empty',
  async (channel) => {
    const headings = channelLayouts[channel].map(([heading]) => heading);
    expect(new Set(headings).size).toBe(headings.length);
    const used = channelLayouts[channel].map(([, field]) => field);
    for (const field of ['reference', 'name', 'units', 'receiver', 'phone', 'address'] as const) {
      expect(used).toContain(field);
    }
    expect((await table(channel, [])).text.trim().split(',')).toHaveLength(headings.length);
    const { rows } = await table(channel, [{ ...sent, contact: null }]);
    expect(rows).toHaveLength(2);
  },
);
