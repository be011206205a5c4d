import type { AudienceRow, ExposureRow } from '../../server/ports/audience.ts';
import { noRows, type Rows } from '../../server/ports/rows.ts';
import type { Channel } from '../../shared/values/channel.ts';
import {
  aLine,
  anItem,
  anOrder,
  aPresence,
  aStock,
  aStream,
  EIGHT,
  idOf,
  MINUTE,
  SECOND,
  withContents,
} from './store-rows.ts';

/**
 * The golden stream of the rules, after its end, as the rows that its facts leave. Items: 1 potatoes, 2 quinoa, 3 walnuts.
 * C and B's second tab came by the link of JD; A tapped the potatoes, C the walnuts, and B's tabs showed the potatoes for
 * long enough only together.
 */
export function goldenStream(streamId: string): {
  rows: Rows;
  audience: AudienceRow[];
  exposures: ExposureRow[];
  asOfMs: number;
} {
  const endedAtMs = EIGHT + 10 * MINUTE;
  const closedAtMs = endedAtMs + 60 * MINUTE;
  const a = anOrder(streamId, 'a', {
    seq: 1,
    buyerId: idOf('A'),
    placedAtMs: EIGHT + 3 * MINUTE,
    goodsMinor: 11_380,
    shippingMinor: 1_800,
    totalMinor: 12_180,
    refundedMinor: 1_815,
    vouchers: idOf('voucher'),
  });
  const unpaid = anOrder(streamId, 'c1', {
    seq: 2,
    buyerId: idOf('C'),
    channel: 'jd',
    status: 'EXPIRED',
    placedAtMs: EIGHT + 6 * MINUTE,
    paidAtMs: null,
  });
  const cancelled = anOrder(streamId, 'c2', {
    seq: 3,
    buyerId: idOf('C'),
    channel: 'jd',
    status: 'CANCELLED',
    placedAtMs: EIGHT + 7 * MINUTE,
    cancelledAtMs: EIGHT + 20 * MINUTE,
    goodsMinor: 4_200,
    totalMinor: 4_200,
    refundedMinor: 4_200,
  });
  const flashId = idOf('flash');
  const potatoes = { itemNumber: 1, flashId, unitPriceMinor: 1_990 };
  const walnuts = { itemNumber: 3, unitPriceMinor: 4_200, goodsMinor: 4_200 };
  const lines = [
    aLine(a, 0, {
      ...potatoes,
      units: 2,
      goodsMinor: 3_980,
      refundedUnits: 1,
      refundedGoodsMinor: 1_990,
      shopOffMinor: 350,
    }),
    aLine(a, 1, {
      ...{ itemNumber: 2, unitPriceMinor: 3_500, goodsMinor: 3_200 },
      ...{ producerOffMinor: 300, shopOffMinor: 281 },
    }),
    aLine(a, 2, { ...walnuts, shopOffMinor: 369 }),
    aLine(unpaid, 0, { ...potatoes }),
    aLine(cancelled, 0, { ...walnuts, cancelledUnits: 1, cancelledGoodsMinor: 4_200 }),
  ];
  const shows = (
    viewer: string,
    itemNumber: number,
    shownMs: number,
    channel: Channel,
    isOpened = false,
  ): ExposureRow => ({ streamId, itemNumber, viewerId: idOf(viewer), shownMs, channel, isOpened, oneIn: 1 });
  return {
    rows: {
      ...noRows(),
      streams: [aStream(streamId, { status: 'CLOSED', endedAtMs, closedAtMs })],
      items: [
        anItem(streamId, 1, { name: 'Red potatoes 红土豆' }),
        anItem(streamId, 2, { name: 'Quinoa' }),
        anItem(streamId, 3, { name: 'Walnuts' }),
      ],
      stock: [
        aStock(streamId, 1, { allotted: 10, sold: 2 }),
        aStock(streamId, 2, { allotted: 5, sold: 1 }),
        aStock(streamId, 3, { allotted: 4, sold: 1 }),
      ],
      orders: withContents([a, unpaid, cancelled], lines),
      lines,
      minutes: [
        { streamId, minute: EIGHT / MINUTE + 3, adds: 3, placed: 1, paid: 1 },
        { streamId, minute: EIGHT / MINUTE + 6, adds: 1, placed: 1, paid: 0 },
        { streamId, minute: EIGHT / MINUTE + 7, adds: 1, placed: 1, paid: 1 },
      ],
      adders: [
        { streamId, itemNumber: 1, buyerId: idOf('A'), channel: 'direct' },
        { streamId, itemNumber: 2, buyerId: idOf('A'), channel: 'direct' },
        { streamId, itemNumber: 3, buyerId: idOf('A'), channel: 'direct' },
        { streamId, itemNumber: 1, buyerId: idOf('C'), channel: 'jd' },
        { streamId, itemNumber: 3, buyerId: idOf('C'), channel: 'jd' },
      ],
      marks: [
        {
          streamId,
          seq: 4,
          kind: 'flash',
          itemNumber: 1,
          fromMs: EIGHT + 2 * MINUTE,
          toMs: EIGHT + 7 * MINUTE,
        },
      ],
    },
    audience: [
      aPresence(streamId, 'A', -5, 12),
      aPresence(streamId, 'B', 2, 6),
      aPresence(streamId, 'B', 2, 6, { connectionId: 'second tab', channel: 'jd' }),
      aPresence(streamId, 'C', 5, 10, { channel: 'jd' }),
      aPresence(streamId, 'the host', 0, 10, { isStaff: true }),
    ],
    exposures: [
      shows('A', 1, 4_000, 'direct', true),
      shows('B', 1, 600, 'direct'),
      shows('B', 1, 900, 'jd'),
      shows('C', 3, 2_000, 'jd', true),
    ],
    asOfMs: closedAtMs + 10 * SECOND,
  };
}
