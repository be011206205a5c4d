import type { ProducerShareView } from '../../../shared/contract/producer-share.ts';
import type {
  BoardView,
  PayablesView,
  ProducerPage,
  Promises,
  SettlementOverview,
  StatementView,
} from '../../../shared/contract/settlement.ts';

const id = (n: number) => `0190a000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const DAY = 86_400_000;
const now = Date.now();
const terms = {
  ...{ timeZone: 'Asia/Shanghai', dueDays: 7, countFrom: 'delivery', afterClaimDays: 2 },
} satisfies SettlementOverview['terms'];
const kept: Promises = { due: 41, onTime: 39, paidLate: 1, overdue: 1, paused: 2 };
const inTime: Promises = { due: 12, onTime: 12, paidLate: 0, overdue: 0, paused: 0 };
const lateTwice: Promises = { due: 12, onTime: 10, paidLate: 2, overdue: 0, paused: 0 };
const none: Promises = { due: 0, onTime: 0, paidLate: 0, overdue: 0, paused: 0 };

const producers = [
  { producer: '老君山高海拔薯农专业合作社联合社', producerEn: 'Laojunshan Highland Potato Growers Union' },
  { producer: '沙溪农场', producerEn: 'Shaxi Farm' },
  { producer: '羊岑核桃园' },
  { producer: '诺邓火腿世家', producerEn: 'Nuodeng Ham House' },
];
const goods = [
  {
    name: '老君山高海拔沙地手工挑选红皮黄心土豆大箱装',
    nameEn: 'Hand-picked red potatoes, 10 kg, large box',
  },
  { name: '三色藜麦 500 g', nameEn: 'Three-colour quinoa 500 g' },
  { name: '薄皮核桃 1 kg' },
];
const good = (n: number): { name: string; nameEn?: string } => goods[n % goods.length]!;
/** Their names in a row. */
const numbered = (n: number) => ({ number: String(1_001 + n), reference: `12-${1_001 + n}` });
const names = (...of: number[]) => ({
  names: of.map((n) => good(n).name),
  namesEn: of.map((n) => good(n).nameEn ?? good(n).name),
});
const whose = (n: number) => ({ name: producers[n]!.producer, nameEn: producers[n]!.producerEn });

const overview: SettlementOverview = {
  asOfMs: now,
  terms,
  producers: producers.map((names, n) => ({
    ...{ producerId: id(n), ...names, currency: 'CNY', openMinor: [12_345_600, 91_040, -1_592, 0][n]! },
    keptBack: {
      notDueMinor: [2_345_600, 25_600, 0, 0][n]!,
      pausedMinor: n === 0 ? 25_600 : 0,
      reservedMinor: n === 0 ? 41_200 : 0,
      takenBackMinor: n === 2 ? -1_592 : 0,
    },
    promise: [kept, lateTwice, { ...inTime, paused: 1 }, none][n]!,
  })),
  overdue: (['unpaid', 'disputed', 'taken_back'] as const).map((reason, n) => ({
    ...numbered(n),
    ...{ ...good(n), ...producers[n]!, currency: 'CNY', reason },
    ...{ openMinor: [318_400, 25_600, 3_360][n]!, dueUntilMs: now - n * DAY },
  })),
  payouts: [0, 1, 2].map((n) => ({
    ...{ payoutId: id(50 + n), ...producers[n]!, producerId: id(n), currency: 'CNY' },
    ...{ amountMinor: [2_345_600, 91_040, 12_800][n]!, atMs: now - (n + 1) * DAY, lateLines: [1, 2, 0][n]! },
  })),
  trialBalance: [
    ['bank', {}, 8_123_450],
    ['cod_receivable', {}, 118_200],
    ['escrow', {}, -2_310_000],
    [`host_receivable:${id(70)}`, { name: 'Mei 直播间' }, 30_000],
    ['promo_expense', {}, 61_000],
    [`producer_payable:${id(0)}`, whose(0), -12_345_600],
    [`producer_payable:${id(1)}`, whose(1), -91_040],
    ['psp_clearing', {}, 9_804_790],
    ['psp_fees', {}, 22_300],
    ['refunds_payable', {}, -181_500],
    ['shipping_payable:剑川', {}, -180_000],
    ['shop_fee', {}, -3_051_600],
  ].map(([account, of, amountMinor]) => ({
    ...{
      account: String(account),
      name: '',
      ...(of as object),
      currency: 'CNY',
      amountMinor: Number(amountMinor),
    },
  })),
};

const payables: PayablesView = {
  ...{ producerId: id(0), ...producers[0]!, currency: 'CNY', version: 4, untilMs: now + DAY },
  ...{ payoutMinor: 9_140_800, payoutLines: 4, isCut: false },
  payables: [0, 1, 2, 3, 4].map((n) => ({
    ...{ streamId: id(900), orderId: id(100 + n), lineIndex: n, deliverySeq: 40 + n, entryIndex: 1 },
    ...(n === 4 ? { number: '', reference: '' } : numbered(n)),
    ...{ ...(n === 4 ? { name: '' } : good(n)), units: n + 1 },
    ...{ openMinor: n === 2 ? -159_200 : 2_300_000 - n * 1_000, isPaused: n === 3 },
    ...{ deliveredAtMs: now - 7 * DAY, dueUntilMs: now + n * DAY },
  })),
};

const statement: StatementView = {
  ...{ producerId: id(0), ...producers[0]!, currency: 'CNY', timeZone: 'Asia/Shanghai' },
  ...{ from: '2026-11-16', until: '2026-11-22', isOver: true, openingMinor: 184_000 },
  lines: [0, 1, 2].map((n) => ({
    ...numbered(n),
    ...{ ...good(n), units: n === 2 ? 0 : n + 1 },
    ...{ deliveredAtMs: n === 2 ? null : now - 5 * DAY, dueUntilMs: n === 2 ? null : now + 2 * DAY },
    baseMinor: [12_345_600, 3_200, -1_990][n]!,
    feeMinor: [2_469_120, 640, -398][n]!,
    shareMinor: [9_876_480, 2_560, -1_592][n]!,
    entries: [{ streamId: id(900), seq: 118 + n, entryIndex: 1 }],
  })),
  adjustments: [
    {
      ...{ streamId: 'shop', seq: 77, entryIndex: 0, atMs: now - 3 * DAY, amountMinor: -1_500 },
      reason: '包装破损，按约定扣减 Damaged crates, as agreed',
    },
  ],
  payouts: [
    { streamId: 'shop', seq: 80, entryIndex: 0, atMs: now - 2 * DAY, amountMinor: 184_000, payoutId: id(50) },
  ],
  ...{ baseMinor: 12_346_810, feeMinor: 2_469_362, adjustedMinor: -1_500, paidMinor: 184_000 },
  closingMinor: 9_875_948,
};
const noStatement: StatementView = {
  ...statement,
  ...{ isOver: false, openingMinor: 0, lines: [], adjustments: [], payouts: [] },
  ...{ baseMinor: 0, feeMinor: 0, adjustedMinor: 0, paidMinor: 0, closingMinor: 0 },
};

const page: ProducerPage = {
  asOfMs: now,
  ...{ producerId: id(0), ...producers[0]!, timeZone: 'Asia/Shanghai', countFrom: 'delivery' },
  dueDays: 7,
  ...{ shareBps: 8_000, nextShare: { fromMs: now + 4 * DAY, shareBps: 8_200 } },
  currency: 'CNY',
  origin: '剑川',
  toPack: [0, 1, 2].map((n) => ({ ...good(n), units: [128, 6, 1][n]!, orders: [64, 6, 1][n]! })),
  money: [
    {
      ...{ currency: 'CNY', openMinor: 12_345_600, promise: kept },
      keptBack: {
        notDueMinor: 4_600_000,
        pausedMinor: 2_300_000,
        reservedMinor: 41_200,
        takenBackMinor: -159_200,
      },
      days: (['overdue', 'taken_back', 'paused', 'delivered', 'delivered'] as const).map((why, n) => ({
        ...{
          dueUntilMs: now + (n - 1) * DAY,
          amountMinor: n === 1 ? -159_200 : 2_300_000,
          lines: n + 1,
          why,
        },
        ...names(n, n + 1),
      })),
      payouts: [{ atMs: now - 3 * DAY, amountMinor: 2_345_600 }],
    },
  ],
  goods: [0, 1, 2].map((n) => ({
    ...{ productId: id(300 + n), ...good(n), picture: '', currency: 'CNY' },
    ...{ priceMinor: [12_345_600, 3_500, 4_200][n]!, warehouseUnits: [40, 3, 0][n]! },
  })),
  isCut: false,
};

const board: BoardView = {
  ...{ asOfMs: now, producers: 43, dueDays: 7, countFrom: 'delivery' },
  promise: { due: 1_284, onTime: 1_271, paidLate: 9, overdue: 4, paused: 6 },
  paid: [{ currency: 'CNY', amountMinor: 86_123_450 }],
};

const share: ProducerShareView = {
  ...{ version: 2, timeZone: 'Asia/Shanghai', today: new Date(now).toISOString().slice(0, 10) },
  ...{ shareBps: 8_000, products: 3, isCut: false },
  changes: [
    { fromMs: now + 4 * DAY, wasBps: 8_000, shareBps: 8_200, atMs: now - DAY, by: '陈雨 Chen Yu' },
    {
      fromMs: now + 9 * DAY,
      wasBps: 8_000,
      shareBps: 8_500,
      atMs: now - 3 * DAY,
      by: null,
      isReplaced: true,
    },
  ],
  streams: [
    {
      ...{ slug: 'market-12', title: '三月街赶集直播：老君山土豆专场', titleEn: 'Laojunshan potatoes, live' },
      ...{ scheduledAtMs: now + DAY, products: 2, sharesBps: [7_500, 8_000] },
    },
  ],
};

/** What the office, a producer and the county are told, for their pictures. */
export function settlementDesk(scene: string) {
  const isEmpty = scene === 'nothing';
  return {
    settlement: () =>
      isEmpty ? { ...overview, producers: [], overdue: [], payouts: [], trialBalance: [] } : overview,
    payables: () => (isEmpty ? { ...payables, payables: [], payoutMinor: 0, payoutLines: 0 } : payables),
    producerShare: () => (isEmpty ? { ...share, version: 0, products: 0, changes: [], streams: [] } : share),
    statement: () => (isEmpty ? noStatement : statement),
    producerPage: () => (isEmpty ? { ...page, toPack: [], money: [], goods: [] } : page),
    board: () => (isEmpty ? { ...board, producers: 0, promise: none, paid: [] } : board),
    newProducer: () => ({ producerId: id(0), token: 'vN8xkq0yJ2m7cWb4TzR5pLhD' }),
    setTerms: () => ({ refusal: { code: 'BAD_REQUEST', field: 'timeZone' } as const }),
  };
}
