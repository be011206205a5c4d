import { DAY, HOUR, MINUTE } from '../../../../../shared/values/time.ts';

/** Who presents, by their place in the cast's hosts. */
type HostPlace = 0 | 1 | 2;

/** One stream of the market's past. */
export interface Evening {
  title: string;
  /** For who reads English. */
  titleEn: string;
  host: HostPlace;
  /** How many days before tonight. */
  daysAgo: number;
  lengthMs: number;
  /** Different people who watch, and how many of a thousand of them pay. */
  viewers: number;
  payPerMille: number;
  /** How often one of those orders, at least and at most. */
  ordersEach: readonly [number, number];
  /** What is sold, by SKU, in the order in which it is shown. */
  skus: readonly string[];
  /** Units of each product that come along, at least and at most. */
  allotted: readonly [number, number];
  /** It can be watched again: there is a piece of each of its goods (`render-recording.ts`). */
  isRecorded?: true;
  /** What its host wants to sell (GMV paid, in fen), and for how long it is meant to be on; absent: not said. */
  aims?: { targetMinor: number; plannedMs: number };
  /** So many orders of one of them, placed within two minutes so long after the beginning, are never paid; absent: as it comes. */
  leftUnpaid?: { sku: string; afterMs: number; orders: number };
  /** At this pace the goods are shown, round and round, each with a flash; absent: each once, every second one with a flash. */
  shownForMs?: number;
}

/** Units of each product that come along to a stream. */
export const usualUnits = [36, 60] as const;
/** Every evening begins this long before the moment at which the demo opens. */
export const BEGAN_MS = 40 * MINUTE;
/** What comes next is a week from tonight. */
export const NEXT_MS = 7 * DAY;

/** What tonight's host wants to sell in an hour and a half: about half of it is sold when the demo opens. */
const TARGET_MINOR = 4_200_000;
const PLANNED_MS = 90 * MINUTE;

/** By the last digits of their SKUs. */
const goods = (...numbers: readonly number[]) =>
  numbers.map((number) => `JC-${String(number).padStart(2, '0')}`);

const pantry = ['JC-01', 'JC-05', 'JC-11', 'JC-02', 'JC-08', 'JC-03', 'JC-06', 'JC-04'];
const nuts = ['JC-04', 'JC-07', 'JC-12', 'JC-10', 'JC-09', 'JC-06', 'JC-01'];
const carvings = ['JC-13', 'JC-14', 'JC-09', 'JC-12', 'JC-07', 'JC-04'];
const firstRice = ['JC-11', 'JC-01', 'JC-04', 'JC-10', 'JC-07', 'JC-03'];
const harvest = ['JC-10', 'JC-01', 'JC-02', 'JC-11', 'JC-05', 'JC-04', 'JC-07', 'JC-03', 'JC-08'];

/** What one evening sells beside: no good of tonight's. */
const besides = {
  shellsAndHoney: goods(21, 22, 27, 28),
  wood: goods(39, 40, 41, 31),
  grain: goods(17, 18, 19, 20, 23, 24),
  autumn: goods(55, 56, 57, 46, 47, 48, 49),
  mountain: goods(25, 26, 29, 30, 52),
  roots: goods(15, 16, 50, 51, 53, 54),
  teas: goods(32, 31, 42, 38),
  orchard: goods(33, 34, 43, 44, 45, 64, 65, 66),
  dairy: goods(69, 70, 71, 72, 63, 35, 36, 37),
  town: goods(58, 59, 60, 61, 62, 67, 68),
};

/**
 * Twelve streams of two months by three hosts, oldest first: of 60 to 180 orders each. Eight lie in the last 30 days and four in
 * the 30 before, the first order on the first of those, so that a month can be compared with the one before it.
 */
export const evenings: readonly Evening[] = [
  evening(['开张', 'Opening Night'], 0, 59, 50, [760, 60], pantry),
  evening(['核桃与蜜', 'Walnuts & Honey'], 1, 53, 40, [760, 62], [...nuts, ...besides.shellsAndHoney]),
  evening(['木雕与茶', 'Wood & Tea'], 2, 46, 45, [780, 60], [...carvings, ...besides.wood]),
  evening(['高山杂粮', 'Highland Grains'], 0, 37, 40, [760, 63], [...pantry, ...besides.grain]),
  evening(
    ['马登坝子', 'Madeng Valley Harvest'],
    ...([1, 28, 60, [800, 66], [...harvest, ...besides.autumn]] as const),
  ),
  {
    ...evening(
      ['山货晚集', 'Mountain Goods Evening'],
      ...([2, 24, 40, [760, 62], [...nuts, ...besides.mountain]] as const),
    ),
    isRecorded: true,
  },
  evening(['秋收专场', 'Autumn Harvest'], 0, 21, 55, [960, 70], [...harvest, ...besides.roots]),
  evening(['果园下山', 'Down from the Orchards'], 1, 17, 45, [760, 62], [...pantry, ...besides.orchard]),
  {
    ...evening(['茶与木雕', 'Tea & Carvings'], 2, 14, 45, [780, 64], [...carvings, ...besides.teas]),
    isRecorded: true,
  },
  evening(['油坊与奶', 'Oil & Dairy'], 0, 11, 40, [760, 64], [...pantry, ...besides.dairy]),
  {
    ...evening(['沙溪古镇', 'Shaxi Old Town'], 1, 9, 50, [1_300, 70], [...nuts, ...besides.town]),
    isRecorded: true,
  },
  {
    ...evening(['红米新上', 'New Red Rice'], 0, 4, 16, [1_040, 70], firstRice),
    isRecorded: true,
    aims: { targetMinor: 600_000, plannedMs: 15 * MINUTE },
    leftUnpaid: { sku: 'JC-03', afterMs: 14 * MINUTE, orders: 12 },
  },
];

/** How much there is to see: two months of a market, or a county's half year. */
export const demoSizes = ['market', 'county'] as const;
export type DemoSize = (typeof demoSizes)[number];

/** Streams of a county before those of the market, and days between two of them. */
const EARLIER = 28;
const EARLIER_EVERY_DAYS = 3;
/** So many come to each of those and buy, more of those who watch than a market has: else most of its opening would be people who only look. */
const EARLIER_CROWD = [1_800, 300] as const;

/** The past of a size, oldest first. A county's has forty streams; the newest twelve are those of the market. */
export function eveningsOf(size: DemoSize): readonly Evening[] {
  if (size === 'market') return evenings;
  const earliest = evenings[0]!.daysAgo + EARLIER * EARLIER_EVERY_DAYS;
  // Without the newest: it is like no other. None of these is recorded.
  const round = evenings.slice(0, -1);
  const before = Array.from({ length: EARLIER }, (_, place): Evening => {
    const { title, titleEn, host, skus } = round[place % round.length]!;
    const daysAgo = earliest - place * EARLIER_EVERY_DAYS;
    return { ...evening([title, titleEn], host, daysAgo, 45, EARLIER_CROWD, skus), allotted: [160, 240] };
  });
  return [...before, ...evenings];
}

/** On since it began, and on at the moment at which the demo opens: at the pace that the visitor finds. */
export const tonight: Evening = {
  ...evening(['土豆节', 'Potato Festival'], 0, 0, BEGAN_MS / MINUTE, [1_600, 71], []),
  ordersEach: [4, 4],
  shownForMs: MINUTE,
  aims: { targetMinor: TARGET_MINOR, plannedMs: PLANNED_MS },
  skus: [...new Set([...harvest, ...nuts, ...pantry, ...carvings])],
};

/** What is planned for a week from tonight, and for the weeks after it, round and round. */
export const comingUp: readonly Pick<Evening, 'title' | 'titleEn' | 'skus'>[] = [
  {
    title: '木雕与茶',
    titleEn: 'Wood & Tea Evening',
    skus: [...goods(41, 32, 39), ...carvings, ...goods(31, 40, 42)],
  },
  {
    title: '山货晚集',
    titleEn: 'Mountain Goods Evening',
    skus: [...goods(43, 64, 70), ...nuts, ...goods(33, 34, 44, 45, 65, 66, 71, 72)],
  },
  {
    title: '高山杂粮',
    titleEn: 'Highland Grains',
    skus: [...goods(36, 63, 69), ...pantry, ...goods(35, 37, 30, 24, 19)],
  },
];

function evening(
  [title, titleEn]: readonly [string, string],
  host: HostPlace,
  daysAgo: number,
  minutes: number,
  [viewers, payPerMille]: readonly [number, number],
  skus: readonly string[],
): Evening {
  const lengthMs = minutes * MINUTE;
  return {
    title,
    titleEn,
    host,
    daysAgo,
    lengthMs,
    viewers,
    payPerMille,
    skus,
    ordersEach: [1, 2],
    allotted: usualUnits,
  };
}

/** When the desk packs, carriers come and the office pays, counted from the beginning of an evening. */
export const PACKS_AFTER_MS = 14 * HOUR;
export const SHIPS_AFTER_MS = 20 * HOUR;
