import type { MarketGood } from './good.ts';
import { makers } from './makers.ts';
import { look, row } from './rows.ts';

/** What tonight's stream sells, and every stream of the past a part of: the fourteen that hosts speak of. */
export const tonightsGoods: readonly MarketGood[] = [
  row(
    'JC-01',
    makers.potatoes,
    ['红皮土豆 2.5 kg', 'Red potatoes 2.5 kg'],
    ['蔬菜', 2_500, 2_490, 1_690, 6],
    look('potatoes', '#b4513f', '#f3d98c', 'sand'),
    [
      '长在海拔 2800 米的沙土地里，皮薄肉黄，带着泥发货。\n蒸、烤、炒都粉糯，炖汤不散。放阴凉处，别见光，能存一个月。',
      'Grown in sandy soil at 2,800 m: thin red skins, yellow inside, sent with the earth still on.\nFloury when steamed or roasted, and they hold together in a stew. Keep them cool and dark for up to a month.',
    ],
  ),
  row(
    'JC-02',
    makers.madeng,
    ['花芸豆 1 kg', 'Kidney beans 1 kg'],
    ['豆类', 1_000, 2_290, 1_690, 20],
    look('beans', '#e6c8a4', '#8f2f34', 'sage'),
    [
      '当年新豆，人工挑过，颗颗饱满有花纹。\n泡一夜，小火炖一个半小时，沙软不破皮，炖猪脚、熬粥都好。',
      'This year’s beans, picked over by hand, plump and speckled.\nSoak them overnight and simmer for an hour and a half: soft inside, skins whole. Good in stews and salads.',
    ],
  ),
  row(
    'JC-03',
    makers.highland,
    ['三色藜麦 500 g', 'Quinoa 500 g'],
    ['杂粮', 500, 3_500, 2_600, 25],
    look('quinoa', '#e9d3a0', '#b5492f', 'sky'),
    [
      '红、白、黑三色藜麦，已脱皂苷，淘一遍就能下锅。\n和米一起煮饭，或煮 15 分钟拌沙拉，有嚼劲。',
      'Red, white and black, already washed of its bitterness: one rinse and it is ready.\nCook it with rice, or by itself for 15 minutes for a salad with some bite.',
    ],
  ),
  row(
    'JC-04',
    makers.walnuts,
    ['薄皮核桃 1 kg', 'Thin-shelled walnuts 1 kg'],
    ['坚果', 1_000, 4_200, 3_200, 18],
    look('walnuts', '#b98a55', '#e8c48c', 'sage'),
    [
      '百年老树上的泡核桃，手一捏就开，仁白不涩。\n自然晒干，没漂白。开袋后放冰箱，三个月内吃完最香。',
      'From trees a hundred years old. Two in one hand crack each other; the kernels are pale and not bitter.\nDried in the sun and never bleached. Keep them in the fridge once open, and eat them within three months.',
    ],
  ),
  row(
    'JC-05',
    makers.highland,
    ['苦荞面 800 g', 'Buckwheat noodles 800 g'],
    ['杂粮', 800, 1_850, 1_290, 30],
    look('noodles', '#b99a6a', '#b99a6a', 'straw'),
    [
      '六成苦荞、四成小麦，只加水和盐，挂架晾干。\n煮 6 分钟过凉水，凉拌、汤面都筋道，微微回甘。',
      'Six parts Tartary buckwheat to four of wheat, with water and salt and nothing else, dried on racks.\nBoil for six minutes and rinse cold. Firm in soup or in a salad, with a faint sweet finish.',
    ],
  ),
  row(
    'JC-06',
    makers.potatoes,
    ['干香菇 250 g', 'Dried shiitake 250 g'],
    ['菌类', 250, 3_980, 2_980, 40],
    look('mushrooms', '#7a4f35', '#ecd9b6', 'sage'),
    [
      '栎木上长的冬菇，肉厚，低温烘干，香味足。\n温水泡两小时，泡菇的水留着炖鸡。密封防潮，能放一年。',
      'Winter caps grown on oak logs, thick and slowly dried.\nSoak for two hours in warm water, and keep the water for the soup. Sealed and dry they last a year.',
    ],
  ),
  row(
    'JC-07',
    makers.shaxi,
    ['百花蜜 500 g', 'Mountain honey 500 g'],
    ['蜂蜜', 500, 4_580, 3_580, 12],
    look('honey', '#e09a2b', '#e09a2b', 'straw'),
    [
      '中华蜂一年一取，山上百花酿的成熟蜜，没加热、没兑糖。\n天冷会结晶，是正常的。用温水冲，别超过 40 度。一岁以下宝宝不能吃。',
      'Taken once a year from native bees that fly over the whole mountain. Raw, with no sugar added.\nIt sets in the cold, as honey should; stand the jar in warm water. Not for babies under one.',
    ],
  ),
  row(
    'JC-08',
    makers.madeng,
    ['皱皮椒 200 g', 'Dried chilies 200 g'],
    ['调味', 200, 1_280, 880, 35],
    look('chilies', '#b3261d', '#e98a5a', 'sand'),
    [
      '晒干的皱皮椒，香大于辣，皮薄籽少。\n剪段炒肉、炝锅，或在锅里焙香舂成蘸水。',
      'Wrinkled chilies dried in the sun: more fragrance than heat, with thin skins and few seeds.\nSnip them into a stir-fry, or toast and pound them for a dip.',
    ],
  ),
  row(
    'JC-09',
    makers.tea,
    ['高山绿茶 100 g', 'Mountain green tea 100 g'],
    ['茶', 100, 3_880, 2_880, 190],
    look('tea', '#6f8f45', '#d2c25a', 'sage'),
    [
      '清明前后一芽二叶，手工锅炒杀青，揉捻，炒干。\n85 度水，头泡 30 秒，耐泡五六道，栗香回甜。',
      'A bud and two leaves, picked in early April, pan-fired and rolled by hand.\nWater at 85 °C, half a minute at first, good for five infusions. Tastes of chestnut, with a sweet finish.',
    ],
  ),
  row(
    'JC-10',
    makers.madeng,
    ['丑苹果 3 kg', 'Mountain apples 3 kg'],
    ['水果', 3_000, 2_980, 2_180, 3],
    look('apples', '#c9352b', '#f7edc8', 'sky'),
    [
      '个头不齐、皮上有果锈，没打蜡。昼夜温差大，常有糖心，脆甜多汁。\n约 12 到 16 个。有压伤的签收后找我们，最好拍张照片，坏多少退多少。',
      'Odd sizes, russet on the skin, no wax. Cold nights make them crisp and sweet, often with a honey core.\nSome 12 to 16 in a box. If any are bruised, tell us, best with a photo, and we refund those.',
    ],
  ),
  row(
    'JC-11',
    makers.shaxi,
    ['红米 2 kg', 'Red rice 2 kg'],
    ['粮食', 2_000, 2_680, 1_980, 15],
    look('rice', '#a8483a', '#a8483a', 'straw'),
    [
      '沙溪坝子的老品种，现打现发，留着红皮和胚芽。\n和白米一比二，先泡半小时再煮，香，有嚼头。',
      'An old variety of the Shaxi valley, milled to order with its red bran and germ left on.\nOne part to two of white rice, soaked for half an hour. Nutty and a little chewy.',
    ],
  ),
  row(
    'JC-12',
    makers.shaxi,
    ['雕梅 400 g', 'Carved plums 400 g'],
    ['蜜饯', 400, 2_180, 1_580, 100],
    look('plums', '#c98a34', '#8a4a1f', 'blush'),
    [
      '白族手艺：青梅一刀刀雕成花，去核，用红糖和蜂蜜腌三个月。\n酸甜脆口，开罐后放冰箱。',
      'A craft of the Bai people: green plums cut into flowers, stoned, and kept for three months in brown sugar and honey.\nSweet, sour and crisp. Keep the jar in the fridge once open.',
    ],
  ),
  row(
    'JC-13',
    makers.carvers,
    ['木雕书签', 'Carved bookmark'],
    ['木雕', 20, 1_590, 1_090, null],
    look('bookmarks', '#d9b07a', '#b8402a', 'sky'),
    [
      '狮河村师傅用边角料手雕，椴木，打磨后上蜂蜡，不上漆。\n每片木纹都不一样，长约 12 厘米。',
      'Carved by hand in Shihe from offcuts of lime wood, sanded and waxed, not varnished.\nEach has its own grain. About 12 cm long.',
    ],
  ),
  row(
    'JC-14',
    makers.carvers,
    ['木雕小马', 'Carved pony'],
    ['木雕', 180, 4_880, 3_680, null],
    look('ponies', '#d2a062', '#7a4a2a', 'sage'),
    [
      '茶马古道上的小马，整块云南松雕成，没有拼接。\n高约 9 厘米，棱角都磨圆了。木头会呼吸，别放在暖气边。',
      'A pony of the old tea road, cut from one piece of Yunnan pine without a joint.\nAbout 9 cm high, with every edge rounded. Wood breathes: keep it away from a radiator.',
    ],
  ),
];
