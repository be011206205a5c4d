import type { FoundArea } from './find-area.ts';

/** What a pasted text says of where a parcel goes; a part that it does not say is absent. */
export interface SplitContact {
  name?: string;
  /** Eleven figures of a mobile phone, or a landline as it was written. */
  phone?: string;
  province?: string;
  city?: string;
  district?: string;
  street?: string;
}

const LABELS = {
  name: '收货人姓名|收件人姓名|联系人姓名|收货人|收件人|联系人|姓名|名字',
  phone:
    '收货人手机号|收件人手机号|收货人电话|收件人电话|手机号码|手机号|联系电话|联系方式|电话号码|手机|电话',
  place: '所在地区|所在区域|所属地区|省市区县|省市区|收货地区|地区',
  street: '详细收货地址|详细地址|收货地址|收件地址|街道地址|邮寄地址|地址',
  postcode: '邮政编码|邮编',
} as const;
type Label = keyof typeof LABELS;
const NAMED = Object.entries(LABELS)
  .map(([label, words]) => `(?<${label}>${words})`)
  .join('|');
/** A label with its colon anywhere, or at the beginning of a word with a space behind it. */
const LABEL = new RegExp(`(?:${NAMED})\\s*:\\s*|(?<![^\\s,;])(?:${NAMED.replaceAll('?<', '?<_')})\\s+`, 'g');

const MOBILE = /(?<!\d)(?:\(?(?:\+|00)?86\)?[\s-]*)?(1[3-9]\d[\s-]?\d{4}[\s-]?\d{4})(?!\d)/;
const LANDLINE = /(?<!\d)(?:\+?86[\s-]*)?(0\d{2,3}[\s-]?\d{7,8})(?!\d)/;
/** Six figures alone: a house has fewer, and a phone more. */
const POSTCODE = /(?<![\d\p{L}-])\d{6}(?![\d\p{L}-])/u;
/** What stands between the parts of a text; a phone that was taken out leaves one. */
const PAUSE = /[\s,;、|。]+/;
const HAN_NAME = /^\p{Script=Han}{1,4}(?:·\p{Script=Han}{1,8})?(?:先生|女士|小姐|老师)?$/u;
const LATIN_NAME = /^[\p{Script=Latin}][\p{Script=Latin}.'-]*$/u;
/** The last words of places: no name ends so. */
const PLACE_END = /[省市区县镇乡村路街道巷弄号栋幢楼层室座园苑庭院厦店厂馆场校组社户旁边口里期]$/;
/** The families of nine people in ten, and those of two characters that are met now and then. */
const FAMILY =
  /^(?:欧阳|上官|司马|诸葛|司徒|东方|皇甫|尉迟|公孙|慕容|长孙|[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文施洪阿木和])/;

/**
 * Splits a text as shops and chats copy it: with labels or without, in lines, with spaces, or all in one.
 * @param findArea of the list of areas (`find-area.ts`)
 */
export function splitContact(text: string, findArea: (text: string) => FoundArea | null): SplitContact {
  const whole = plain(text);
  const phone = MOBILE.exec(whole) ?? LANDLINE.exec(whole);
  const rest = phone
    ? `${whole.slice(0, phone.index)}\n${whole.slice(phone.index + phone[0].length)}`
    : whole;
  const labelled = byLabel(rest);
  const loose = labelled.loose.replace(POSTCODE, '\n');
  const place = labelled.place === undefined && labelled.street === undefined ? loose : joined(labelled);
  const area = findArea(place);
  const found: SplitContact = {};
  if (phone)
    found.phone =
      phone[0].startsWith('0') && !phone[0].startsWith('0086')
        ? phone[1]!.trim()
        : phone[1]!.replace(/[\s-]/g, '');
  if (area) found.province = area.province;
  if (area?.city !== undefined) found.city = area.city;
  if (area?.district !== undefined) found.district = area.district;
  const named = labelled.name === undefined ? null : tidy(labelled.name);
  const parts = nameAndStreet(place, area, { name: named === null, isWithPhone: phone !== null });
  const name = named ?? parts.name ?? (place === loose ? null : nameIn(loose));
  if (name) found.name = name;
  const street = area ? withoutArea(parts.street, findArea, area) : place === loose ? '' : parts.street;
  if (street) found.street = street;
  return found;
}

/** One form of every figure, letter and space; what stands for a break of the line, and what is only an ornament. */
function plain(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\u3000\u00a0]/g, ' ')
    .replace(/[\u200b-\u200f\u202a-\u202e\ufeff]/g, '')
    .replace(/[[\]【】「」]/g, ' ')
    .trim();
}

/** The parts behind labels, and what stands before the first of them. */
function byLabel(text: string): Partial<Record<Label, string>> & { loose: string } {
  const marks = [...text.matchAll(LABEL)].map((match) => {
    const [label] = Object.entries(match.groups ?? {}).find(([, words]) => words !== undefined)!;
    return { label: label.replace('_', '') as Label, start: match.index, end: match.index + match[0].length };
  });
  const parts: Partial<Record<Label, string>> & { loose: string } = {
    loose: text.slice(0, marks[0]?.start ?? text.length),
  };
  for (const [at, { label, end }] of marks.entries()) {
    const said = text.slice(end, marks[at + 1]?.start ?? text.length);
    // Behind a phone that was taken out there may be a name: it stands with no label of its own.
    if (label === 'phone') parts.loose += `\n${said}`;
    else parts[label] ??= said;
  }
  return parts;
}

function joined({ place = '', street = '' }: Partial<Record<Label, string>>): string {
  return `${place.trim()} ${street.trim()}`.trim();
}

/**
 * @param wants.name none stands behind a label: it is before the area, behind the street, or on either side without a gap
 * @param wants.isWithPhone behind a street only a text with a phone has a name
 */
function nameAndStreet(
  text: string,
  area: FoundArea | null,
  wants: { name: boolean; isWithPhone: boolean },
): { name: string | null; street: string } {
  const before = area ? text.slice(0, area.start) : '';
  const street = area ? text.slice(area.end) : text;
  const early = wants.name ? nameIn(before) : null;
  if (early !== null || !wants.name || !wants.isWithPhone) return { name: early, street: tidy(street) };
  const words = street.split(PAUSE).filter((word) => word !== '');
  const at = words.findLastIndex((word) => isName(word) && (area !== null || words.length > 1));
  if (at >= 0 && (at === words.length - 1 || isBeforePhone(street, words[at]!))) {
    const left = words.filter((_, index) => index !== at);
    return { name: words[at]!, street: tidy(left.join(' ')) };
  }
  const glued = /^(.*[号室楼栋幢元层户座院房铺店门村组\d])(\p{Script=Han}{2,4})$/su.exec(tidy(street));
  if (glued && FAMILY.test(glued[2]!) && !PLACE_END.test(glued[2]!))
    return { name: glued[2]!, street: tidy(glued[1]!) };
  return { name: null, street: tidy(street) };
}

/** A name that a phone followed stands at the end of its line. */
function isBeforePhone(text: string, word: string): boolean {
  return text.includes(`${word}\n`) || text.includes(`${word} \n`);
}

/** What of a text is a name: the last words that can be one. */
function nameIn(text: string): string | null {
  const words = text.split(PAUSE).filter((word) => word !== '' && !/^\d+$/.test(word));
  const last = words.at(-1);
  if (last === undefined) return null;
  if (LATIN_NAME.test(last))
    return words.slice(words.findLastIndex((word) => !LATIN_NAME.test(word)) + 1).join(' ');
  return words.findLast(isName) ?? null;
}

function isName(word: string): boolean {
  return (HAN_NAME.test(word) && !PLACE_END.test(word)) || LATIN_NAME.test(word);
}

/** A street behind its area, once: some shops write the area a second time. */
function withoutArea(street: string, findArea: (text: string) => FoundArea | null, area: FoundArea): string {
  const again = findArea(street);
  const isSame = again?.start === 0 && again.province === area.province && again.city === area.city;
  return isSame && again.district === area.district ? tidy(street.slice(again.end)) : street;
}

/** One line: breaks become spaces, and a space between Han characters, or between one and a figure, was only a gap of the copy. */
function tidy(text: string): string {
  return text
    .replace(/[\s;|]+/g, ' ')
    .replace(/^[\s,、。:.-]+|[\s,、。:-]+$/g, '')
    .replace(/(?<=\p{Script=Han}) (?=[\p{Script=Han}\d])|(?<=\d) (?=\p{Script=Han})/gu, '')
    .trim();
}
