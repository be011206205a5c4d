import type { MarketGood } from './good.ts';
import { makers } from './makers.ts';
import { look, row } from './rows.ts';

/** What grows on trees and under them, and what is carved of them. */
export const treeGoods: readonly MarketGood[] = [
  row(
    'JC-21',
    makers.walnuts,
    ['核桃仁 400 g', 'Walnut kernels 400 g'],
    ['坚果', 400, 3_980, 2_980, 20],
    look('walnuts', '#b98a55', '#edcf9c', 'straw', 'cut'),
    [
      '手工剥的整瓣仁，没烤过。做点心、打核桃奶。',
      'Halves shelled by hand, not roasted. For baking, or for walnut milk.',
    ],
  ),
  row(
    'JC-22',
    makers.walnuts,
    ['盐焗核桃 500 g', 'Salt-roasted walnuts 500 g'],
    ['坚果', 500, 2_980, 2_180, 30],
    look('walnuts', '#9a6a3c', '#d9a866', 'blush', 'parcel'),
    [
      '带壳开口，盐水焗透再烘干，一掰就开。',
      'Cracked, soaked in brine and dried again. They open between two fingers.',
    ],
  ),
  row(
    'JC-25',
    makers.potatoes,
    ['干牛肝菌 100 g', 'Dried porcini 100 g'],
    ['菌类', 100, 4_580, 3_480, 70],
    look('mushrooms', '#a9743c', '#f0dcae', 'straw'),
    [
      '七月山里采的白牛肝，切片烘干。泡软后一定炒透。',
      'Picked in July, sliced and dried. Soak them, and always cook them through.',
    ],
  ),
  row(
    'JC-26',
    makers.potatoes,
    ['花菇 250 g', 'Flower shiitake 250 g'],
    ['菌类', 250, 4_880, 3_780, 40],
    look('mushrooms', '#b59a7a', '#f4ead2', 'sky'),
    [
      '冬天冷出来的花纹，最厚的一批。泡三小时，炖鸡不散。',
      'The cold cracks their caps, and these are the thickest. Soak for three hours.',
    ],
  ),
  row(
    'JC-31',
    makers.tea,
    ['高山红茶 100 g', 'Mountain black tea 100 g'],
    ['茶', 100, 3_580, 2_680, 150],
    look('tea', '#7a5a34', '#b8502a', 'blush', 'cut'),
    [
      '夏茶发酵，汤红亮，蜜香。95 度水，不涩，加奶也行。',
      'Summer leaves, bright red in the cup, with a scent of honey. Water at 95 °C; milk is welcome.',
    ],
  ),
  row(
    'JC-32',
    makers.tea,
    ['老树白茶 100 g', 'Old-tree white tea 100 g'],
    ['茶', 100, 4_680, 3_580, 180],
    look('tea', '#9aa97a', '#e2cf8a', 'sky', 'parcel'),
    [
      '老树一芽三叶，只晾不炒。越放越醇，能煮。',
      'From old trees, only withered and dried. It mellows with the years, and may be boiled.',
    ],
  ),
  row(
    'JC-33',
    makers.madeng,
    ['黄金帅苹果 3 kg', 'Golden apples 3 kg'],
    ['水果', 3_000, 2_880, 2_080, 4],
    look('apples', '#dcb83e', '#faf1cf', 'sage'),
    [
      '放几天更香更面，老人孩子咬得动。',
      'Fragrant, and softer after a few days: easy on small and old teeth.',
    ],
  ),
  row(
    'JC-34',
    makers.madeng,
    ['花红小苹果 1.5 kg', 'Crab apples 1.5 kg'],
    ['水果', 1_500, 1_880, 1_280, 4],
    look('apples', '#a8273a', '#f6e2cf', 'blush', 'parcel'),
    ['小果子，酸甜脆。做果酱、泡水都好。', 'Small, sharp and crisp. For eating out of the hand, or for jam.'],
  ),
  row(
    'JC-43',
    makers.madeng,
    ['宝珠梨 3 kg', 'Baozhu pears 3 kg'],
    ['水果', 3_000, 2_580, 1_880, 5],
    look('pears', '#c3bf5a', '#fbf6e2', 'sky'),
    [
      '云南老梨，皮薄汁多，核小。冰一下更好吃。',
      'An old pear of Yunnan: thin skin, much juice, a small core. Best chilled.',
    ],
  ),
  row(
    'JC-44',
    makers.madeng,
    ['火把梨 2.5 kg', 'Torch pears 2.5 kg'],
    ['水果', 2_500, 2_280, 1_680, 5],
    look('pears', '#cf5f3c', '#faf0d8', 'sage'),
    [
      '向阳一面通红，像火把。酸甜，放软了更香。',
      'Red as a torch where the sun was. Sweet and sharp, and more fragrant once soft.',
    ],
  ),
  row(
    'JC-45',
    makers.madeng,
    ['麻皮梨 3 kg', 'Russet pears 3 kg'],
    ['水果', 3_000, 1_980, 1_480, 6],
    look('pears', '#b8874a', '#f7ecd0', 'straw', 'cut'),
    [
      '皮糙，肉细。耐放，炖冰糖最润。',
      'Rough skins and fine flesh. They keep well, and are best stewed with rock sugar.',
    ],
  ),
  row(
    'JC-37',
    makers.shaxi,
    ['炖梅 400 g', 'Stewed plums 400 g'],
    ['蜜饯', 400, 1_980, 1_480, 100],
    look('plums', '#6a3626', '#4a2218', 'sand', 'parcel'),
    [
      '土罐小火炖三天三夜，乌黑发亮，酸香。泡水、炖排骨。',
      'Three days and nights in a clay pot: black, glossy and sour. In water, or with ribs.',
    ],
  ),
  row(
    'JC-38',
    makers.shaxi,
    ['脆梅 500 g', 'Crisp green plums 500 g'],
    ['蜜饯', 500, 1_680, 1_180, 100],
    look('plums', '#b3b858', '#8f9a3e', 'sage', 'cut'),
    [
      '青梅用盐和糖腌，咬着脆响，酸得清爽。',
      'Green plums in salt and sugar. They crunch, and they are clean and sour.',
    ],
  ),
  row(
    'JC-64',
    makers.walnuts,
    ['柿饼 500 g', 'Dried persimmons 500 g'],
    ['蜜饯', 500, 2_280, 1_680, 30],
    look('persimmons', '#d9702f', '#f4e6d0', 'sage'),
    [
      '挂在屋檐下晒四十天，白霜是自己的糖。',
      'Forty days under the eaves. The white frost is their own sugar.',
    ],
  ),
  row(
    'JC-65',
    makers.walnuts,
    ['吊柿 400 g', 'Hung persimmons 400 g'],
    ['蜜饯', 400, 2_580, 1_880, 26],
    look('persimmons', '#c24f24', '#eec9a0', 'blush', 'parcel'),
    [
      '只晒半干，心是软的，像果冻。收到放冰箱。',
      'Half dried, so the heart stays soft as jelly. Keep them in the fridge.',
    ],
  ),
  row(
    'JC-66',
    makers.walnuts,
    ['柿子条 350 g', 'Persimmon strips 350 g'],
    ['蜜饯', 350, 1_880, 1_380, 32],
    look('persimmons', '#e08a34', '#f8ecd4', 'straw', 'cut'),
    ['切条晒干，没加糖，有嚼劲，当零嘴。', 'Cut and dried with no sugar added. Chewy, and good in a pocket.'],
  ),
  row(
    'JC-39',
    makers.carvers,
    ['花梨书签', 'Rosewood bookmark'],
    ['木雕', 22, 1_990, 1_390, null],
    look('bookmarks', '#a85f3c', '#2f4b8f', 'sage'),
    ['花梨边料雕梅花，油亮，越用越润。', 'A plum blossom in rosewood offcuts. It grows glossier with use.'],
  ),
  row(
    'JC-40',
    makers.carvers,
    ['核桃木书签', 'Walnut-wood bookmark'],
    ['木雕', 22, 1_890, 1_290, null],
    look('bookmarks', '#7a563a', '#e7b24c', 'straw', 'cut'),
    ['深色核桃木，刀口细。配黄流苏。', 'Dark walnut, finely cut, with a yellow tassel.'],
  ),
  row(
    'JC-41',
    makers.carvers,
    ['核桃木小马', 'Walnut pony'],
    ['木雕', 210, 4_980, 3_880, null],
    look('ponies', '#805838', '#3a251d', 'straw'),
    [
      '和松木小马一个师傅，木头更沉更滑。',
      'By the same hand as the pine pony, in a heavier and smoother wood.',
    ],
  ),
  row(
    'JC-42',
    makers.carvers,
    ['木雕小马驹', 'Carved foal'],
    ['木雕', 120, 3_280, 2_380, null],
    look('ponies', '#e2c08a', '#b8763a', 'blush', 'parcel'),
    [
      '高约 6 厘米，给孩子的。没有尖角，只上蜂蜡。',
      'About 6 cm high, and made for children: no sharp edge, and beeswax alone.',
    ],
  ),
];
