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
  originEn: string;
  category: string;
  grams: number;
  priceMinor: number;
  /** What the producer agreed to as the lowest. */
  floorMinor: number;
  /** So many days before it came into the warehouse it was harvested; null: nothing that grows. */
  harvestedDaysBefore: number | null;
  /** What its page tells: how it grows, how it tastes, how to keep it. */
  description: string;
  descriptionEn: string;
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

const from = (place: string, placeEn: string) => ({
  origin: `云南剑川${place}`,
  originEn: `${placeEn}, Jianchuan, Yunnan`,
});
const laojunshan = from('老君山镇', 'Laojunshan');
const madengTown = from('马登镇', 'Madeng');
const yangcen = from('羊岑乡', 'Yangcen');
const xiangtu = from('象图乡', 'Xiangtu');
const shaxiTown = from('沙溪镇', 'Shaxi');
const diannan = from('甸南镇', 'Diannan');
const shihe = from('甸南镇狮河村', 'Shihe village');

/** What Jianchuan sells: mountain produce below fifty yuan, and the carving that its villages are known for. */
export const marketGoods: readonly MarketGood[] = [
  {
    ...{ sku: 'JC-01', name: '红皮土豆 2.5 kg', nameEn: 'Red potatoes 2.5 kg', ...potatoes, ...laojunshan },
    ...{ category: '蔬菜', grams: 2_500, priceMinor: 2_490, floorMinor: 1_690, picture: 'potatoes' },
    harvestedDaysBefore: 6,
    description:
      '长在海拔 2800 米的沙土地里，皮薄肉黄，带着泥发货。\n蒸、烤、炒都粉糯，炖汤不散。放阴凉处，别见光，能存一个月。',
    descriptionEn:
      'Grown in sandy soil at 2,800 m: thin red skins, yellow inside, sent with the earth still on.\nFloury when steamed or roasted, and they hold together in a stew. Keep them cool and dark for up to a month.',
  },
  {
    ...{ sku: 'JC-02', name: '花芸豆 1 kg', nameEn: 'Kidney beans 1 kg', ...madeng, ...madengTown },
    ...{ category: '豆类', grams: 1_000, priceMinor: 2_290, floorMinor: 1_690, picture: 'kidney-beans' },
    harvestedDaysBefore: 20,
    description:
      '当年新豆，人工挑过，颗颗饱满有花纹。\n泡一夜，小火炖一个半小时，沙软不破皮，炖猪脚、熬粥都好。',
    descriptionEn:
      'This year’s beans, picked over by hand, plump and speckled.\nSoak them overnight and simmer for an hour and a half: soft inside, skins whole. Good in stews and salads.',
  },
  {
    ...{ sku: 'JC-03', name: '三色藜麦 500 g', nameEn: 'Quinoa 500 g', ...highland, ...yangcen },
    ...{ category: '杂粮', grams: 500, priceMinor: 3_500, floorMinor: 2_600, picture: 'quinoa' },
    harvestedDaysBefore: 25,
    description: '红、白、黑三色藜麦，已脱皂苷，淘一遍就能下锅。\n和米一起煮饭，或煮 15 分钟拌沙拉，有嚼劲。',
    descriptionEn:
      'Red, white and black, already washed of its bitterness: one rinse and it is ready.\nCook it with rice, or by itself for 15 minutes for a salad with some bite.',
  },
  {
    ...{ sku: 'JC-04', name: '薄皮核桃 1 kg', nameEn: 'Thin-shelled walnuts 1 kg', ...walnuts, ...xiangtu },
    ...{ category: '坚果', grams: 1_000, priceMinor: 4_200, floorMinor: 3_200, picture: 'walnuts' },
    harvestedDaysBefore: 18,
    description:
      '百年老树上的泡核桃，手一捏就开，仁白不涩。\n自然晒干，没漂白。开袋后放冰箱，三个月内吃完最香。',
    descriptionEn:
      'From trees a hundred years old. Two in one hand crack each other; the kernels are pale and not bitter.\nDried in the sun and never bleached. Keep them in the fridge once open, and eat them within three months.',
  },
  {
    ...{ sku: 'JC-05', name: '苦荞面 800 g', nameEn: 'Buckwheat noodles 800 g', ...highland, ...yangcen },
    ...{ category: '杂粮', grams: 800, priceMinor: 1_850, floorMinor: 1_290, picture: 'buckwheat-noodles' },
    harvestedDaysBefore: 30,
    description: '六成苦荞、四成小麦，只加水和盐，挂架晾干。\n煮 6 分钟过凉水，凉拌、汤面都筋道，微微回甘。',
    descriptionEn:
      'Six parts Tartary buckwheat to four of wheat, with water and salt and nothing else, dried on racks.\nBoil for six minutes and rinse cold. Firm in soup or in a salad, with a faint sweet finish.',
  },
  {
    ...{ sku: 'JC-06', name: '干香菇 250 g', nameEn: 'Dried shiitake 250 g', ...potatoes, ...laojunshan },
    ...{ category: '菌类', grams: 250, priceMinor: 3_980, floorMinor: 2_980, picture: 'mushrooms' },
    harvestedDaysBefore: 40,
    description:
      '栎木上长的冬菇，肉厚，低温烘干，香味足。\n温水泡两小时，泡菇的水留着炖鸡。密封防潮，能放一年。',
    descriptionEn:
      'Winter caps grown on oak logs, thick and slowly dried.\nSoak for two hours in warm water, and keep the water for the soup. Sealed and dry they last a year.',
  },
  {
    ...{ sku: 'JC-07', name: '百花蜜 500 g', nameEn: 'Mountain honey 500 g', ...shaxi, ...shaxiTown },
    ...{ category: '蜂蜜', grams: 500, priceMinor: 4_580, floorMinor: 3_580, picture: 'honey' },
    harvestedDaysBefore: 12,
    description:
      '中华蜂一年一取，山上百花酿的成熟蜜，没加热、没兑糖。\n天冷会结晶，是正常的。用温水冲，别超过 40 度。一岁以下宝宝不能吃。',
    descriptionEn:
      'Taken once a year from native bees that fly over the whole mountain. Raw, with no sugar added.\nIt sets in the cold, as honey should; stand the jar in warm water. Not for babies under one.',
  },
  {
    ...{ sku: 'JC-08', name: '皱皮椒 200 g', nameEn: 'Dried chilies 200 g', ...madeng, ...madengTown },
    ...{ category: '调味', grams: 200, priceMinor: 1_280, floorMinor: 880, picture: 'chili' },
    harvestedDaysBefore: 35,
    description: '晒干的皱皮椒，香大于辣，皮薄籽少。\n剪段炒肉、炝锅，或在锅里焙香舂成蘸水。',
    descriptionEn:
      'Wrinkled chilies dried in the sun: more fragrance than heat, with thin skins and few seeds.\nSnip them into a stir-fry, or toast and pound them for a dip.',
  },
  {
    ...{ sku: 'JC-09', name: '高山绿茶 100 g', nameEn: 'Mountain green tea 100 g', ...tea, ...diannan },
    ...{ category: '茶', grams: 100, priceMinor: 3_880, floorMinor: 2_880, picture: 'tea' },
    harvestedDaysBefore: 190,
    description: '清明前后一芽二叶，手工杀青揉捻，晒青。\n85 度水，头泡 30 秒，耐泡五六道，栗香回甜。',
    descriptionEn:
      'A bud and two leaves, picked in early April, pan-fired and rolled by hand.\nWater at 85 °C, half a minute at first, good for five infusions. Tastes of chestnut, with a sweet finish.',
  },
  {
    ...{ sku: 'JC-10', name: '丑苹果 3 kg', nameEn: 'Mountain apples 3 kg', ...madeng, ...madengTown },
    ...{ category: '水果', grams: 3_000, priceMinor: 2_980, floorMinor: 2_180, picture: 'apples' },
    harvestedDaysBefore: 3,
    description:
      '个头不齐、皮上有果锈，没打蜡。昼夜温差大，常有糖心，脆甜多汁。\n约 12 到 16 个。有压伤的签收后拍照找我们，坏多少退多少。',
    descriptionEn:
      'Odd sizes, russet on the skin, no wax. Cold nights make them crisp and sweet, often with a honey core.\nSome 12 to 16 in a box. If any are bruised, send us a photo and we refund those.',
  },
  {
    ...{ sku: 'JC-11', name: '红米 2 kg', nameEn: 'Red rice 2 kg', ...shaxi, ...shaxiTown },
    ...{ category: '粮食', grams: 2_000, priceMinor: 2_680, floorMinor: 1_980, picture: 'red-rice' },
    harvestedDaysBefore: 15,
    description: '沙溪坝子的老品种，现打现发，留着红皮和胚芽。\n和白米一比二，先泡半小时再煮，香，有嚼头。',
    descriptionEn:
      'An old variety of the Shaxi valley, milled to order with its red bran and germ left on.\nOne part to two of white rice, soaked for half an hour. Nutty and a little chewy.',
  },
  {
    ...{ sku: 'JC-12', name: '雕梅 400 g', nameEn: 'Carved plums 400 g', ...shaxi, ...shaxiTown },
    ...{ category: '蜜饯', grams: 400, priceMinor: 2_180, floorMinor: 1_580, picture: 'carved-plums' },
    harvestedDaysBefore: 100,
    description: '白族手艺：青梅一刀刀雕成花，去核，用红糖和蜂蜜腌三个月。\n酸甜脆口，开罐后放冰箱。',
    descriptionEn:
      'A craft of the Bai people: green plums cut into flowers, stoned, and kept for three months in brown sugar and honey.\nSweet, sour and crisp. Keep the jar in the fridge once open.',
  },
  {
    ...{ sku: 'JC-13', name: '木雕书签', nameEn: 'Carved bookmark', ...carvers, ...shihe },
    ...{ category: '木雕', grams: 20, priceMinor: 1_590, floorMinor: 1_090, picture: 'wooden-bookmark' },
    harvestedDaysBefore: null,
    description: '狮河村师傅用边角料手雕，椴木，打磨后上蜂蜡，不上漆。\n每片木纹都不一样，长约 12 厘米。',
    descriptionEn:
      'Carved by hand in Shihe from offcuts of lime wood, sanded and waxed, not varnished.\nEach has its own grain. About 12 cm long.',
  },
  {
    ...{ sku: 'JC-14', name: '木雕小马', nameEn: 'Carved pony', ...carvers, ...shihe },
    ...{ category: '木雕', grams: 180, priceMinor: 4_880, floorMinor: 3_680, picture: 'wooden-pony' },
    harvestedDaysBefore: null,
    description:
      '茶马古道上的小马，整块云南松雕成，没有拼接。\n高约 9 厘米，棱角都磨圆了。木头会呼吸，别放在暖气边。',
    descriptionEn:
      'A pony of the old tea road, cut from one piece of Yunnan pine without a joint.\nAbout 9 cm high, with every edge rounded. Wood breathes: keep it away from a radiator.',
  },
];

/** The drawings stand beside the sources; a build does not copy them. */
export function pictureFile(picture: string): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json')) && folder !== dirname(folder)) folder = dirname(folder);
  return join(folder, 'server', 'tools', 'demo', 'pictures', `${picture}.webp`);
}
