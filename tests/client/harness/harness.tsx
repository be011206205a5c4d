import type { AboutGood } from '../../../shared/contract/catalogue.ts';
import { viewOf } from '../../../shared/live-view/changes.ts';
import '../../../client/styles/tokens.css';
import '../../../client/styles/base.css';
import { createRoot } from 'react-dom/client';
import { App } from '../../../client/App.tsx';
import { setLanguage } from '../../../client/i18n/language.ts';
import { hasScreen } from '../../../client/routes.tsx';
import { keptProducts } from '../../../client/stores/kept-products.ts';
import { ASIDE } from '../../../client/stores/set-aside.ts';
import { applyKeptSettings } from '../../../client/stores/settings-store.ts';
import { followLinks } from '../../../client/ui/navigation.ts';
import { noAnswer } from '../../../shared/contract/answer.ts';
import type { MyOrder, OrderView } from '../../../shared/market/order/contract.ts';
import type { LiveReply, LiveRequest } from '../../../shared/protocol.ts';
import { emptyMine, fakeLive, HISTORY, type SentCommand, STREAM } from '../fake-live.ts';
import { fakeMedia, inbound } from '../fake-media.ts';
import { aGuest, fakeWorld } from '../fake-world.ts';
import { MINUTE } from '../market.ts';
import { aReplay } from '../replays.ts';
import { aClaimed, aDrawnPhoto } from './a-claim.ts';
import { aProducer, itsProducers, PRODUCER } from './a-producer.ts';
import { aWallet } from './a-wallet.ts';
import { drawnCamera, drawnPlaylist, silence } from './drawn-camera.ts';
import { marketGoesOn, offersQuote, placedOrder, scenes, unpaidOrder, unpaidOrders } from './scenes.ts';

/** An order as its buyer is told it, with where it goes. */
function aMine(order: OrderView): MyOrder {
  return {
    ...{ slug: 'potato-day', streamTitle: '土豆节 Potato day', currency: 'CNY', order },
    unitsToSend: order.lines.reduce((sum, { units, unfilledUnits }) => sum + units - unfilledUnits, 0),
    pictures: order.lines.map(() => ''),
    sendTo: { addressId: STREAM, name: '李晓梅', phoneEnd: '8000', address: '云南省大理州剑川县金华镇' },
  };
}

/**
 * The real screens on a fake connection, to be looked at: `/s/live?scene=cart&lang=zh-CN&kept=1`. An order is placed
 * with the first way to pay and refused with the second.
 */
const query = new URLSearchParams(location.search);
const scene = scenes[query.get('scene') ?? 'live'] ?? { changes: [] };
const live = fakeLive();
const streams = [
  'LIVE',
  'INTERRUPTED',
  'SCHEDULED',
  'ENDED',
  'CANCELLED',
  ...Array<string>(5).fill('ENDED'),
].map((status, index) => ({
  streamId: `${STREAM.slice(0, -1)}${index}`,
  slug: `market-${index}`,
  title: index === 0 ? '土豆节 Potato day' : `剑川赶集 Market day ${index}`,
  hostName: '阿妹 Amei',
  status: status as 'LIVE',
  currency: 'CNY',
  scheduledAtMs: Date.now() + index * 40 * MINUTE,
  liveStartMs: null,
  endedAtMs: status === 'ENDED' ? Date.now() - 30 * MINUTE : null,
  rehearsalOf: null,
}));
/** From few to as many as one number can be wide. */
const soldUnits = [203, 12, 1_480, 88, 10, 31_207, 964, 57, 5_210, 120];
const world = fakeWorld(live, {
  me: () => ({
    ...aGuest,
    addresses: query.has('kept')
      ? [
          {
            addressId: STREAM,
            name: '李晓梅',
            phoneEnd: '8000',
            address: '云南省大理州剑川县金华镇古城街 12 号',
          },
        ]
      : [],
  }),
  streams: () => ({ streams: query.has('none') ? [] : streams }),
  ...(query.has('missing') ? {} : { publicProducer: () => aProducer(query.has('none')) }),
  streamProducers: () => itsProducers,
  streamReturns: () => ({
    claimMs: 48 * 60 * MINUTE,
    terms: [
      { isPerishable: true, items: [7, 2, 3] },
      { isPerishable: false, returns: { days: 7, paidBy: 'buyer' }, items: [1, 4, 5, 6, 8, 9, 11, 12] },
    ],
  }),
  sold: () => ({ sold: soldUnits.map((units, index) => ({ itemNumber: index + 1, units })) }),
  ...(query.has('missing')
    ? {}
    : { replay: () => aReplay(query.has('unrecorded') ? { playlist: null, stretches: [] } : {}) }),
  guest: () => ({ token: 'looks-only', buyerId: STREAM }),
  saveAddress: () => ({ addressId: STREAM, name: '李晓梅', phoneEnd: '8000', address: '剑川县金华镇' }),
  deviceCode: () => ({ code: '7K3MX9PQ', expiresAtMs: Date.now() + 10 * MINUTE }),
  myOrders: () => ({
    orders: query.has('none')
      ? []
      : [
          unpaidOrder,
          placedOrder,
          {
            ...placedOrder,
            orderId: STREAM,
            number: '1001',
            reference: '12-1001',
            status: 'CANCELLED' as const,
          },
        ].map(aMine),
  }),
  ...(query.has('claim') ? { myParcels: () => aClaimed(placedOrder) } : {}),
  myClaimTexts: () => ({ words: '箱子底下湿了，三个已经坏了。', photos: [aDrawnPhoto, `${aDrawnPhoto}#2`] }),
  myVouchers: () => ({ vouchers: query.has('none') ? [] : aWallet() }),
  aboutGood: (input) => aboutProduct(Number((input as { params: { itemNumber: string } }).params.itemNumber)),
  myOrder: () => aMine(query.has('paid') ? { ...placedOrder, payment: 'sandbox' } : unpaidOrder),
});

/** What a product tells: plenty, or as little as there can be. */
function aboutProduct(itemNumber: number): AboutGood {
  const { name = '', producer = '', origin = '', grams = 0 } = live.isOpen() ? cardOf(itemNumber) : {};
  const said = { itemNumber, name, producerId: PRODUCER, producer, origin, grams, claimMs: 48 * 60 * MINUTE };
  if (query.has('plain')) {
    const nothing = { isPerishable: false, harvestedOn: '', batch: '' };
    return { ...said, ...nothing, shipping: { oneMinor: 0, twoMinor: 0, freeFromMinor: null } };
  }
  return {
    ...said,
    ...{ isPerishable: true, harvestedOn: '2026-11-20', batch: 'LJ-1120' },
    description: '高山沙土地里种的，皮薄、粉糯。\n\n阴凉通风处放两个月不发芽；蒸着吃、炕着吃都好。',
    descriptionEn:
      'Grown in sandy mountain soil: thin skin, dry and floury inside.\n\nKeeps for two months in a cool, airy place. Steam or roast them.',
    morePictures: ['', ''],
    licence: { holder: '剑川县金华镇马家农业专业合作社', number: 'JY1532931000001', picture: aDrawnPhoto },
    explained: [
      { slug: 'potato-day', itemNumber, startedAtMs: Date.now() - 4 * 24 * 60 * MINUTE },
      { slug: 'past-day', itemNumber, startedAtMs: Date.now() - 9 * 24 * 60 * MINUTE },
    ],
    shipping: { oneMinor: 500, twoMinor: 600, freeFromMinor: 8_800 },
  };
}

const cardOf = (itemNumber: number) => viewOf(scene.changes).cards[itemNumber] ?? {};

// With `sold=late` how many were sold comes when the looker says so.
const { call } = world.http;
if (query.get('sold') === 'late') {
  world.http.call = async (name, ...input) => {
    if (name === 'sold') await new Promise<void>((tell) => Object.assign(window, { tellSold: tell }));
    return call(name, ...input);
  };
}

if (query.has('saved')) {
  const products = keptProducts(world.keep);
  const shiba = { producer: '石宝山农场', producerEn: 'Shibao Farm', picture: '' };
  products.toggle({ slug: 'market-2', itemNumber: 3, name: '核桃', nameEn: 'Walnuts', ...shiba });
  products.toggle({ slug: 'market-0', itemNumber: 7, name: '红皮土豆', nameEn: 'Red potatoes', ...shiba });
}
if (query.has('aside')) {
  const lines = [
    { itemNumber: 9, units: 1, seenMinor: 13_000_000 },
    { itemNumber: 9_001, units: 1, seenMinor: 1_200, name: '野生蜂蜜', nameEn: 'Wild honey' },
    { itemNumber: 3, units: 2, seenMinor: 3_500 },
  ];
  world.keep.write(ASIDE, JSON.stringify([{ slug: 'potato-day', lines }]));
}

const media = fakeMedia((kind) => (kind === 'video' ? drawnCamera(query.has('upright')) : silence()));
world.openMediaDevice = media.openDevice;
world.openPlaylist = drawnPlaylist;
if (scene.plan) world.keep.write('fairday.video', JSON.stringify(scene.plan));
world.keep.write('fairday.video-spent', JSON.stringify({ slug: 'potato-day', bytes: scene.spentBytes ?? 0 }));

/** As a browser would count: everything comes, in the size of the layer that flows. */
function count() {
  const flow = media.lines.at(-1)?.flows.find(({ kind }) => kind === 'video');
  if (!flow) return;
  const seconds = Math.round(performance.now() / 100) / 10;
  flow.stats = [inbound({ framesDecoded: 20 * seconds, packetsReceived: 100 * seconds, frameHeight: 720 })];
  if (scene.layer !== undefined) live.say.media.layer(flow.id, scene.layer);
}
setInterval(count, 100);

/** The total of a scene: its prices and what it says of sending; without a line where it says null. */
function quoted({ lines }: LiveRequest<'order:quote'>) {
  if (scene.quote === null) return noAnswer;
  const shipping = scene.quote?.shipping ?? [];
  const shippingMinor = shipping.reduce((sum, { feeMinor }) => sum + feeMinor, 0);
  const goodsMinor = lines.reduce((sum, { units, unitPriceMinor }) => sum + units * unitPriceMinor, 0);
  const paid = lines.map((line) => ({ ...line, payMinor: line.units * line.unitPriceMinor, discounts: [] }));
  const totalMinor = goodsMinor + shippingMinor;
  const retryAtMs = Date.now() + MINUTE;
  const refusal = { code: 'NETWORK_LIMIT' as const, itemNumber: lines[0]?.itemNumber, max: 0, retryAtMs };
  const ways = (['cash_on_delivery', 'sandbox'] as const).map((payment) => ({ payment, refusal }));
  const told = query.get('no') === 'network' ? { ways } : {};
  return {
    ok: true as const,
    lines: paid,
    shipping,
    goodsMinor,
    shippingMinor,
    totalMinor,
    vouchers: [],
    ...told,
  };
}

live.answer(async ({ command, request, onBusy }: SentCommand) => {
  if (command === 'chat:post' || command === 'chat:ask') {
    return { ok: true, seq: 900 + live.sent.length, name: 17, nextAtMs: Date.now() + 8_000 };
  }
  if (command.startsWith('media:')) return media.answer(command, request);
  await new Promise((resolve) => setTimeout(resolve, 150));
  if (command === 'order:quote') {
    const asked = request as LiveRequest<'order:quote'>;
    return query.get('scene') === 'offers' ? { ok: true, ...offersQuote(asked) } : quoted(asked);
  }
  if (command === 'order:status') return noAnswer;
  const no = query.get('no');
  if (command !== 'order:place') {
    return {
      ok: false,
      message: '',
      retryable: false,
      code: 'PRICE_CHANGED',
      wasMinor: 1_990,
      nowMinor: 2_990,
    };
  }
  if (query.get('crowd') === 'first') {
    onBusy?.();
    await new Promise(() => {});
  }
  if (query.get('crowd') === 'away') return noAnswer;
  if (query.get('crowd') === 'last') {
    return { ok: false, message: '', retryable: true, code: 'BUSY', retryAfterMs: 8_000 };
  }
  const { payment, lines } = request as LiveRequest<'order:place'>;
  if (payment === 'cash_on_delivery') {
    return { ok: true, seq: 11, order: placedOrder } as { ok: true } & LiveReply<'order:place'>;
  }
  if (no === 'unpaid') {
    const { orderId, number, reference, totalMinor, payByMs, payUrl } = unpaidOrders[0]!;
    const open = { orderId, number, reference, totalMinor, payByMs, payUrl, payment } as const;
    const { orderId: otherId, number: no2, reference: otherReference } = unpaidOrders[1]!;
    const other = {
      ...open,
      orderId: otherId,
      number: no2,
      reference: otherReference,
      payByMs: payByMs + MINUTE,
    };
    return { ok: false, message: '', retryable: false, code: 'UNPAID_ORDERS', max: 2, orders: [open, other] };
  }
  const first = lines[0]!;
  if (no === 'changed' || no === 'unreserved') {
    const { itemNumber, unitPriceMinor } = first;
    const refusal =
      no === 'changed'
        ? ({ code: 'CART_CHANGED', itemNumber, units: 1 } as const)
        : ({ code: 'NOT_RESERVED', itemNumber, units: 2, nowMinor: unitPriceMinor } as const);
    const lines = [{ itemNumber, unitPriceMinor, refusal }];
    return { ok: false, message: '', retryable: false, ...refusal, lines };
  }
  if (no === 'large') {
    return { ok: false, message: '', retryable: false, code: 'NEWCOMER_LIMIT', max: 20 };
  }
  return {
    ok: false,
    message: '',
    retryable: false,
    code: 'ALL_HELD',
    nextFreeAtMs: Date.now() + 4 * MINUTE,
    lines: [
      {
        itemNumber: first.itemNumber,
        unitPriceMinor: first.unitPriceMinor,
        refusal: { code: 'ALL_HELD', itemNumber: first.itemNumber, nextFreeAtMs: Date.now() + 4 * MINUTE },
      },
    ],
  };
});

function play() {
  if (!live.isOpen()) return;
  clearInterval(timer);
  if (scene.link === 'connecting') return;
  live.welcome({
    nowMs: Date.now(),
    mine: {
      ...emptyMine,
      cart: { lines: scene.lines ?? [], firstPaid: false },
      orders: scene.orders ?? [],
      ...(scene.waiting && { waiting: scene.waiting }),
      ...(scene.payFirst && { payFirst: scene.payFirst }),
      allowance: {
        ...{ isNew: false, holdMs: 10 * MINUTE, flashHoldMs: 5 * MINUTE },
        ...{ reservable: 20, orderUnits: null, ordered: [] },
        ...scene.allowance,
      },
    },
  });
  live.snapshot(scene.changes);
  live.say.onHeartbeat({ history: HISTORY, to: 10, nowMs: Date.now(), viewers: 1_204 });
  live.say.onLink(scene.link ?? 'connected');
  const { chat } = scene;
  if (chat) live.say.onChat(chat, true);
  if (scene.pinsNext) {
    setTimeout(() => live.snapshot([...scene.changes, ['p', [[scene.pinsNext!, Date.now()]]]], 11), 3_500);
  }
  if (scene.media) {
    media.view = scene.media;
    live.say.media.media(scene.media);
  }
}
const timer = setInterval(play, 20);

Object.assign(window, {
  /** For pictures: what can be tapped may not move for it. */
  marketGoesOn() {
    live.say.onFrame({ history: HISTORY, from: 10, to: 11, changes: marketGoesOn });
    live.say.onLink('stale');
  },
});

applyKeptSettings(world.keep);
if (query.get('lang') === 'zh-CN') setLanguage('zh-CN');
followLinks(hasScreen);
createRoot(document.getElementById('root')!).render(<App world={world} />);
