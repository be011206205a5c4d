/**
 * Words of the market that a talker without a name of their own is called by, each in both languages: a name that was
 * given is shown in the reader's language. Only add at the end: a name that stands in a log is a place in this list, which has 40 (`bounds.ts`).
 */
export const NAME_WORDS = [
  ['Basket', '竹篮'],
  ['Lantern', '灯笼'],
  ['Teapot', '茶壶'],
  ['Honeybee', '蜜蜂'],
  ['Walnut', '核桃'],
  ['Persimmon', '柿子'],
  ['Chestnut', '板栗'],
  ['Sparrow', '麻雀'],
  ['Plum', '梅子'],
  ['Barley', '大麦'],
  ['Cricket', '蛐蛐'],
  ['Pumpkin', '南瓜'],
  ['Millstone', '石磨'],
  ['Bamboo', '竹子'],
  ['Sesame', '芝麻'],
  ['Peach', '桃子'],
  ['Magpie', '喜鹊'],
  ['Lotus', '莲花'],
  ['Radish', '萝卜'],
  ['Mulberry', '桑葚'],
  ['Swallow', '燕子'],
  ['Ginger', '生姜'],
  ['Peanut', '花生'],
  ['Pomelo', '柚子'],
  ['Carp', '鲤鱼'],
  ['Apricot', '杏子'],
  ['Clover', '苜蓿'],
  ['Firefly', '萤火虫'],
  ['Cabbage', '白菜'],
  ['Goose', '大鹅'],
  ['Loquat', '枇杷'],
  ['Ladle', '木勺'],
  ['Maple', '枫叶'],
  ['Oat', '燕麦'],
  ['Pear', '梨子'],
  ['Rooster', '公鸡'],
  ['Scales', '杆秤'],
  ['Straw Hat', '草帽'],
  ['Taro', '芋头'],
  ['Wheelbarrow', '推车'],
] as const;

/** Two digits, 10 to 99: four would read like the end of a phone. */
const NUMBERS = 90;

/**
 * A name that was given, as a reader of this language is shown it: *Basket 27*, 竹篮27.
 * @param given word × 90 + digits − 10
 */
export function givenName(given: number, language: string): string {
  const [english, chinese] = NAME_WORDS[Math.floor(given / NUMBERS) % NAME_WORDS.length]!;
  const digits = 10 + (given % NUMBERS);
  return language.startsWith('zh') ? `${chinese}${digits}` : `${english} ${digits}`;
}
