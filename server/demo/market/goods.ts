import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A good of the county market. Prices are in fen. */
export interface MarketGood {
  sku: string;
  name: string;
  nameEn: string;
  producer: string;
  producerEn: string;
  origin: string;
  category: string;
  grams: number;
  priceMinor: number;
  /** What the producer agreed to as the lowest. */
  floorMinor: number;
  /** The drawing in `pictures/`, without its ending. */
  picture: string;
}

const potatoes = { producer: '老君山薯农合作社', producerEn: 'Laojunshan Potato Co-op' };
const madeng = { producer: '马登坝子豆果社', producerEn: 'Madeng Valley Growers' };
const highland = { producer: '羊岑高山杂粮社', producerEn: 'Yangcen Highland Grains' };
const walnuts = { producer: '象图核桃合作社', producerEn: 'Xiangtu Walnut Co-op' };
const shaxi = { producer: '沙溪古镇农场', producerEn: 'Shaxi Old Town Farm' };
const tea = { producer: '石宝山茶园', producerEn: 'Shibaoshan Tea Garden' };
const carvers = { producer: '狮河木雕工坊', producerEn: 'Shihe Woodcarvers' };

/** What Jianchuan sells: mountain produce below fifty yuan, and the carving that its villages are known for. */
export const marketGoods: readonly MarketGood[] = [
  good(
    'JC-01',
    '红皮土豆 2.5 kg',
    'Red potatoes 2.5 kg',
    potatoes,
    '老君山镇',
    '蔬菜',
    2_500,
    2_490,
    1_690,
    'potatoes',
  ),
  good(
    'JC-02',
    '花芸豆 1 kg',
    'Kidney beans 1 kg',
    madeng,
    '马登镇',
    '豆类',
    1_000,
    2_290,
    1_690,
    'kidney-beans',
  ),
  good('JC-03', '三色藜麦 500 g', 'Quinoa 500 g', highland, '羊岑乡', '杂粮', 500, 3_500, 2_600, 'quinoa'),
  good(
    'JC-04',
    '薄皮核桃 1 kg',
    'Thin-shelled walnuts 1 kg',
    walnuts,
    '象图乡',
    '坚果',
    1_000,
    4_200,
    3_200,
    'walnuts',
  ),
  good(
    'JC-05',
    '苦荞面 800 g',
    'Buckwheat noodles 800 g',
    highland,
    '羊岑乡',
    '杂粮',
    800,
    1_850,
    1_290,
    'buckwheat-noodles',
  ),
  good(
    'JC-06',
    '干香菇 250 g',
    'Dried shiitake 250 g',
    potatoes,
    '老君山镇',
    '菌类',
    250,
    3_980,
    2_980,
    'mushrooms',
  ),
  good('JC-07', '百花蜜 500 g', 'Mountain honey 500 g', shaxi, '沙溪镇', '蜂蜜', 500, 4_580, 3_580, 'honey'),
  good('JC-08', '皱皮椒 200 g', 'Dried chilies 200 g', madeng, '马登镇', '调味', 200, 1_280, 880, 'chili'),
  good('JC-09', '高山绿茶 100 g', 'Mountain green tea 100 g', tea, '甸南镇', '茶', 100, 3_880, 2_880, 'tea'),
  good(
    'JC-10',
    '丑苹果 3 kg',
    'Mountain apples 3 kg',
    madeng,
    '马登镇',
    '水果',
    3_000,
    2_980,
    2_180,
    'apples',
  ),
  good('JC-11', '红米 2 kg', 'Red rice 2 kg', shaxi, '沙溪镇', '粮食', 2_000, 2_680, 1_980, 'red-rice'),
  good(
    'JC-12',
    '雕梅 400 g',
    'Carved plums 400 g',
    shaxi,
    '沙溪镇',
    '蜜饯',
    400,
    2_180,
    1_580,
    'carved-plums',
  ),
  good(
    'JC-13',
    '木雕书签',
    'Carved bookmark',
    carvers,
    '甸南镇狮河村',
    '木雕',
    20,
    1_590,
    1_090,
    'wooden-bookmark',
  ),
  good('JC-14', '木雕小马', 'Carved pony', carvers, '甸南镇狮河村', '木雕', 180, 4_880, 3_680, 'wooden-pony'),
];

function good(
  sku: string,
  name: string,
  nameEn: string,
  whose: { producer: string; producerEn: string },
  place: string,
  category: string,
  grams: number,
  priceMinor: number,
  floorMinor: number,
  picture: string,
): MarketGood {
  return {
    sku,
    name,
    nameEn,
    ...whose,
    origin: `云南剑川${place}`,
    category,
    grams,
    priceMinor,
    floorMinor,
    picture,
  };
}

/** The drawings stand beside the sources; a build does not copy them. */
export function pictureFile(picture: string): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json')) && folder !== dirname(folder)) folder = dirname(folder);
  return join(folder, 'server', 'dev', 'pictures', `${picture}.webp`);
}
