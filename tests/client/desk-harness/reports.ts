import type { SalesMinute, SalesReport } from '../../../shared/contract/sales.ts';

const MINUTE = 60_000;
/** 20:00:00 in Yunnan. */
export const EIGHT = Date.UTC(2026, 4, 9, 12, 0, 0);

/** The golden stream of the rules. */
export const golden: SalesReport = {
  streamId: '0190a000-0000-7000-9000-000000000001',
  slug: 'potato-day',
  title: '土豆节 Potato day',
  status: 'CLOSED',
  currency: 'CNY',
  liveStartMs: EIGHT,
  liveEndMs: EIGHT + 10 * MINUTE,
  asOfMs: EIGHT + 90 * MINUTE,
  summary: {
    gmvPlacedMinor: 17_570,
    gmvPaidMinor: 15_580,
    gmvNetOfCancellationsMinor: 11_380,
    gmvNetOfRefundsMinor: 9_390,
    bridge: {
      expiredMinor: 1_990,
      cancelledUnpaidMinor: 0,
      openMinor: 0,
      cancelledMinor: 4_200,
      refundedMinor: 1_990,
    },
    shipping: { chargedMinor: 1_800, refundedMinor: 600 },
    given: {
      ...{ voucherOrders: 1, producerMinor: 300, hostMinor: 0, shopMinor: 1_000 },
      ...{ shippingHostMinor: 0, shippingShopMinor: 0 },
    },
    placedOrders: 3,
    paidOrders: 2,
    paidUnits: 5,
    orderingBuyers: 2,
    payingBuyers: 2,
    keptBuyers: 1,
    aovMinor: 7_790,
    perBuyerMinor: 7_790,
    aspMinor: 3_116,
    upt: 2.5,
    uptHistogram: [1, 0, 0, 1],
    cvr: 2 / 3,
    paymentConversion: 2 / 3,
    addRate: 2 / 3,
    adders: 2,
    exposureScreens: 3,
    exposedViewers: 3,
    openedViewers: 2,
    gpmMinor: 5_193_333.33,
    uvValueMinor: 5_193.33,
    viewers: 3,
    views: 3,
    pcu: 3,
    acu: 1.9,
    watchSeconds: 1_140,
    averageWatchSeconds: 380,
  },
  channels: [
    {
      channel: 'direct',
      placedOrders: 2,
      paidOrders: 1,
      paidUnits: 1,
      gmvPaidMinor: 4_200,
      orderingBuyers: 1,
      payingBuyers: 1,
      keptBuyers: 0,
      aovMinor: 4_200,
      upt: 1,
    },
    {
      channel: 'wechat',
      placedOrders: 1,
      paidOrders: 1,
      paidUnits: 4,
      gmvPaidMinor: 11_380,
      orderingBuyers: 1,
      payingBuyers: 1,
      keptBuyers: 1,
      aovMinor: 11_380,
      upt: 4,
    },
  ],
  items: [
    item(1, '红皮土豆 Red-skin potatoes', '石宝山农场', 20, 2, 1, 3_980),
    item(2, '藜麦 Quinoa 500 g', '高原种植', 20, 1, 1, 3_200),
    item(3, '核桃 Walnuts 1 kg', '沙溪核桃合作社', 20, 2, 2, 8_400),
  ],
  minutes: Array.from({ length: 10 }, (_, n) => ({
    atMs: EIGHT + n * MINUTE,
    viewers: 1 + (n >= 2 && n < 6 ? 1 : 0) + (n >= 5 ? 1 : 0),
    joins: n === 0 || n === 2 || n === 5 ? 1 : 0,
    leaves: n === 6 ? 1 : 0,
    adds: n === 3 ? 3 : n === 6 ? 1 : 0,
    orders: n === 4 ? 1 : n === 6 || n === 7 ? 1 : 0,
    paidOrders: n === 4 || n === 7 ? 1 : 0,
  })),
  marks: [
    { kind: 'pin', itemNumber: 1, fromMs: EIGHT + 1 * MINUTE, toMs: EIGHT + 5 * MINUTE },
    { kind: 'flash', itemNumber: 1, fromMs: EIGHT + 3 * MINUTE, toMs: EIGHT + 6 * MINUTE },
    { kind: 'pin', itemNumber: 3, fromMs: EIGHT + 5 * MINUTE, toMs: null },
  ],
  retention: [
    { minutes: 1, stayed: 3, of: 3 },
    { minutes: 2, stayed: 3, of: 3 },
    { minutes: 5, stayed: 2, of: 3 },
    { minutes: 10, stayed: 1, of: 1 },
  ],
  leftOut: {
    staff: 1,
    machines: 0,
    listed: [
      {
        viewerId: '0190a000-0000-7000-9000-0000000000aa',
        why: 'staff',
        connections: 1,
        seconds: 600,
      },
    ],
  },
};

function item(
  itemNumber: number,
  name: string,
  producer: string,
  allotted: number,
  paidUnits: number,
  paidOrders: number,
  gmvPaidMinor: number,
) {
  return {
    itemNumber,
    name,
    producer,
    category: itemNumber % 3 === 0 ? '坚果 Nuts' : '蔬菜 Vegetables',
    allotted,
    available: allotted - paidUnits,
    held: 0,
    unpaid: 0,
    paidUnits,
    paidOrders,
    gmvPaidMinor,
    flashUnits: itemNumber === 1 ? paidUnits : 0,
    flashGmvMinor: itemNumber === 1 ? gmvPaidMinor : 0,
    sellThrough: allotted > 0 ? paidUnits / allotted : null,
    adders: paidOrders + 1,
    unmetUnits: itemNumber % 3 === 1 ? 6 : 0,
    exposureSeconds: 60 * paidUnits + 30,
    exposedViewers: 3 * paidOrders,
    openedViewers: paidOrders,
    ctr: paidOrders > 0 ? 1 / 3 : null,
  };
}

function wave(n: number, of: number): number {
  return Math.max(0, Math.sin((n / of) * Math.PI) + 0.25 * Math.sin(n / 3) + 0.15 * Math.sin(n * 1.7));
}

function evening(count: number): SalesMinute[] {
  return Array.from({ length: count }, (_, n) => {
    const burst = n % 17 < 4 ? 2.2 : 1;
    const orders = Math.round(14 * wave(n, count) * burst);
    return {
      atMs: EIGHT + n * MINUTE,
      viewers: Math.round(240 + 980 * wave(n, count)),
      joins: Math.round(20 + 90 * wave(n, count)),
      leaves: Math.round(10 + 70 * wave(n, count)),
      adds: Math.round(orders * 1.9 + 4 * wave(n, count)),
      orders,
      paidOrders: Math.round(orders * 0.86),
    };
  });
}

/** A full evening, still live. */
export const full: SalesReport = {
  ...golden,
  status: 'LIVE',
  liveEndMs: null,
  asOfMs: EIGHT + 118 * MINUTE + 12_000,
  summary: {
    ...golden.summary,
    gmvPlacedMinor: 10_482_310,
    gmvPaidMinor: 9_120_440,
    gmvNetOfCancellationsMinor: 8_904_120,
    gmvNetOfRefundsMinor: 8_861_730,
    bridge: {
      expiredMinor: 812_400,
      cancelledUnpaidMinor: 204_110,
      openMinor: 345_360,
      cancelledMinor: 216_320,
      refundedMinor: 42_390,
    },
    placedOrders: 1_912,
    paidOrders: 1_644,
    paidUnits: 3_871,
    orderingBuyers: 1_570,
    payingBuyers: 1_388,
    keptBuyers: 1_351,
    aovMinor: 5_547.7,
    perBuyerMinor: 6_570.9,
    aspMinor: 2_356.1,
    upt: 2.354,
    uptHistogram: [512, 588, 301, 243],
    cvr: 1_388 / 9_240,
    paymentConversion: 1_644 / 1_912,
    addRate: 2_410 / 9_240,
    adders: 2_410,
    exposureScreens: 8_012,
    exposedViewers: 7_903,
    openedViewers: 3_870,
    gpmMinor: 784_120,
    uvValueMinor: 987.1,
    viewers: 9_240,
    views: 11_631,
    pcu: 1_388,
    acu: 702.4,
    watchSeconds: 4_973_000,
    averageWatchSeconds: 538.2,
  },
  items: Array.from({ length: 24 }, (_, n) =>
    item(
      n + 1,
      ['红皮土豆 Red-skin potatoes 2.5 kg', '藜麦 Quinoa', '核桃 Walnuts', '红芸豆 Kidney beans'][n % 4]!,
      ['石宝山农场', '高原种植', '沙溪核桃合作社'][n % 3]!,
      n === 11 ? 0 : 200 + n * 10,
      n === 11 ? 0 : (n * 53) % 190,
      (n * 37) % 120,
      ((n * 53) % 190) * (1_990 + n * 500),
    ),
  ),
  minutes: evening(118),
  marks: Array.from({ length: 14 }, (_, n) => ({
    kind: 'pin' as const,
    itemNumber: ((n * 5) % 24) + 1,
    fromMs: EIGHT + n * 8.4 * MINUTE,
    toMs: n === 13 ? null : EIGHT + (n + 1) * 8.4 * MINUTE,
  })).concat([
    { kind: 'flash' as never, itemNumber: 6, fromMs: EIGHT + 10 * MINUTE, toMs: EIGHT + 15 * MINUTE },
    { kind: 'flash' as never, itemNumber: 16, fromMs: EIGHT + 35 * MINUTE, toMs: EIGHT + 40 * MINUTE },
    { kind: 'flash' as never, itemNumber: 2, fromMs: EIGHT + 70 * MINUTE, toMs: EIGHT + 80 * MINUTE },
  ]),
  retention: [1, 2, 5, 10, 15, 20, 30, 45, 60, 90].map((minutes) => ({
    minutes,
    stayed: Math.round(11_000 * Math.exp(-minutes / 18)),
    of: 11_600 - 60 * minutes,
  })),
};

/** Live for a moment, nothing sold: every ratio without a value. */
export const nothing: SalesReport = {
  ...golden,
  status: 'LIVE',
  liveEndMs: null,
  asOfMs: EIGHT + 20_000,
  summary: {
    ...golden.summary,
    gmvPlacedMinor: 0,
    gmvPaidMinor: 0,
    gmvNetOfCancellationsMinor: 0,
    gmvNetOfRefundsMinor: 0,
    bridge: { expiredMinor: 0, cancelledUnpaidMinor: 0, openMinor: 0, cancelledMinor: 0, refundedMinor: 0 },
    placedOrders: 0,
    paidOrders: 0,
    paidUnits: 0,
    orderingBuyers: 0,
    payingBuyers: 0,
    keptBuyers: 0,
    aovMinor: null,
    perBuyerMinor: null,
    aspMinor: null,
    upt: null,
    uptHistogram: [0, 0, 0, 0],
    cvr: null,
    paymentConversion: null,
    addRate: null,
    adders: 0,
    exposureScreens: 0,
    exposedViewers: 0,
    openedViewers: 0,
    gpmMinor: null,
    uvValueMinor: null,
    viewers: 0,
    views: 0,
    pcu: 0,
    acu: null,
    watchSeconds: 0,
    averageWatchSeconds: null,
  },
  items: [],
  minutes: [],
  marks: [],
};

export const reports: Record<string, SalesReport> = { golden, full, nothing };
