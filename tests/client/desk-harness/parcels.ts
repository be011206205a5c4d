import type { PackingParcel, PackingView } from '../../../shared/contract/packing.ts';

const id = (n: number) => `0190a000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const HOUR = 3_600_000;
const now = Date.now();

const people = [
  { name: '杨丽娟', phone: '+8613800138000', address: '云南省大理州剑川县金华镇文照街 12 号' },
  {
    name: 'Ana Hernández de la Fuente y Castellanos',
    phone: '+8613900139000',
    address: '上海市徐汇区漕宝路 66 号 3 号楼 1204 室',
  },
  { name: '李国强', phone: '+8613700137000', address: '四川省成都市武侯区科华北路 99 号' },
];
const goods = [
  { name: '红皮土豆 2.5 kg', nameEn: 'Red-skin potatoes, hand-picked, 2.5 kg' },
  { name: '核桃 1 kg', nameEn: 'Walnuts 1 kg' },
  { name: '藜麦 500 g' },
];

function line(n: number, units: number) {
  return {
    orderId: id(100 + n),
    lineIndex: n % 3,
    number: String(1001 + n),
    reference: `12-${1001 + n}`,
    itemNumber: (n % 9) + 1,
    ...goods[n % 3]!,
    unitPriceMinor: [1_990, 4_200, 128_000][n % 3]!,
    units,
  };
}

function parcel(n: number, more: Partial<PackingParcel>): PackingParcel {
  return {
    shipmentId: id(200 + n),
    streamId: id(900),
    origin: n % 2 ? '诺邓 Nuodeng' : '剑川 Jianchuan',
    status: 'PACKED',
    carrier: null,
    trackingCode: null,
    packedAtMs: now - 20 * HOUR,
    shippedAtMs: null,
    deliveredAtMs: null,
    lines: [{ ...line(n, 2), sellable: 0, damaged: 0 }],
    contact: people[n % 3]!,
    ...more,
  };
}

const shipped = { carrier: '顺丰 SF', trackingCode: 'SF1402937715', shippedAtMs: now - 15 * HOUR };
const full: PackingView = {
  stream: {
    streamId: id(900),
    slug: 'potato-day',
    title: '沙溪秋季集市土豆节专场直播',
    titleEn: 'Potato day in Shaxi, autumn market',
    status: 'CLOSED',
    currency: 'CNY',
    endedAtMs: now - 26 * HOUR,
  },
  toPack: [
    {
      origin: '剑川 Jianchuan',
      orderIds: [id(100), id(101)],
      readyAtMs: now - HOUR,
      contact: people[0]!,
      lines: [line(0, 2), line(1, 1), line(3, 12)],
    },
    {
      origin: '诺邓 Nuodeng',
      orderIds: [id(102)],
      readyAtMs: now - HOUR,
      contact: people[1]!,
      lines: [line(2, 1)],
    },
    {
      origin: '剑川 Jianchuan',
      orderIds: [id(104)],
      readyAtMs: now + HOUR,
      contact: people[2]!,
      lines: [line(4, 3)],
    },
    {
      origin: '剑川 Jianchuan',
      orderIds: [id(105)],
      readyAtMs: now - HOUR,
      contact: null,
      lines: [line(5, 1)],
    },
  ],
  parcels: [
    parcel(0, {}),
    parcel(1, { ...shipped, status: 'SHIPPED' }),
    parcel(2, { ...shipped, status: 'DELIVERED', deliveredAtMs: now - 3 * HOUR }),
    parcel(3, { ...shipped, status: 'LOST' }),
    parcel(4, {
      ...shipped,
      status: 'RETURNED',
      lines: [{ ...line(4, 3), sellable: 2, damaged: 1 }],
    }),
  ],
  claims: [0, 1].map((n) => ({
    claimId: id(300 + n),
    orderId: id(100 + n),
    number: String(1001 + n),
    reference: `12-${1001 + n}`,
    itemNumber: n + 1,
    ...goods[n]!,
    units: n + 1,
    unitPriceMinor: 1_990,
    shareBps: n === 0 ? 10_000 : 5_000,
    reason: n === 0 ? 'missing' : 'spoiled',
    status: 'OPEN' as const,
    openedAtMs: now - 2 * HOUR,
    decidedAtMs: null,
    refundMinor: 0,
    backMinor: n === 0 ? 1_990 : 995 * (n + 1),
    answerByMs: now + (n === 0 ? -3 : 46) * HOUR,
    hasWords: n === 0,
    photos: n === 0 ? 2 : 0,
  })),
  more: false,
};
const empty: PackingView = { ...full, toPack: [], parcels: [], claims: [] };

/** What the packing page is told, for its pictures. */
export function parcelDesk(scene: string) {
  return {
    packing: () => (scene === 'nothing' ? empty : full),
    packingStreams: () => ({
      streams:
        scene === 'nothing'
          ? []
          : [
              { ...full.stream, openClaims: 2, lostParcels: 1 },
              {
                ...full.stream,
                ...{ streamId: id(901), title: '核桃专场', titleEn: 'Walnuts from Shaxi' },
                ...{ openClaims: 0, lostParcels: 0 },
              },
            ],
    }),
    packParcel: () => ({ seq: 1, shipmentId: id(200) }),
  };
}
