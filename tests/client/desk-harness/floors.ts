import type { Product, ProductFacets, ProductPage } from '../../../shared/contract/catalogue.ts';
import type { ConsoleItem } from '../../../shared/contract/console.ts';
import type { ConsoleFrame } from '../../../shared/contract/console-frame.ts';
import type { ConsoleMediaView } from '../../../shared/contract/media.ts';
import type { TickerOrder } from '../../../shared/market/order/contract.ts';
import type { StreamSummary } from '../../../shared/market/stream/contract.ts';
import type { StreamStatus } from '../../../shared/market/stream/entry.ts';
import type { ConsoleVoucher } from '../../../shared/market/voucher/contract.ts';
import { aConsoleFlash, aConsoleFrame, aConsoleVoucher, anItem, aTickerOrder } from '../fake-console.ts';
import { aSource, onAirFrom } from '../fake-media.ts';

const MINUTE = 60_000;
const now = Date.now();

function drawn(hue: number, glyph: string): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 80"><rect width="80" height="80" fill="hsl(${hue} 45% 82%)"/><text x="40" y="55" font-size="40" text-anchor="middle">${glyph}</text></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

const goods: [name: string, producer: string, price: number, hue: number, glyph: string][] = [
  ['核桃 Walnuts 1 kg', '沙溪核桃合作社', 4_200, 30, '核'],
  ['红芸豆 Red kidney beans', '石宝山农场', 1_880, 0, '豆'],
  ['野生菌干 Dried mushrooms', '老君山菌业', 12_800, 40, '菌'],
  ['蜂蜜 Wild honey 500 g', '剑湖蜂场', 8_800, 45, '蜜'],
  ['玛咖 Maca', '高原种植', 9_900, 50, '玛'],
  ['苹果 Apples 5 kg', '金华果园', 3_990, 100, '苹'],
  ['红皮土豆 Red-skin potatoes 2.5 kg', '石宝山农场', 2_990, 20, '薯'],
  ['藜麦 Quinoa 500 g', '高原种植', 3_500, 60, '藜'],
  ['黑豆 Black beans', '石宝山农场', 1_500, 240, '黑'],
  ['木雕茶盘 Carved tea tray', '剑川木雕坊', 68_000, 25, '木'],
  ['辣椒面 Chilli', '沙溪坊', 990, 5, '椒'],
  ['乳扇 Rushan cheese', '乳扇世家', 2_600, 55, '乳'],
];

function busyItems(): ConsoleItem[] {
  return goods.map(([name, producer, listPriceMinor, hue, glyph], index) => {
    const n = index + 1;
    const sold = (n * 17) % 60;
    const held = (n * 7) % 12;
    const unpaid = (n * 5) % 9;
    return anItem(n, {
      name,
      producer,
      listPriceMinor,
      picture: drawn(hue, glyph),
      floorMinor: Math.round(listPriceMinor * 0.6),
      available: 100 - sold - held - unpaid,
      held,
      unpaid,
      sold,
    });
  });
}

function busyOrders(count: number): TickerOrder[] {
  const statuses = ['PAID', 'PLACED', 'PAID', 'PAID', 'CANCELLED', 'PLACED', 'EXPIRED', 'PAID'] as const;
  return Array.from({ length: count }, (_, index) => {
    const items = [((index * 5) % 12) + 1, ((index * 7 + 3) % 12) + 1].slice(0, (index % 3) + 1);
    const lines = items.map((itemNumber, at) => ({
      itemNumber,
      units: ((index + at) % 3) + 1,
      unitPriceMinor: goods[itemNumber - 1]![2],
    }));
    return aTickerOrder(index, {
      atMs: now - 4_000 - Math.round((index * index) / 20 + index * 4) * 1_000,
      status: statuses[index % statuses.length]!,
      units: lines.reduce((sum, line) => sum + line.units, 0),
      totalMinor: lines.reduce((sum, line) => sum + line.units * line.unitPriceMinor, 0),
      lines,
    });
  });
}

export interface Scene {
  frame: ConsoleFrame;
  title?: string;
  liveStartMs?: number | null;
  endedAtMs?: number | null;
  viewers?: number;
  link?: 'connecting' | 'connected' | 'stale' | 'reconnecting';
  /** What the server says of live video. */
  media?: ConsoleMediaView;
  /** How the way up is, once on the air. */
  upload?: 'good' | 'weak' | 'none';
  /** This device may not use its camera. */
  isDenied?: boolean;
}

const phone = { seatId: '0190a000-0000-7000-a000-000000000009', label: 'iPhone', via: 'console' as const };

/** The voucher that has a code. */
export const CODED_VOUCHER = '0190a000-0000-7000-8000-000000009014';

function busyVouchers(): ConsoleVoucher[] {
  const id = (n: number) => `0190a000-0000-7000-8000-00000000${9_010 + n}`;
  return [
    aConsoleVoucher({ voucherId: id(0), claimed: 200, cap: 200, off: { kind: 'amount', offMinor: 500 } }),
    aConsoleVoucher({
      voucherId: id(1),
      isEnded: true,
      claimed: 12,
      off: { kind: 'shipping', offMinor: null },
    }),
    aConsoleVoucher({
      ...{
        voucherId: CODED_VOUCHER,
        name: '直播间老朋友 For regulars',
        hasCode: true,
        cap: 50,
        fromMinor: 5_000,
      },
      off: { kind: 'amount', offMinor: 1_500 },
    }),
    aConsoleVoucher({
      ...{ voucherId: id(2), claimed: 31, cap: 80, fromMinor: 3_000, fundedBy: 'producer' },
      ...{ scope: { kind: 'producer', producerId: id(9) }, producer: '高原种植' },
    }),
    aConsoleVoucher({
      ...{ voucherId: id(3), claimed: 5, cap: 1_000, perBuyerCap: 3, fundedBy: 'host', fromMinor: 0 },
      ...{ off: { kind: 'percent', bps: 1_250, maxMinor: 2_000 } },
      scope: { kind: 'items', itemNumbers: [3, 5, 8] },
    }),
  ];
}

function busy(more: Partial<ConsoleFrame> = {}): ConsoleFrame {
  const items = busyItems();
  const potatoes = items[6]!;
  potatoes.available = 12;
  potatoes.held = 9;
  potatoes.unpaid = 4;
  potatoes.sold = 75;
  items[3]!.waiting = { buyers: 4, units: 6 };
  potatoes.flash = aConsoleFlash({
    priceMinor: 1_990,
    startsAtMs: now - 139_000,
    endsAtMs: now + 161_000,
    cap: 50,
    free: 18,
    held: 9,
    unpaid: 4,
    sold: 19,
  });
  items[7]!.available = 4;
  items[7]!.sold = 90;
  items[8]!.isStopped = true;
  return aConsoleFrame(500, {
    pause: null,
    lineupVersion: 12,
    pins: [{ itemNumber: 7, sinceMs: now - 80_000 }],
    order: items.map(({ itemNumber }) => itemNumber),
    items,
    orders: busyOrders(60),
    vouchers: busyVouchers(),
    ...more,
  });
}

const longName = 'A'.concat(' very long name of a good that is exactly').slice(0, 40);

export const scenes: Record<string, Scene> = {
  busy: { frame: busy(), liveStartMs: now - 42 * MINUTE - 10_000 },
  calm: {
    frame: busy({
      pins: [{ itemNumber: 1, sinceMs: now - 20_000 }],
      orders: busyOrders(8),
    }),
    liveStartMs: now - 3 * MINUTE,
  },
  wanted: {
    frame: busy({
      pins: [{ itemNumber: 1, sinceMs: now - 20_000 }],
      items: busyItems().map((item) =>
        item.itemNumber === 1
          ? { ...item, available: 0, sold: 100 - item.held - item.unpaid, waiting: { buyers: 12, units: 31 } }
          : item.itemNumber === 6
            ? { ...item, askers: 14 }
            : item,
      ),
    }),
    liveStartMs: now - 3 * MINUTE,
  },
  planned: {
    frame: {
      ...busy({ status: 'SCHEDULED', pins: [], orders: [] }),
      items: busyItems().map((item) => ({ ...item, available: 100, held: 0, unpaid: 0, sold: 0 })),
    },
    liveStartMs: null,
    viewers: 0,
  },
  empty: { frame: aConsoleFrame(1, { status: 'SCHEDULED' }), liveStartMs: null, viewers: 0 },
  ended: {
    frame: busy({ status: 'ENDED', pins: [] }),
    liveStartMs: now - 120 * MINUTE,
    endedAtMs: now - 5 * MINUTE,
  },
  stale: { frame: busy(), liveStartMs: now - 42 * MINUTE, link: 'stale' },
  skeleton: { frame: busy(), link: 'connecting' },
  airoff: { frame: busy(), liveStartMs: now - 42 * MINUTE, media: onAirFrom([]) },
  air: { frame: busy(), liveStartMs: now - 42 * MINUTE, media: onAirFrom([]), upload: 'good' },
  airpiped: {
    frame: busy(),
    liveStartMs: now - 42 * MINUTE,
    media: onAirFrom([], { piped: { servers: 2, viewers: 418 } }),
    upload: 'good',
  },
  airweak: { frame: busy(), liveStartMs: now - 42 * MINUTE, media: onAirFrom([]), upload: 'weak' },
  airnone: { frame: busy(), liveStartMs: now - 42 * MINUTE, media: onAirFrom([]), upload: 'none' },
  airdenied: { frame: busy(), liveStartMs: now - 42 * MINUTE, media: onAirFrom([]), isDenied: true },
  airother: {
    frame: busy(),
    liveStartMs: now - 42 * MINUTE,
    media: onAirFrom([aSource('camera'), aSource('microphone')], { broadcaster: phone }),
  },
  airrecord: {
    frame: busy(),
    liveStartMs: now - 42 * MINUTE,
    media: onAirFrom([], {
      recording: {
        isOn: true,
        sinceMs: now - 40 * MINUTE,
        keptMs: 39.6 * MINUTE,
        keptBytes: 462_000_000,
        problem: null,
      },
      playback: { url: 'https://video.example/live/market.m3u8', isExternal: true },
    }),
    upload: 'good',
  },
  airfull: {
    frame: busy(),
    liveStartMs: now - 42 * MINUTE,
    media: onAirFrom([], {
      recording: {
        isOn: false,
        sinceMs: now - MINUTE,
        keptMs: 240 * MINUTE,
        keptBytes: 4_000_000_000,
        problem: 'too_large',
      },
      hlsReason: 'not_installed',
    }),
  },
  airkey: {
    frame: busy(),
    liveStartMs: now - 42 * MINUTE,
    media: onAirFrom([], { ingestKeySinceMs: now - 90 * MINUTE }),
  },
  airaway: {
    frame: busy(),
    liveStartMs: now - 42 * MINUTE,
    media: onAirFrom([], { isAvailable: false, reason: 'not_installed' }),
  },
  airplanned: {
    frame: busy({ status: 'SCHEDULED', pins: [], orders: [] }),
    liveStartMs: null,
    media: onAirFrom([]),
    upload: 'good',
  },
  long: {
    title: `${longName} ${longName}`,
    frame: {
      ...busy(),
      items: busyItems().map((item) => ({
        ...item,
        name: longName,
        producer: longName,
        listPriceMinor: 99_999_900,
        allotted: 1_000_000,
        available: 999_000,
        flash: null,
      })),
      orders: busyOrders(40).map((order) => ({ ...order, totalMinor: 99_999_900 })),
    },
    liveStartMs: now - 500 * MINUTE,
    viewers: 1_234_567,
  },
};

export const products: Product[] = goods.map(([name, producer, priceMinor, hue, glyph], index) => ({
  productId: `0190a000-0000-7000-9000-${String(index + (index > 8 ? 500 : 1)).padStart(12, '0')}`,
  sku: '',
  name,
  producerId: '0190a000-0000-7000-9000-000000000700',
  producer,
  origin: '剑川',
  category: '',
  grams: 500,
  priceMinor,
  floorMinor: 0,
  currency: 'CNY',
  picture: drawn(hue, glyph),
  warehouseUnits: 240,
  isPerishable: false,
  harvestedOn: '',
  batch: '',
  shipBaseMinor: 0,
  shipIncrementMinor: 0,
}));

export const streams: StreamSummary[] = (
  ['LIVE', 'SCHEDULED', 'SCHEDULED', 'ENDED', 'CLOSED'] satisfies StreamStatus[]
).map((status, index) => ({
  streamId: `0190a000-0000-7000-9000-00000000080${index}`,
  slug: index === 0 ? 'potato-day' : `market-${index}`,
  title: ['土豆节 Potato day', '核桃专场 Walnuts from Shaxi', '重阳赶集', longName, '中秋集市'][index]!,
  hostName: '阿妹 Amei',
  status,
  currency: 'CNY',
  scheduledAtMs: now + (1 - index) * 1_440 * MINUTE,
  liveStartMs: null,
  endedAtMs: null,
  rehearsalOf: null,
}));

/** The catalogue as a query finds it. @param money the currency of all its prices; null: yuan; `none`: it is empty */
export function productPage(input: unknown, money: string | null): ProductPage {
  const { search = '', currency } = (input as { query: { search?: string; currency?: string } }).query;
  const usualCurrency = money ?? 'CNY';
  const all = money === 'none' ? [] : products.map((product) => ({ ...product, currency: usualCurrency }));
  const found = all.filter(({ name }) => name.toLowerCase().includes(search.toLowerCase()));
  if (currency === undefined) return { products: found, next: null, usualCurrency };
  const currencies = found.length > 0 ? [{ currency: usualCurrency, products: found.length }] : [];
  return { products: found.filter((each) => each.currency === currency), next: null, currencies };
}

/** What the catalogue can be narrowed to. */
export function facetsOf(money: string | null): ProductFacets {
  const all = money === 'none' ? [] : products;
  return {
    ...{ products: all.length, archived: 2, low: 1, out: 0 },
    categories: [{ category: '', products: all.length }],
    producers: [],
  };
}
