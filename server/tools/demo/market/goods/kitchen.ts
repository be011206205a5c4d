import type { MarketGood } from './good.ts';
import { makers } from './makers.ts';
import { look, row } from './rows.ts';

/** What is made: noodles, honey, chili powder, eggs, oil and cheese. */
export const kitchenGoods: readonly MarketGood[] = [
  row(
    'JC-23',
    makers.highland,
    ['玉米面条 800 g', 'Corn noodles 800 g'],
    ['杂粮', 800, 1_580, 1_080, 30],
    look('noodles', '#e8bf56', '#e8bf56', 'sage'),
    [
      '七成玉米三成小麦，金黄，煮五分钟，有玉米甜。',
      'Seven parts corn to three of wheat. Golden, done in five minutes, with the sweetness of corn.',
    ],
  ),
  row(
    'JC-24',
    makers.highland,
    ['手工挂面 1 kg', 'Hand-hung noodles 1 kg'],
    ['杂粮', 1_000, 1_680, 1_180, 30],
    look('noodles', '#f1e6cc', '#f1e6cc', 'sky', 'cut'),
    [
      '手拉上架，风干两天，面是空心的，煮三分钟就透。',
      'Pulled by hand and hung for two days. They are hollow, and cook through in three minutes.',
    ],
  ),
  row(
    'JC-27',
    makers.shaxi,
    ['苦荞蜜 500 g', 'Buckwheat honey 500 g'],
    ['蜂蜜', 500, 4_280, 3_280, 40],
    look('honey', '#8f4f22', '#8f4f22', 'blush'),
    [
      '颜色深，味道重，像红糖。一岁以下宝宝不能吃。',
      'Dark and strong, like brown sugar. Not for babies under one.',
    ],
  ),
  row(
    'JC-28',
    makers.shaxi,
    ['油菜花蜜 500 g', 'Rape-blossom honey 500 g'],
    ['蜂蜜', 500, 3_280, 2_480, 200],
    look('honey', '#efcb6a', '#efcb6a', 'sky', 'parcel'),
    [
      '春蜜，结晶细白，抹面包正好。一岁以下宝宝不能吃。',
      'A spring honey that sets fine and pale, for bread. Not for babies under one.',
    ],
  ),
  row(
    'JC-29',
    makers.madeng,
    ['小米辣 150 g', 'Bird’s-eye chilies 150 g'],
    ['调味', 150, 1_280, 880, 30],
    look('chilies', '#d9401c', '#f2a04a', 'sage'),
    ['小而辣，晒干整只。怕辣的放一只就够。', 'Small, whole and hot. One is enough for most people.'],
  ),
  row(
    'JC-30',
    makers.madeng,
    ['糊辣椒面 200 g', 'Charred chili flakes 200 g'],
    ['调味', 200, 1_580, 1_080, 35],
    look('chilies', '#7a2418', '#b5542f', 'blush', 'cut'),
    [
      '柴火焙到微糊再舂碎，蘸水的灵魂。',
      'Toasted over wood until they darken, then pounded. Every dip here begins with it.',
    ],
  ),
  row(
    'JC-58',
    makers.shaxi,
    ['土鸡蛋 20 枚', 'Free-range eggs, 20'],
    ['蛋', 1_000, 3_680, 2_780, 1],
    look('eggs', '#d9a97c', '#f0a53a', 'sky'),
    [
      '山坡散养，吃玉米和虫。当天捡当天发，破损包赔。',
      'From hens on the hillside. Collected and sent the same day; broken ones are refunded.',
    ],
  ),
  row(
    'JC-59',
    makers.shaxi,
    ['绿壳鸡蛋 20 枚', 'Blue-green eggs, 20'],
    ['蛋', 960, 4_380, 3_380, 1],
    look('eggs', '#b9cdb4', '#ee9a2b', 'straw', 'parcel'),
    [
      '乌骨鸡下的，壳是绿的，黄大，不腥。',
      'From black-boned hens: green shells, large yolks and a clean taste.',
    ],
  ),
  row(
    'JC-60',
    makers.shaxi,
    ['麻鸭蛋 12 枚', 'Duck eggs, 12'],
    ['蛋', 840, 3_280, 2_480, 2],
    look('eggs', '#e3e0d0', '#e8842a', 'blush', 'cut'),
    [
      '水田麻鸭，蛋黄油红。腌咸蛋、做糕点。',
      'From ducks of the rice fields, with deep orange yolks. For salting and baking.',
    ],
  ),
  row(
    'JC-67',
    makers.mill,
    ['小榨菜籽油 900 ml', 'Pressed rapeseed oil 900 ml'],
    ['油', 900, 3_580, 2_680, 160],
    look('oil', '#dca52e', '#7a3a24', 'sky'),
    [
      '自家油菜籽，木榨压的，静置一个月，不勾兑。',
      'From our own seed, pressed in wood and left to settle for a month. Nothing is blended in.',
    ],
  ),
  row(
    'JC-68',
    makers.mill,
    ['浓香菜籽油 900 ml', 'Roasted rapeseed oil 900 ml'],
    ['油', 900, 3_880, 2_880, 160],
    look('oil', '#b5701c', '#3a251d', 'straw', 'cut'),
    [
      '籽炒过再榨，香，颜色深。做辣子油最好。',
      'The seed is roasted first: dark and fragrant, and the best for chili oil.',
    ],
  ),
  row(
    'JC-69',
    makers.mill,
    ['冷榨菜籽油 500 ml', 'Cold-pressed rapeseed oil 500 ml'],
    ['油', 500, 2_980, 2_180, 160],
    look('oil', '#e6cf5a', '#5f7f54', 'sage', 'parcel'),
    [
      '低温头道，颜色浅，拌凉菜用。开瓶后放阴凉处。',
      'The first cold pressing, pale and mild, for salads. Keep it cool once open.',
    ],
  ),
  row(
    'JC-70',
    makers.dairy,
    ['牦牛奶酪 400 g', 'Yak cheese 400 g'],
    ['奶', 400, 4_580, 3_480, 60],
    look('cheese', '#dfb35c', '#f4e2a8', 'blush'),
    [
      '高山牦牛奶，熟成两个月，奶香浓，微咸。',
      'Milk of mountain yaks, ripened for two months. Rich, and a little salty.',
    ],
  ),
  row(
    'JC-71',
    makers.dairy,
    ['乳饼 500 g', 'Goat rubing 500 g'],
    ['奶', 500, 3_280, 2_480, 3],
    look('cheese', '#efe6d2', '#fbf6ea', 'sage', 'cut'),
    [
      '羊奶点的鲜乳饼，不咸。切片两面煎黄，蘸盐或糖。',
      'Fresh goat cheese, unsalted. Fry slices until golden and dip them in salt or sugar.',
    ],
  ),
  row(
    'JC-72',
    makers.dairy,
    ['松枝熏奶酪 300 g', 'Pine-smoked cheese 300 g'],
    ['奶', 300, 3_880, 2_980, 40],
    look('cheese', '#9a6234', '#efcf94', 'straw', 'parcel'),
    [
      '松枝熏三天，皮褐心黄，切薄片下酒。',
      'Three days in pine smoke: brown outside, yellow within. Slice it thin.',
    ],
  ),
];
