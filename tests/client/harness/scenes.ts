import type { MediaView } from '../../../shared/contract/media.ts';
import type { Change } from '../../../shared/live-view/entries.ts';
import type { Allowance } from '../../../shared/market/cart/allowance.ts';
import type { CartLine } from '../../../shared/market/cart/contract.ts';
import type { ChatLine, ChatWhole } from '../../../shared/market/chat/contract.ts';
import type { OrderView, QuoteView } from '../../../shared/market/order/contract.ts';
import type { WaitingView } from '../../../shared/market/waitlist/contract.ts';
import type { LiveRequest } from '../../../shared/protocol.ts';
import { aSource, onAir } from '../fake-media.ts';
import { aFlash, aGood, aHeldLine, anOrder, aPin, aShelf, aStream, MINUTE } from '../market.ts';

/** One picture of the viewer: what the stream says, what the buyer has. */
export interface Scene {
  changes: Change[];
  lines?: CartLine[];
  /** The lines that this buyer stands in (H5). */
  waiting?: WaitingView[];
  orders?: OrderView[];
  /** Another order that is paid online has to wait for one of them (H3). */
  payFirst?: true;
  /** What bounds this buyer's adds, where it is not what regulars have. */
  allowance?: Partial<Allowance>;
  /** What is said; without it there is no chat. */
  chat?: ChatWhole;
  link?: 'connected' | 'stale' | 'reconnecting' | 'connecting';
  /** What is on the air; without it the poster stands. */
  media?: MediaView;
  /** What this viewer chose to receive, and has received, as it is kept. */
  plan?: { most: 'high' | 'low' | 'audio' | 'text'; limitMb: number | null };
  spentBytes?: number;
  /** The layer that the server sends. */
  layer?: number | null;
  /** What the market answers of a total; null: it cannot be reached. */
  quote?: Pick<QuoteView, 'shipping'> | null;
  /** Pinned some seconds later. */
  pinsNext?: number;
}

const now = Date.now();
const goods: [name: string, producer: string, origin: string, grams: number, minor: number][] = [
  ['核桃 Walnuts in the shell', '石宝山合作社', '沙溪 Shaxi', 1_000, 4_200],
  ['白芸豆 White kidney beans', '马登粮行', '马登 Madeng', 1_500, 2_680],
  ['藜麦 Quinoa', '老君山农场', '老君山 Laojunshan', 500, 3_500],
  ['雕梅 Carved plums', '甸南果坊', '甸南 Diannan', 400, 1_890],
  ['乳扇 Rushan cheese', '弥沙牧场', '弥沙 Misha', 300, 2_200],
  ['野生蜂蜜 Wild honey', '象图蜂场', '象图 Xiangtu', 500, 6_800],
  ['红皮土豆 Red-skinned potatoes', '老君山农场', '老君山 Laojunshan', 2_500, 2_990],
  ['黑木耳 Wood ear', '羊岑山货', '羊岑 Yangcen', 200, 3_300],
  ['玛咖 Maca of the high meadows, dried in the sun', '老君山农场', '老君山 Laojunshan', 250, 12_888_800],
  ['苦荞茶 Buckwheat tea', '马登粮行', '马登 Madeng', 500, 2_450],
];

function fullBag(): Change[] {
  return [
    aStream(),
    ['o', goods.map((_, index) => index + 1)],
    ...goods.map(([name, producer, origin, grams, listPriceMinor], index) =>
      aGood(index + 1, {
        name,
        producer,
        origin,
        grams,
        listPriceMinor,
        picture: `/pictures/${index + 1}.svg`,
        buyerLimit: index === 6 ? 2 : null,
      }),
    ),
    ...goods.map((_, index) => aShelf(index + 1)),
    aShelf(2, { state: 'SOLD_OUT', available: 0 }),
    aShelf(3, { state: 'ALL_HELD', available: 0, nextFreeAtMs: now + 4 * MINUTE }),
    aShelf(4, { state: 'LOW', available: 3 }),
    aShelf(5, { state: 'STOPPED', available: 9 }),
    aShelf(7, { available: 12, flashLeft: 8 }),
    aShelf(8, { state: 'AWAITING_PAYMENT', available: 0 }),
    aFlash(7, { priceMinor: 1_990, startsAtMs: now - MINUTE, endsAtMs: now + 2.7 * MINUTE }),
    aPin(7),
  ];
}

const cartLines: CartLine[] = [
  aHeldLine(7, 2, 1_990, now + 4.2 * MINUTE),
  aHeldLine(1, 1, 4_200, now + 8 * MINUTE),
  { itemNumber: 10, directUnits: 1, expiredUnits: 0, holds: [] },
  { itemNumber: 4, directUnits: 0, expiredUnits: 2, holds: [] },
];

/** A chat with somebody of each kind in it: the house, a name that was given, one that was chosen, a question, its answer. */
export function aChat(): ChatWhole {
  const talk: [string | number, string][] = [
    [17, '核桃是今年的吗 Are the walnuts of this year'],
    ['爱喝茶的Amy', '上次买的苦荞茶很香 The buckwheat tea was lovely'],
    [1_203, '发顺丰吗 Which carrier do you use, and does it come before the weekend if I order tonight'],
  ];
  return {
    writers: 'anyone',
    isThinned: false,
    pinned: [3, '阿妹 Amei', '满 88 元包邮 Free shipping from ¥88', { by: 'host' }],
    notice: null,
    answering: null,
    lines: [
      ...Array.from({ length: 30 }, (_, n): ChatLine => [10 + n, n * 91, `第 ${n} 条 Line ${n}`, null]),
      ...talk.map(([name, text], n): ChatLine => [50 + n, name, text, null]),
      [60, 2_407, '能放多久 How long does it keep', { asks: true, item: 7 }],
      [61, '阿妹 Amei', '阴凉处两个月 Two months in a cool place', { by: 'host', answers: 60, item: 7 }],
    ],
  };
}

/** Units that came free for this buyer (H5). */
function anOffer(itemNumber: number, units: number, unitPriceMinor: number, untilMs: number): CartLine {
  const line = aHeldLine(itemNumber, units, unitPriceMinor, untilMs);
  return { ...line, holds: line.holds.map((hold) => ({ ...hold, isOffer: true as const })) };
}

export const placedOrder = anOrder({
  placedAtMs: now,
  freeCancelUntilMs: now + 60 * MINUTE,
  payByMs: now + 15 * MINUTE,
  lines: [
    {
      itemNumber: 7,
      name: '红皮土豆 Red-skinned potatoes',
      units: 2,
      unitPriceMinor: 1_990,
      unfilledUnits: 0,
    },
    { itemNumber: 1, name: '核桃 Walnuts in the shell', units: 1, unitPriceMinor: 4_200, unfilledUnits: 0 },
  ],
  goodsMinor: 8_180,
  totalMinor: 8_180,
});
export const unpaidOrder: OrderView = {
  ...placedOrder,
  orderId: '0190a000-0000-7000-8000-0000000000c2',
  number: '1043',
  reference: '12-1043',
  status: 'PLACED',
  payment: 'sandbox',
  paidAtMs: null,
  freeCancelUntilMs: null,
  payUrl: '/pay/one',
};

/** As many as may wait for their payment at once (H3). */
export const unpaidOrders: OrderView[] = [
  { ...unpaidOrder, payByMs: now + 3.4 * MINUTE },
  {
    ...unpaidOrder,
    orderId: '0190a000-0000-7000-8000-0000000000c3',
    number: '1044',
    reference: '12-1044',
    payByMs: now + 9 * MINUTE,
    totalMinor: 12_888_800,
    payUrl: '/pay/two',
  },
];

const broadcast = onAir(aSource('camera'), aSource('microphone'));

const voucherId = (n: number) => `0190a000-0000-7000-8000-00000000d00${n}`;

const holds = { startsAtMs: now - MINUTE, endsAtMs: now + 60 * MINUTE };
const anyGoods = { producer: null, itemNumbers: null, left: 21, ...holds };

function offers(): Change[] {
  const all = anyGoods;
  return [
    aStream({ isQuoted: true, hasShipping: true, takesCodes: true }),
    ['v', voucherId(1), { ...all, off: { kind: 'amount', offMinor: 1_000 }, fromMinor: 9_900 }],
    [
      'v',
      voucherId(2),
      { ...all, off: { kind: 'amount', offMinor: 300 }, fromMinor: 3_000, producer: '老君山农场', left: 4 },
    ],
    ['v', voucherId(3), { ...all, off: { kind: 'percent', bps: 1_250, maxMinor: 2_000 }, fromMinor: 0 }],
    ['v', voucherId(4), { ...all, off: { kind: 'shipping', offMinor: null }, fromMinor: 30_000 }],
    ['m', 1, { units: 3, totalMinor: 11_000, ...holds }],
  ];
}

/** What such an order costs with the named vouchers, or the first two; the code MARKET takes ¥15 off, others are none. */
export function offersQuote({ code, ...request }: LiveRequest<'order:quote'>): QuoteView {
  if (code !== 'MARKET') {
    return { ...plainQuote(request), ...(code && { code: { outcome: 'not_used', reason: 'unknown' } }) };
  }
  const quote = plainQuote({ ...request, vouchers: [voucherId(2)] });
  const [first, ...others] = quote.lines;
  const minor = 1_500;
  const voucher = {
    ...{ voucherId: voucherId(5), off: { kind: 'amount' as const, offMinor: minor }, fromMinor: 5_000 },
    ...{ producer: null, itemNumbers: null, startsAtMs: now - MINUTE, endsAtMs: now + 60 * MINUTE, left: 21 },
  };
  const given = { kind: 'voucher' as const, funder: 'shop' as const, minor };
  return {
    ...quote,
    lines: first
      ? [{ ...first, payMinor: first.payMinor - minor, discounts: [...first.discounts, given] }, ...others]
      : [],
    totalMinor: quote.totalMinor - minor,
    vouchers: [...quote.vouchers, { voucherId: voucher.voucherId, isUsed: true, minor, missingMinor: 0 }],
    code: { outcome: 'used', minor, voucher },
  };
}

function plainQuote({ lines, vouchers }: LiveRequest<'order:quote'>): QuoteView {
  const named = vouchers ?? [voucherId(1), voucherId(2)];
  const off = [1_000, 300, 1_625, 0].map((minor, index) =>
    named.includes(voucherId(index + 1)) ? minor : 0,
  );
  const given = off.reduce((sum, minor) => sum + minor, 0);
  const goods = lines.reduce((sum, { units, unitPriceMinor }) => sum + units * unitPriceMinor, 0);
  return {
    lines: lines.map((line, index) => ({
      ...line,
      payMinor: line.units * line.unitPriceMinor - (index === 0 ? given : 0),
      discounts: index === 0 && given > 0 ? [{ kind: 'voucher', funder: 'shop', minor: given }] : [],
    })),
    shipping: [
      {
        ...{ origin: '老君山 Laojunshan', feeMinor: 820, discounts: [] },
        ...{ missingToFreeMinor: 1_020, gramsLeft: 400 },
      },
    ],
    goodsMinor: goods,
    shippingMinor: 820,
    totalMinor: goods - given + 820,
    vouchers: [1_000, 300, 1_625, 0].map((minor, index) => ({
      voucherId: voucherId(index + 1),
      isUsed: named.includes(voucherId(index + 1)),
      minor,
      missingMinor: index === 3 ? 17_000 : 0,
    })),
  };
}

/** What comes by itself at a full stall: the pin goes on, an offer begins, an item's last ones go, a flash ends. */
export const marketGoesOn: Change[] = [
  aPin(4),
  ['v', voucherId(5), { ...anyGoods, off: { kind: 'amount', offMinor: 2_500 }, fromMinor: 20_000 }],
  aShelf(6, { state: 'ALL_HELD', available: 0, nextFreeAtMs: now + 4 * MINUTE }),
  aShelf(10, { state: 'SOLD_OUT', available: 0 }),
  aShelf(7, { available: 4, state: 'LOW', flashLeft: 0 }),
];

export const scenes: Record<string, Scene> = {
  live: { changes: fullBag() },
  cart: { changes: fullBag(), lines: cartLines },
  chat: { changes: fullBag(), chat: aChat(), media: broadcast },
  'chat-cart': { changes: fullBag(), chat: { ...aChat(), pinned: null }, lines: cartLines },
  payfirst: { changes: fullBag(), lines: cartLines, orders: unpaidOrders, payFirst: true },
  'cart-with-offers': {
    changes: [...fullBag(), ...offers(), aShelf(2)],
    lines: [
      aHeldLine(7, 2, 1_990, now + 2.4 * MINUTE),
      aHeldLine(3, 1, 3_500, now + 0.9 * MINUTE),
      aHeldLine(1, 1, 4_200, now + 8 * MINUTE),
      aHeldLine(10, 1, 2_450, now + 8 * MINUTE),
    ],
    quote: {
      shipping: [
        {
          ...{ origin: '老君山 Laojunshan', feeMinor: 1_000, discounts: [] },
          ...{ missingToFreeMinor: 20, gramsLeft: 800 },
        },
        {
          ...{ origin: '沙溪 Shaxi', feeMinor: 0, discounts: [] },
          ...{ missingToFreeMinor: 0, gramsLeft: null },
        },
        {
          ...{ origin: '马登 Madeng', feeMinor: 500, discounts: [] },
          ...{ missingToFreeMinor: 1_550, gramsLeft: 2_000 },
        },
      ],
    },
  },
  offers: { changes: [...fullBag(), ...offers()], lines: cartLines },
  long: {
    changes: [
      ...fullBag(),
      aPin(9),
      aShelf(9, { state: 'LOW', available: 1 }),
      aStream({ title: 'The long market day of the high meadows' }),
    ],
    lines: [aHeldLine(9, 1, 12_888_800, now + 9 * MINUTE)],
  },
  announced: {
    changes: [
      ...fullBag(),
      aFlash(7, { priceMinor: 1_990, startsAtMs: now + 0.4 * MINUTE, endsAtMs: now + 5 * MINUTE }),
    ],
  },
  soldout: { changes: [...fullBag(), aPin(2)] },
  held: { changes: [...fullBag(), aPin(3)] },
  waiting: {
    changes: [...fullBag(), aPin(3)],
    lines: [aHeldLine(1, 1, 4_200, now + 8 * MINUTE)],
    waiting: [
      { itemNumber: 3, units: 2, place: 3, passedOver: null },
      { itemNumber: 8, units: 1, place: 21, passedOver: 'held' },
    ],
  },
  offered: {
    changes: [...fullBag(), aPin(7)],
    lines: [anOffer(3, 1, 3_500, now + 2.8 * MINUTE), aHeldLine(1, 1, 4_200, now + 8 * MINUTE)],
    waiting: [{ itemNumber: 3, units: 1, place: 1, passedOver: null }],
  },
  newcomer: {
    changes: [...fullBag(), aPin(1), aShelf(1, { state: 'LOW', available: 4 })],
    lines: [aHeldLine(1, 2, 4_200, now + 2.5 * MINUTE)],
    allowance: { isNew: true, holdMs: 3 * MINUTE, flashHoldMs: 3 * MINUTE, reservable: 2, orderUnits: 20 },
  },
  limitreached: {
    changes: fullBag(),
    allowance: { ordered: [{ itemNumber: 7, flashId: '0190a000-0000-7000-8000-0000000000f1', units: 2 }] },
  },
  three: { changes: [...fullBag(), aPin(1, 4, 7)] },
  empty: { changes: [aStream()] },
  scheduled: {
    changes: [
      ...fullBag().filter(([kind]) => kind !== 'p' && kind !== 'f'),
      aStream({ status: 'SCHEDULED', scheduledAtMs: now + 83 * MINUTE, liveStartMs: null }),
      ...goods.map((_, index) => aShelf(index + 1, { state: 'COMING' })),
    ],
  },
  ended: {
    changes: [...fullBag(), aStream({ status: 'ENDED', endedAtMs: now }), aPin()],
    lines: cartLines,
  },
  cancelled: { changes: [aStream({ status: 'CANCELLED' })] },
  sending: {
    changes: [...fullBag(), aStream({ isQuoted: true, hasShipping: true })],
    lines: cartLines,
    quote: {
      shipping: [
        {
          ...{ origin: '老君山 Laojunshan', feeMinor: 1_000, discounts: [] },
          ...{ missingToFreeMinor: 820, gramsLeft: 800 },
        },
        {
          ...{ origin: '沙溪 Shaxi', feeMinor: 0, discounts: [] },
          ...{ missingToFreeMinor: 0, gramsLeft: null },
        },
      ],
    },
  },
  sendingabroad: {
    changes: [
      ...fullBag(),
      aStream({
        isQuoted: true,
        hasShipping: true,
        overseas: {
          currency: 'USD',
          language: 'en',
          rateMicros: 138_700,
          countries: ['SG', 'US', 'GB', 'DE'],
        },
      }),
    ],
    lines: cartLines,
    quote: {
      shipping: [
        {
          ...{ origin: '老君山 Laojunshan', feeMinor: 1_000, discounts: [] },
          ...{ missingToFreeMinor: null, gramsLeft: null },
        },
      ],
    },
  },
  sendingunknown: {
    changes: [...fullBag(), aStream({ isQuoted: true, hasShipping: true })],
    lines: cartLines,
    quote: null,
  },
  stale: { changes: fullBag(), link: 'stale', lines: cartLines },
  reconnecting: { changes: fullBag(), link: 'reconnecting' },
  video: { changes: fullBag(), lines: cartLines, media: broadcast, layer: 2 },
  videodrawn: { changes: fullBag(), lines: cartLines, media: { ...onAir(), isHostDrawn: true } },
  videoweak: { changes: fullBag(), media: broadcast, layer: 0 },
  videosound: { changes: fullBag(), media: broadcast, plan: { most: 'audio', limitMb: null } },
  videowords: { changes: fullBag(), media: broadcast, plan: { most: 'text', limitMb: null } },
  videospent: {
    changes: fullBag(),
    media: broadcast,
    plan: { most: 'high', limitMb: 20 },
    spentBytes: 20_400_000,
  },
  videolimit: {
    changes: fullBag(),
    media: broadcast,
    plan: { most: 'high', limitMb: 100 },
    spentBytes: 34_200_000,
  },
  videoaway: { changes: [...fullBag(), aStream({ status: 'INTERRUPTED' })], media: broadcast },
  videocameraoff: {
    changes: fullBag(),
    media: onAir(aSource('camera', { isMuted: true }), aSource('microphone')),
  },
  videosteady: {
    changes: [...fullBag(), ['p', [[7, now - MINUTE]]]],
    media: { ...onAir(), playback: { url: 'https://video.example/market.m3u8', isExternal: true } },
    pinsNext: 4,
  },
  videoways: {
    changes: fullBag(),
    media: { ...broadcast, playback: { url: '/hls', isExternal: false } },
    layer: 2,
  },
  videothree: { changes: [...fullBag(), aPin(1, 4, 7)], media: broadcast, lines: cartLines },
  skeleton: { changes: [], link: 'connecting' },
};
