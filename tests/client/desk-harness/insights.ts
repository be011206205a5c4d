import type { FactName } from '../../../shared/contract/fact-name.ts';
import { type FloorAct, type FloorReport, floorReport } from '../../../shared/contract/floor.ts';
import type { InsightsList, ListedInsight } from '../../../shared/contract/insights-list.ts';
import type { ReplayView } from '../../../shared/contract/media.ts';
import type { MomentReply, StepsReply } from '../../../shared/contract/moment.ts';
import type { PartsReport, SalesPart } from '../../../shared/contract/parts.ts';
import type { GmvNow, PastReply, SalesReport } from '../../../shared/contract/sales.ts';
import type { Change } from '../../../shared/live-view/entries.ts';
import { wholeChange } from '../../../shared/live-view/told.ts';
import { aFlash, aGood, aPin, aShelf, aStream } from '../market.ts';
import { aReplay } from '../replays.ts';
import { emptyOf } from './empty-of.ts';
import { EIGHT } from './reports.ts';

const MINUTE = 60_000;
/** A made-up ratio with bounds that lie about it as they would. */
function upliftOf(during: FloorAct['during'], baseline: FloorAct['during']): FloorAct['uplift'] {
  if (during.buyers + baseline.buyers < 10 || during.viewerSeconds === 0) return null;
  const rateRatio = during.buyers / during.viewerSeconds / (baseline.buyers / baseline.viewerSeconds);
  const reach = Math.exp(1.96 * Math.sqrt(1 / Math.max(1, during.buyers) + 1 / baseline.buyers));
  const buyers = during.buyers - (baseline.buyers * during.viewerSeconds) / baseline.viewerSeconds;
  return { rateRatio, low: rateRatio / reach, high: rateRatio * reach, buyers };
}

const BUYER = '0190a000-0000-7000-9000-0000000c0ffe';

/**
 * What a floor may have brought: the acts of a report's own marks, with made-up counts. A chapter that is not told here has
 * found nothing.
 */
export function floorOf(report: SalesReport): FloorReport {
  const acts = report.marks.flatMap((mark, n): FloorAct[] => {
    if ((mark.kind !== 'pin' && mark.kind !== 'flash') || mark.itemNumber === null) return [];
    const isFew = report.items.length < 5;
    const during = { buyers: isFew ? 1 : 4 + ((n * 13) % 30), viewerSeconds: isFew ? 400 : 24_000 + n * 900 };
    const baseline = { buyers: isFew ? 1 : 9 + n, viewerSeconds: isFew ? 740 : 90_000 + n * 4_000 };
    const glow = { buyers: isFew ? 0 : n % 9, viewerSeconds: isFew ? 0 : 9_000 };
    return [
      {
        kind: mark.kind,
        itemNumber: mark.itemNumber,
        fromMs: mark.fromMs,
        toMs: mark.toMs ?? report.asOfMs,
        during,
        baseline,
        uplift: upliftOf(during, baseline),
        afterglow: { during: glow, uplift: upliftOf(glow, baseline) },
      },
    ];
  });
  const marked = report.marks.filter(({ kind }) => kind === 'flash');
  // A long evening repeats its flashes.
  const flashes = report.items.length < 5 ? marked : Array.from({ length: 5 }, () => marked).flat();
  return {
    ...emptyOf(floorReport),
    seq: 812,
    headSeq: 812,
    isWhole: true,
    aims: { targetMinor: 3_000_000, plannedMs: 7_200_000 },
    money: report.minutes
      .filter(({ paidOrders }) => paidOrders > 0)
      .map(({ atMs, paidOrders }) => ({
        ...{ atMs, paidMinor: Math.round(paidOrders * (report.summary.aovMinor ?? 0)) },
      })),
    vouchersAtMs: report.minutes.slice(2, 3).map(({ atMs }) => atMs + 12_000),
    refusedMinutes: report.minutes.slice(4, 6).map(({ atMs }, n) => ({ atMs, buyers: n + 1 })),
    acts,
    holds: { heldUnits: 24, placedUnits: 19, expiredUnits: 3, conversion: 19 / 24 },
    flashes: flashes.map(({ itemNumber, fromMs, toMs }, n) => ({
      flashId: `0190a000-0000-7000-9000-00000000f0${n.toString(16).padStart(2, '0')}`,
      itemNumber: itemNumber ?? 1,
      priceMinor: 1_990,
      listPriceMinor: 2_990,
      cap: 50,
      startsAtMs: fromMs,
      endedAtMs: toMs,
      soldOutAtMs: n === 1 ? null : fromMs + 97_400,
      sellOutMs: n === 1 ? null : 97_400,
      soldUnits: n === 1 ? 31 : 46,
      expiredUnits: 4,
      lateTaps: n,
      refusedBuyers: n === 1 ? 0 : 38,
      refusedUnits: n === 1 ? 0 : 52,
    })),
    pairs:
      report.items.length < 5
        ? []
        : [
            { itemNumbers: [1, 3], orders: 212, support: 0.129, lift: 2.41 },
            { itemNumbers: [2, 7], orders: 88, support: 0.0535, lift: 1.62 },
            { itemNumbers: [4, 12], orders: 31, support: 0.0189, lift: 0.83 },
          ],
  };
}

/** A report as if it were made just now, for what goes by the clock: how long it is on, and what it comes to. */
export function asOfNow(report: SalesReport, nowMs = Date.now()): SalesReport {
  const by = nowMs - report.asOfMs;
  const moved = (ms: number | null) => (ms === null ? null : ms + by);
  return {
    ...report,
    ...{ liveStartMs: moved(report.liveStartMs), liveEndMs: moved(report.liveEndMs), asOfMs: nowMs },
  };
}

/** The replay of a report's stream: its chapters are the report's pins. */
export function replayOf({ liveStartMs, marks, asOfMs }: SalesReport): ReplayView {
  const startMs = liveStartMs ?? EIGHT;
  const pins = marks.filter(({ kind }) => kind === 'pin');
  return aReplay({
    pins: pins.map(({ itemNumber, fromMs, toMs }) => ({
      ...{ itemNumber: itemNumber ?? 1, fromMs: Math.max(fromMs, startMs), toMs: toMs ?? asOfMs },
    })),
  });
}

/** What a console would say is sold by then. */
export function gmvOf(report: SalesReport): GmvNow {
  const { gmvPaidMinor: paidMinor, paidOrders } = report.summary;
  return {
    asOfMs: Date.now(),
    gmv: { paidMinor, paidOrders, atDoorMinor: 0, unpaidMinor: 12_000, unpaidOrders: 2 },
    aims: { targetMinor: 12_000_000, plannedMs: 9_000_000 },
  };
}

/** Five streams before a report's own. */
export function pastOf(report: SalesReport): PastReply {
  return {
    isWhole: true,
    streams: [1.1, 0.9, 1.3, 0.7, 1.2].map((factor, n) => ({
      slug: `before-${n}`,
      title: `之前 ${n}`,
      ...(n % 2 === 0 ? { hostName: '李梅', hostNameEn: 'Mei Li' } : { hostName: '和秀英' }),
      liveStartMs: EIGHT - (n + 1) * 3 * 1_440 * MINUTE,
      liveEndMs: EIGHT - (n + 1) * 3 * 1_440 * MINUTE + 120 * MINUTE,
      summary: {
        ...report.summary,
        gmvPaidMinor: Math.round(report.summary.gmvPaidMinor * factor * 1.1),
        paidOrders: Math.round(report.summary.paidOrders * factor),
        viewers: Math.round(report.summary.viewers * factor * 1.2),
        cvr: report.summary.cvr === null ? null : report.summary.cvr * 0.8,
        upt: report.summary.upt === null ? null : report.summary.upt * 1.2 * factor,
      },
      categories: [
        { category: '蔬菜 Vegetables', gmvPaidMinor: 41_000, paidUnits: 20 },
        { category: '坚果 Nuts', gmvPaidMinor: 12_000, paidUnits: 4 },
      ],
    })),
  };
}

/** What viewers saw at it: the same goods, one on the table, one in a flash. */
function pageOf(report: SalesReport, atMs: number): Change[] {
  const goods = report.items.slice(0, 12);
  return [
    aStream({ title: report.title, liveStartMs: EIGHT }),
    ...goods.flatMap(({ itemNumber, name, producer }) => [
      aGood(itemNumber, {
        name,
        producer,
        listPriceMinor: 2_990 + (itemNumber === 1 ? 0 : itemNumber * 100),
      }),
      aShelf(itemNumber, { flashLeft: itemNumber === 1 ? 12 : null }),
    ]),
    aFlash(1, { priceMinor: 1_990, startsAtMs: EIGHT + 3 * MINUTE, endsAtMs: atMs + 102_000 }),
    wholeChange(
      'o',
      goods.map(({ itemNumber }) => itemNumber),
    ),
    aPin(3),
  ];
}

/** Streams to look back on: a large one, a small one that is on, one that is not counted yet. */
export function listOf(): InsightsList {
  const row = (n: number, more: Partial<ListedInsight>): ListedInsight => ({
    ...{ streamId: `0190a000-0000-7000-9000-00000000090${n}`, slug: n === 0 ? 'potato-day' : `before-${n}` },
    ...{
      title: `之前 ${n}`,
      hostName: n === 1 ? '李梅' : '和秀英',
      ...(n === 1 && { hostNameEn: 'Mei Li' }),
    },
    ...{ status: 'CLOSED', currency: 'CNY', scheduledAtMs: EIGHT - n * 1_440 * MINUTE, rehearsalOf: null },
    ...{ liveStartMs: EIGHT - n * 1_440 * MINUTE, endedAtMs: EIGHT - n * 1_440 * MINUTE + 60 * MINUTE },
    numbers: { gmvPaidMinor: 0, paidOrders: 0, payingBuyers: 0, viewers: 0, cvr: null },
    ...more,
  });
  const numbers = { gmvPaidMinor: 941_200, paidOrders: 181, payingBuyers: 160, viewers: 2_314, cvr: 0.069 };
  const few = { gmvPaidMinor: 31_900, paidOrders: 7, payingBuyers: 7, viewers: 40, cvr: 0.175 };
  return {
    isWhole: true,
    streams: [
      row(0, { title: '土豆节', titleEn: 'Potato day', status: 'LIVE', endedAtMs: null, numbers: few }),
      row(1, { numbers }),
      row(2, { status: 'ENDED', numbers: null }),
      row(3, {}),
    ],
  };
}

/** A moment in the middle of the golden stream's flash. */
export function momentOf(report: SalesReport, input: unknown): MomentReply {
  const { atMs = EIGHT + 3 * MINUTE + 17_250, buyer } = (
    input as { query: { atMs?: number; buyer?: string } }
  ).query;
  return {
    readSeq: 812,
    headSeq: 812,
    page: { changes: pageOf(report, atMs), mine: null },
    moment: {
      streamId: report.streamId,
      title: report.title,
      currency: 'CNY',
      seq: 14,
      factAtMs: atMs - 200,
      atMs,
      status: 'LIVE',
      closesAtMs: null,
      pause: null,
      orders: { placed: 12, paid: 9, expired: 1, cancelled: 0 },
      holds: { count: 7, units: 11, nextEndsAtMs: atMs + 44_000 },
      lineup: report.items.slice(0, 12).map(({ itemNumber, name, allotted }) => ({
        itemNumber,
        name,
        isPinned: itemNumber === 3,
        priceMinor: itemNumber === 1 ? 1_990 : 2_990 + itemNumber * 100,
        listPriceMinor: 2_990 + (itemNumber === 1 ? 0 : itemNumber * 100),
        shown: 'IN_STOCK',
        stock: { allotted, adjusted: 0, available: Math.max(0, allotted - 9), held: 4, unpaid: 2, sold: 3 },
        flash:
          itemNumber === 1
            ? {
                flashId: '0190a000-0000-7000-9000-00000000f0a0',
                phase: 'running',
                priceMinor: 1_990,
                startsAtMs: EIGHT + 3 * MINUTE,
                endsAtMs: atMs + 102_000,
                cap: 50,
                free: 12,
                lapsed: 0,
                held: 9,
                unpaid: 4,
                sold: 25,
              }
            : null,
      })),
      cart: buyer
        ? {
            firstPaid: false,
            lines: [
              {
                itemNumber: 1,
                directUnits: 0,
                expiredUnits: 1,
                holds: [{ units: 2, unitPriceMinor: 1_990, flashId: null, untilMs: atMs + 180_000 }],
              },
            ],
          }
        : null,
    },
    refusals: [
      {
        buyerId: BUYER,
        itemNumber: 1,
        code: 'FLASH_QUOTA_GONE',
        firstAtMs: atMs - 8_000,
        lastAtMs: atMs + 21_000,
        count: 4,
        largestAsk: 2,
      },
    ],
  };
}

const HOST = '0190a000-0000-7000-9000-0000000a057a';

export const stepsOfMoment: StepsReply = {
  headSeq: 812,
  people: [{ staffId: HOST, name: '李梅', nameEn: 'Li Mei' }],
  // Another order of the same buyer stands further on.
  buyers: [{ buyerId: BUYER, order: '1081' }],
  steps: (
    [
      'item_pinned',
      'flash_sale_announced',
      'flash_sale_started',
      'cart_added',
      'order_placed',
      'order_paid',
      'hold_expired',
      'cart_added',
      'cart_removed',
      'stock_adjusted',
      'cart_added',
      'order_placed',
      'sale_stopped',
      'shows_requested',
    ] satisfies FactName[]
  ).map((type, n) => ({
    seq: 8 + n,
    atMs: EIGHT + 3 * MINUTE + n * 1_730,
    type,
    itemNumber: /^order|^shows/.test(type) ? null : 1,
    buyerId: /cart|order_placed|hold/.test(type) ? BUYER : null,
    staffId: /pinned|flash_sale_announced|stock|stopped/.test(type) ? HOST : null,
    units: /cart|hold|stock|announced/.test(type) ? 1 + (n % 2) : null,
    amountMinor: /order|added/.test(type) ? 1_990 * (1 + (n % 2)) : null,
    ...(type === 'shows_requested' && { items: [2, 5] }),
    ...(type === 'order_placed' && { items: [1], order: '1085' }),
  })),
};

/** A part of which so many orders were placed, and so many never paid, all in a minute and the two after it. */
export function aPart(of: string, ordered: number, unpaid: number, more: Partial<SalesPart> = {}): SalesPart {
  const paid = ordered - unpaid;
  const when = { fromMs: EIGHT + 14 * MINUTE, toMs: EIGHT + 16 * MINUTE };
  return {
    ...{ of, seen: null, tapped: null, added: ordered, ordered, paid, payers: paid, unpaid, kept: paid },
    ...{ cancelled: 0, refunded: 0, refused: [] },
    units: { paid, unpaid, undone: 0 },
    minor: { paid: 1_000 * paid, unpaid: 1_000 * unpaid, undone: 0 },
    losses: [
      { step: 'added', of: ordered, lost: 0, when: null },
      { step: 'ordered', of: ordered, lost: unpaid, when: unpaid > 0 ? when : null },
      { step: 'paid', of: paid, lost: 0, when: null },
    ],
    toPayment: null,
    ...more,
  };
}

/** The items of a report, with what was paid of each, and nothing lost. */
export function partsOf({ items }: SalesReport): PartsReport {
  const parts = items.map(({ itemNumber, paidOrders, paidUnits, gmvPaidMinor }) => ({
    ...aPart(String(itemNumber), paidOrders, 0),
    units: { paid: paidUnits, unpaid: 0, undone: 0 },
    minor: { paid: gmvPaidMinor, unpaid: 0, undone: 0 },
  }));
  return { seq: 812, headSeq: 812, isWhole: true, parts };
}
