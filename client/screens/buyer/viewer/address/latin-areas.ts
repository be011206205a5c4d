import { SYLLABLES } from './syllables.ts';

/** Names of several characters that are not read as those are alone, each character's syllable. */
const READ_OTHERWISE: Readonly<Record<string, string>> = {
  ...{ 六安: 'lu an', 六合: 'lu he', 长子: 'zhang zi', 大埔县: 'da bu', 大城县: 'dai cheng', 东阿: 'dong e' },
  ...{ 番禺: 'pan yu', 乐清: 'yue qing', 乐亭: 'lao ting', 荥经: 'ying jing', 尉犁: 'yu li' },
  ...{ 洪洞: 'hong tong', 万柏林: 'wan bo lin' },
};

/** What places are called in English that have a name of their own there. */
const NAMED: Readonly<Record<string, string>> = {
  ...{
    内蒙古自治区: 'Inner Mongolia',
    广西壮族自治区: 'Guangxi',
    西藏自治区: 'Tibet',
    宁夏回族自治区: 'Ningxia',
  },
  ...{ 新疆维吾尔自治区: 'Xinjiang', 台湾省: 'Taiwan', 香港特别行政区: 'Hong Kong', 澳门特别行政区: 'Macao' },
  ...{
    陕西省: 'Shaanxi',
    浙江省: 'Zhejiang',
    哈尔滨市: 'Harbin',
    齐齐哈尔市: 'Qiqihar',
    呼和浩特市: 'Hohhot',
    鄂尔多斯市: 'Ordos',
  },
  ...{
    呼伦贝尔市: 'Hulunbuir',
    乌鲁木齐市: 'Urumqi',
    克拉玛依市: 'Karamay',
    吐鲁番市: 'Turpan',
    喀什地区: 'Kashgar',
  },
  ...{ 拉萨市: 'Lhasa', 日喀则市: 'Shigatse', 林芝市: 'Nyingchi', 那曲市: 'Nagqu', 香格里拉市: 'Shangri-La' },
  ...{ 台北市: 'Taipei', 高雄市: 'Kaohsiung', 台南市: 'Tainan', 台中市: 'Taichung', 九龙: 'Kowloon' },
  ...{ 新界: 'New Territories', 香港岛: 'Hong Kong Island', 澳门半岛: 'Macao Peninsula', 离岛: 'Islands' },
  ...{ 省直辖县: 'Under the province', 自治区直辖县级行政区划: 'Under the region', 县: 'Counties' },
};

const PEOPLES =
  '维吾尔|哈萨克|柯尔克孜|塔吉克|锡伯|蒙古|朝鲜|土家|哈尼|傈僳|拉祜|纳西|景颇|达斡尔|仫佬|布朗|布依|撒拉|毛南|仡佬|普米|德昂|保安|裕固|独龙|阿昌|东乡|藏|回|苗|彝|壮|满|侗|瑶|白|傣|黎|佤|畲|水|土|羌|怒|各';
/** What follows the name of a district of its own rule: whose, and its rank. */
const OF_A_PEOPLE = new RegExp(`^(.+?)(?:(?:${PEOPLES})族?)+自治[州县旗]$`);
const RANK = /^(..+?)(?:自治[州县旗]|地区|街道|新区|矿区|特区|林区|[省市区县盟旗乡镇])$/;
/** Longer names are of parks and offices: as syllables nobody would know them. */
const MOST_SYLLABLES = 5;

const syllables = new Map<string, string>();
for (const group of SYLLABLES.split(/\s+/)) {
  const [, syllable = '', characters = ''] = /^([a-z]+)(.*)$/.exec(group) ?? [];
  for (const each of characters) syllables.set(each, syllable.replace('v', 'ü'));
}

/**
 * A province, city or district of China in Latin letters, without its rank: 剑川县 is Jianchuan. Null: it has no name that a
 * reader of English would know it by.
 */
export function latinArea(name: string): string | null {
  const known = NAMED[name];
  if (known) return known;
  const alone = OF_A_PEOPLE.exec(name)?.[1] ?? RANK.exec(name)?.[1] ?? name;
  const otherwise = READ_OTHERWISE[name] ?? READ_OTHERWISE[alone];
  const read = otherwise?.split(' ') ?? [...alone].map((each) => syllables.get(each));
  if (read.length > MOST_SYLLABLES || read.includes(undefined)) return null;
  const joined = read.reduce<string>(
    (text, each = '') => text + (text !== '' && /^[aeo]/.test(each) ? `’${each}` : each),
    '',
  );
  return joined.charAt(0).toUpperCase() + joined.slice(1);
}
