import type { MarketGood } from './good.ts';
import { makers } from './makers.ts';
import { look, row } from './rows.ts';

/** What grows in a field and is sold as it is: roots, beans, grain, corn, pumpkins, peanuts. */
export const fieldGoods: readonly MarketGood[] = [
  row(
    'JC-15',
    makers.potatoes,
    ['黄心土豆 3 kg', 'Yellow potatoes 3 kg'],
    ['蔬菜', 3_000, 2_190, 1_590, 7],
    look('potatoes', '#d2a45c', '#f6e3a0', 'sage'),
    [
      '皮光芽眼浅，好削。黄心带甜，炸条、做饼都香。',
      'Smooth, with shallow eyes, so they peel easily. Yellow and a little sweet: good for chips and cakes.',
    ],
  ),
  row(
    'JC-16',
    makers.potatoes,
    ['紫土豆 2 kg', 'Purple potatoes 2 kg'],
    ['蔬菜', 2_000, 2_680, 1_980, 7],
    look('potatoes', '#6a4a78', '#b79ac4', 'lilac'),
    [
      '从皮紫到心，蒸熟颜色不掉。粉糯，做沙拉最好看。',
      'Purple right through, and they stay so when steamed. Floury, and handsome in a salad.',
    ],
  ),
  row(
    'JC-17',
    makers.madeng,
    ['白芸豆 1 kg', 'White beans 1 kg'],
    ['豆类', 1_000, 2_480, 1_780, 22],
    look('beans', '#f1e6cf', '#f1e6cf', 'sky'),
    [
      '大粒白豆，皮薄起沙。泡一夜炖汤，汤是奶白的。',
      'Large and thin-skinned, and they turn creamy. Soak overnight; the soup comes out white as milk.',
    ],
  ),
  row(
    'JC-18',
    makers.madeng,
    ['小黑豆 1 kg', 'Black beans 1 kg'],
    ['豆类', 1_000, 1_980, 1_380, 24],
    look('beans', '#3a2a36', '#3a2a36', 'straw'),
    [
      '山地小黑豆，绿芯。打豆浆、焖饭、炖肉都行。',
      'Small hill beans with a green heart. For soy milk, for rice, or in a stew.',
    ],
  ),
  row(
    'JC-19',
    makers.highland,
    ['白藜麦 500 g', 'White quinoa 500 g'],
    ['杂粮', 500, 2_980, 2_180, 26],
    look('quinoa', '#efdfba', '#e2c48f', 'sage'),
    [
      '最软的一种，十二分钟就熟，孩子也爱吃。',
      'The softest of the three, done in twelve minutes. Children like it.',
    ],
  ),
  row(
    'JC-20',
    makers.highland,
    ['红藜麦 500 g', 'Red quinoa 500 g'],
    ['杂粮', 500, 3_280, 2_480, 26],
    look('quinoa', '#b5492f', '#8f3326', 'blush'),
    [
      '比白的更有嚼劲，煮好粒粒分明，拌菜不塌。',
      'Firmer than white. The grains stay apart, so a salad keeps its shape.',
    ],
  ),
  row(
    'JC-35',
    makers.shaxi,
    ['高山白米 2.5 kg', 'Valley white rice 2.5 kg'],
    ['粮食', 2_500, 2_480, 1_880, 18],
    look('rice', '#f4ecd8', '#f4ecd8', 'sage'),
    [
      '雪山水灌的田，一年一季。现打现发，煮饭油亮。',
      'Fields watered from the snow mountain, one crop a year. Milled to order, and it cooks glossy.',
    ],
  ),
  row(
    'JC-36',
    makers.shaxi,
    ['紫糯米 1 kg', 'Purple sticky rice 1 kg'],
    ['粮食', 1_000, 1_980, 1_480, 18],
    look('rice', '#43303f', '#5a3f55', 'lilac'),
    [
      '黏而不腻。和白糯米对半，蒸饭、煮粥、包粽子。',
      'Sticky but never heavy. Half and half with white, for steaming, porridge and dumplings.',
    ],
  ),
  row(
    'JC-46',
    makers.madeng,
    ['甜玉米 8 根', 'Sweet corn, 8 cobs'],
    ['蔬菜', 2_400, 2_280, 1_680, 2],
    look('corn', '#f0bb3a', '#f7d77a', 'sky'),
    [
      '早上掰，下午发。水开煮八分钟，不用放糖。',
      'Picked in the morning and sent in the afternoon. Eight minutes in boiling water, and no sugar.',
    ],
  ),
  row(
    'JC-47',
    makers.madeng,
    ['紫糯玉米 8 根', 'Purple waxy corn, 8 cobs'],
    ['蔬菜', 2_200, 2_580, 1_880, 2],
    look('corn', '#5a3a5a', '#e9d9c4', 'lilac'),
    [
      '老品种，软糯有香。煮二十分钟，凉了也不硬。',
      'An old variety, soft and fragrant. Boil for twenty minutes; it stays tender when cold.',
    ],
  ),
  row(
    'JC-48',
    makers.madeng,
    ['白糯玉米 8 根', 'White waxy corn, 8 cobs'],
    ['蔬菜', 2_300, 2_380, 1_680, 2],
    look('corn', '#f3ead0', '#e2d3a4', 'sage', 'parcel'),
    ['黏糯不甜，当饭吃。剥下来炒火腿也好。', 'Waxy and hardly sweet: a meal by itself, or fried with ham.'],
  ),
  row(
    'JC-49',
    makers.madeng,
    ['紫皮大蒜 1 kg', 'Purple garlic 1 kg'],
    ['调味', 1_000, 1_580, 1_080, 60],
    look('garlic', '#f1e6e4', '#9a5a94', 'lilac'),
    ['晒干的紫皮蒜，辣味足，能放三个月。', 'Dried purple garlic, strong and clean. Keeps for three months.'],
  ),
  row(
    'JC-50',
    makers.madeng,
    ['独头蒜 500 g', 'Single-clove garlic 500 g'],
    ['调味', 500, 1_880, 1_280, 60],
    look('garlic', '#f3e6d8', '#b98a6a', 'sand', 'cut'),
    [
      '一头一瓣，好剥。泡醋、泡酒、烤着吃。',
      'One clove a bulb, and easy to peel. For pickling, or roasted whole.',
    ],
  ),
  row(
    'JC-51',
    makers.madeng,
    ['白皮蒜 1.5 kg', 'White garlic 1.5 kg'],
    ['调味', 1_500, 2_280, 1_580, 60],
    look('garlic', '#f7f3ea', '#c9bfa8', 'sage', 'parcel'),
    [
      '个大瓣匀，辣味轻，炒菜用得快的人家正好。',
      'Large bulbs, even cloves and a mild bite, for kitchens that use a lot.',
    ],
  ),
  row(
    'JC-52',
    makers.shaxi,
    ['小黄姜 1 kg', 'Yellow ginger 1 kg'],
    ['调味', 1_000, 1_480, 980, 14],
    look('ginger', '#d8b06a', '#f2d97c', 'blush'),
    [
      '个小味浓，带泥发。埋在沙里能放一冬。',
      'Small roots with a strong taste, sent with the earth on. In sand they keep all winter.',
    ],
  ),
  row(
    'JC-53',
    makers.shaxi,
    ['嫩姜 1 kg', 'Young ginger 1 kg'],
    ['调味', 1_000, 1_680, 1_180, 5],
    look('ginger', '#e9c9a4', '#f8edc8', 'sage'),
    [
      '皮嫩不用削，脆，不太辣。切片泡糖醋，三天能吃。',
      'Tender skins that need no peeling. Slice it into sweet vinegar and eat it after three days.',
    ],
  ),
  row(
    'JC-54',
    makers.shaxi,
    ['姜黄 500 g', 'Turmeric root 500 g'],
    ['调味', 500, 1_580, 1_080, 20],
    look('ginger', '#b8763a', '#ee9a2b', 'straw', 'cut'),
    [
      '新鲜姜黄根，切开橙红。会染手，戴手套。',
      'Fresh turmeric, deep orange when cut. It stains, so wear gloves.',
    ],
  ),
  row(
    'JC-55',
    makers.shaxi,
    ['老南瓜 3 kg', 'Old pumpkin 3 kg'],
    ['蔬菜', 3_000, 1_680, 1_180, 30],
    look('pumpkins', '#d9762a', '#f0a53a', 'sage'),
    [
      '放了一个月才发，粉、甜。整个放阴凉处过冬没问题。',
      'Rested for a month before it is sent: floury and sweet. Whole and cool, it lasts the winter.',
    ],
  ),
  row(
    'JC-56',
    makers.shaxi,
    ['贝贝南瓜 2 kg', 'Green kabocha 2 kg'],
    ['蔬菜', 2_000, 2_180, 1_580, 18],
    look('pumpkins', '#5f7f54', '#f0b04a', 'straw'),
    [
      '小个，栗子味。带皮蒸十五分钟，皮也能吃。',
      'Small, and tastes of chestnut. Steam it for fifteen minutes and eat the skin as well.',
    ],
  ),
  row(
    'JC-57',
    makers.shaxi,
    ['金丝瓜 2.5 kg', 'Spaghetti squash 2.5 kg'],
    ['蔬菜', 2_500, 1_880, 1_280, 18],
    look('pumpkins', '#e2b84a', '#f7dc8a', 'sky'),
    ['蒸熟一刮就是丝，凉拌脆爽。', 'Steam it, scrape it, and it falls into threads. Crisp in a cold salad.'],
  ),
  row(
    'JC-61',
    makers.shaxi,
    ['红皮花生 1 kg', 'Red peanuts 1 kg'],
    ['坚果', 1_000, 1_980, 1_380, 40],
    look('peanuts', '#b5543f', '#f1e3c4', 'straw'),
    [
      '带壳晒干，粒小味香，油炸、煮汤都好。',
      'Dried in the shell: small and full of taste, fried or in a soup.',
    ],
  ),
  row(
    'JC-62',
    makers.shaxi,
    ['黑花生 1 kg', 'Black peanuts 1 kg'],
    ['坚果', 1_000, 2_480, 1_780, 40],
    look('peanuts', '#4a3040', '#f1e3c4', 'lilac'),
    [
      '黑皮白仁，比红的更甜一点。生吃、煮着吃。',
      'Black skins and white hearts, a little sweeter than red. Raw or boiled.',
    ],
  ),
  row(
    'JC-63',
    makers.shaxi,
    ['盐焗花生 500 g', 'Salt-baked peanuts 500 g'],
    ['坚果', 500, 1_380, 980, 45],
    look('peanuts', '#c98a5a', '#f1e3c4', 'sage', 'cut'),
    [
      '粗盐慢焗，不放味精。开袋后两周内吃完。',
      'Baked slowly in coarse salt and nothing else. Eat within two weeks of opening.',
    ],
  ),
];
