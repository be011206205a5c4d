import { DAY, HOUR, MINUTE } from '../../../../../shared/values/time.ts';
import { RECORDED_MS, RECORDED_SKUS } from './recording.ts';

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
  /** What is sold, by SKU, in the order in which it is shown. */
  skus: readonly string[];
  isRecorded?: true;
}

/** Every evening begins this long before the moment at which the demo opens. */
export const BEGAN_MS = 40 * MINUTE;
/** What comes next is a week from tonight. */
export const NEXT_MS = 7 * DAY;

const pantry = ['JC-01', 'JC-05', 'JC-11', 'JC-02', 'JC-08', 'JC-03', 'JC-06', 'JC-04'];
const nuts = ['JC-04', 'JC-07', 'JC-12', 'JC-10', 'JC-09', 'JC-06', 'JC-01'];
const carvings = ['JC-13', 'JC-14', 'JC-09', 'JC-12', 'JC-07', 'JC-04'];
const harvest = ['JC-10', 'JC-01', 'JC-02', 'JC-11', 'JC-05', 'JC-04', 'JC-07', 'JC-03', 'JC-08'];

/** Ten streams of six weeks by three hosts, oldest first. */
export const evenings: readonly Evening[] = [
  evening(['开张', 'Opening Night'], 0, 42, 50, 236, 47, pantry),
  evening(['核桃与蜜', 'Walnuts & Honey'], 1, 38, 40, 262, 53, nuts),
  evening(['木雕与茶', 'Wood & Tea'], 2, 35, 45, 218, 46, carvings),
  evening(['高山杂粮', 'Highland Grains'], 0, 31, 40, 301, 56, pantry),
  evening(['马登坝子', 'Madeng Valley Harvest'], 1, 28, 60, 324, 59, harvest),
  evening(['山货晚集', 'Mountain Goods Evening'], 2, 24, 40, 287, 52, nuts),
  evening(['秋收专场', 'Autumn Harvest'], 0, 21, 55, 366, 63, harvest),
  evening(['茶与木雕', 'Tea & Carvings'], 2, 14, 45, 274, 55, carvings),
  evening(['沙溪古镇', 'Shaxi Old Town'], 1, 9, 50, 342, 61, nuts),
  {
    ...evening(['红米新上', 'New Red Rice'], 0, 4, RECORDED_MS / MINUTE, 355, 65, RECORDED_SKUS),
    isRecorded: true,
  },
];

/** On since it began, and on at the moment at which the demo opens. */
export const tonight: Evening = {
  ...evening(['土豆节', 'Potato Festival'], 0, 0, BEGAN_MS / MINUTE, 214, 56, []),
  skus: [...new Set([...harvest, ...nuts, ...pantry, ...carvings])],
};

/** What is planned for a week from tonight, and for the weeks after it, round and round. */
export const comingUp: readonly Pick<Evening, 'title' | 'titleEn' | 'skus'>[] = [
  { title: '木雕与茶', titleEn: 'Wood & Tea Evening', skus: carvings },
  { title: '山货晚集', titleEn: 'Mountain Goods Evening', skus: nuts },
  { title: '高山杂粮', titleEn: 'Highland Grains', skus: pantry },
];

function evening(
  [title, titleEn]: readonly [string, string],
  host: HostPlace,
  daysAgo: number,
  minutes: number,
  viewers: number,
  payPerMille: number,
  skus: readonly string[],
): Evening {
  return { title, titleEn, host, daysAgo, lengthMs: minutes * MINUTE, viewers, payPerMille, skus };
}

/** When the desk packs, carriers come and the office pays, counted from the beginning of an evening. */
export const PACKS_AFTER_MS = 14 * HOUR;
export const SHIPS_AFTER_MS = 20 * HOUR;
