import { weeksIn } from '../../../client/screens/staff/insights/over-time/weeks.ts';
import type {
  ShopAftermath,
  ShopInsights,
  ShopInsightsQuery,
} from '../../../shared/contract/shop-insights.ts';

const DAY = 86_400_000;
const streams = [
  ['potato-day', '土豆日', 'Potato day'],
  [
    'autumn',
    '一个名字特别特别长的秋收专场，从早上一直播到晚上都不停',
    'An autumn harvest with a name that is longer than most',
  ],
  ['rice', '红米新上', ''],
] as const;
const products = [
  ['0190a000-0000-7000-8000-00000000aa01', '红皮土豆 2.5 kg', 'Red potatoes 2.5 kg'],
  ['0190a000-0000-7000-8000-00000000aa02', '', ''],
] as const;
const producers = [['0190a000-0000-7000-8000-00000000bb01', '梨园村合作社', 'Pear Orchard co-op']] as const;

const rowsBy: Record<ShopInsightsQuery['by'], readonly (readonly [string, string, string])[]> = {
  // The weeks of a range are its own.
  week: [],
  stream: streams,
  product: products,
  producer: producers,
  channel: [
    ['direct', '', ''],
    ['wechat', '', ''],
  ],
  weekday: [
    ['6', '', ''],
    ['2', '', ''],
  ],
};

const rowsOf = ({ by, from, to, weekStart }: ShopInsightsQuery): (typeof rowsBy)[typeof by] =>
  by === 'week' ? weeksIn({ from, to }, weekStart).map(({ start }) => [start, '', '']) : rowsBy[by];

/** Made-up days: the later, the more was sold; an empty shop sold nothing. */
export function overTimeDesk(scene: string) {
  const isEmpty = scene === 'nothing';
  const daysOf = ({ from, to }: ShopInsightsQuery) =>
    Array.from({ length: (Date.parse(to) - Date.parse(from)) / DAY + 1 }, (_, n) => {
      const day = new Date(Date.parse(from) + n * DAY).toISOString().slice(0, 10);
      const paidOrders = isEmpty || n % 3 !== 1 ? 0 : 40 + n;
      return { day, paidOrders, gmvPaidMinor: paidOrders * (5_000 + Number(day.slice(5, 7)) * 100) };
    });
  const said = ({ from, to, by, currency = 'CNY' }: ShopInsightsQuery) => ({
    ...{ from, to, by, currency, asOfMs: Date.parse(to) },
  });
  return {
    shopInsights: (input: unknown): ShopInsights => {
      const { query } = input as { query: ShopInsightsQuery };
      const days = daysOf(query);
      const sum = (read: (day: (typeof days)[number]) => number) =>
        days.reduce((all, day) => all + read(day), 0);
      const paidOrders = sum((day) => day.paidOrders);
      const gmvPaidMinor = sum((day) => day.gmvPaidMinor);
      const rows = isEmpty ? [] : rowsOf(query);
      return {
        ...said(query),
        ...{ timeZone: 'Asia/Shanghai', currencies: ['CNY', 'USD'], days },
        totals: { gmvPaidMinor, paidOrders, payingBuyers: paidOrders - 12, newBuyers: paidOrders - 40 },
        rows: rows.map(([key, name, nameEn], n) => ({
          ...{
            key,
            name,
            ...(nameEn && { nameEn }),
            ...(query.by === 'stream' && { startMs: Date.parse(query.from) }),
          },
          ...{
            gmvPaidMinor: Math.round(gmvPaidMinor / (n + 2)),
            paidOrders: 90 - n,
            payingBuyers: 80,
            newBuyers: 30 + n,
          },
        })),
        leftOut: isEmpty ? { rows: 0, gmvPaidMinor: 0 } : { rows: 7, gmvPaidMinor: 123_400 },
      };
    },
    shopAftermath: (input: unknown): ShopAftermath => {
      const { query } = input as { query: ShopInsightsQuery };
      const fate = {
        ...{
          cancelledMinor: 4_000,
          refundedMinor: 2_500,
          reversedOrders: 3,
          shipDueOrders: 80,
          lateOrders: 4,
        },
        ...{ payoutsDue: 50, payoutsOnTime: 49 },
      };
      return {
        ...said(query),
        totals: isEmpty ? { ...fate, shipDueOrders: 0, payoutsDue: 0 } : fate,
        rows: isEmpty ? [] : rowsOf(query).map(([key]) => ({ key, ...fate })),
      };
    },
  };
}
