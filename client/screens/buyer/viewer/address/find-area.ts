import { type Areas, grouped } from './china-areas.ts';

/** Where a text says province, city and district, and as much of them as it says. */
export interface FoundArea {
  province: string;
  city?: string;
  district?: string;
  /** Characters of the text before it. */
  start: number;
  /** The first character behind it. */
  end: number;
}

/** A name as people write it: 云南省 or 云南, 大理白族自治州 or 大理州. */
interface Form {
  text: string;
  /** It lacks the word that says what it is, so it may be the beginning of a street: 武侯大道. */
  isBare: boolean;
}
interface Named {
  name: string;
  forms: readonly Form[];
}

const PEOPLES =
  '蒙古族|蒙古|回族|藏族|维吾尔族|维吾尔|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族|哈萨克|傣族|黎族|傈僳族|佤族|畲族|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜族|柯尔克孜|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯族|阿昌族|普米族|塔吉克|怒族|鄂温克族|德昂族|保安族|裕固族|独龙族|各族';
const OF_A_PEOPLE = new RegExp(`^(.{2,}?)(?:${PEOPLES})+(自治[区州县旗])$`);
const LARGE = /^(.{2,})(?:省|市|地区|盟|自治区|特别行政区)$/;
const SMALL = /^(.{2,})(?:新区|区|县|市|旗)$/;
const SHORT_KIND: Readonly<Record<string, string>> = { 自治区: '', 自治州: '州', 自治县: '县', 自治旗: '旗' };

/** What stands between the parts of an area, or is written where a list has no city. */
const GAP =
  /(?:[\s,，、·.\-/>[\]【】]|中国|市辖区|省直辖县级行政区划|自治区直辖县级行政区划|省直辖县|县(?=[\s,]))*/y;
/** After a bare name these make it the name of a street or of a smaller place. */
const GOES_ON = /^(?:[东西南北中]?[路街巷桥]|[东西南北中]?大[道街厦桥]|胡同|[省市区县州镇乡村])/;
/** A bare district stands alone: 武侯祠 lies in 武侯区, and is none. */
const STOPS = /^(?:$|[\s,，、·.\-/>[\]【】])/;

/** Looks for areas in texts; made once of a list, since it is asked with every text that is pasted. */
export function areaFinder(areas: Areas): (text: string) => FoundArea | null {
  const provinces = [...areas.keys()].map((name) => ({ name, forms: formsOf(name, LARGE) }));
  const cities = [...areas].flatMap(([province, own]) =>
    [...own.keys()].map((name) => ({ province, name, forms: formsOf(name, LARGE) })),
  );
  const districts = [...areas].flatMap(([province, own]) =>
    [...own].flatMap(([city, names]) =>
      names.map((name) => ({ province, city, name, forms: formsOf(name, SMALL) })),
    ),
  );
  const citiesIn = grouped(cities, ({ province }) => province);
  const districtsIn = grouped(districts, ({ province }) => province);
  const unique = [...grouped(districts, ({ name }) => name)].flatMap(([name, same]) =>
    same.length === 1 && name.length > 2 ? same : [],
  );

  /** What was found so far, and the same with the district that stands behind it. */
  function withDistrict(text: string, found: FoundArea): FoundArea[] {
    const begin = gapEnd(text, found.end);
    const hits = (districtsIn.get(found.province) ?? []).flatMap((each) => {
      const end = (found.city ?? each.city) === each.city ? endOf(text, begin, each, STOPS) : null;
      return end === null ? [] : [{ ...each, end }];
    });
    const end = Math.max(0, ...hits.map((hit) => hit.end));
    const [only, another] = hits.filter((hit) => hit.end === end);
    // Two cities of a province may each have a district of that name.
    if (!only || another) return [found];
    return [found, { ...found, city: only.city, district: only.name, end }];
  }

  function readingsAt(text: string, start: number): FoundArea[] {
    const inProvinces = provinces.flatMap((province) => {
      const end = endOf(text, start, province);
      if (end === null) return [];
      const found = { start, province: province.name, end };
      const begin = gapEnd(text, end);
      const inCities = (citiesIn.get(province.name) ?? []).flatMap((city) => {
        const cityEnd = endOf(text, begin, city);
        return cityEnd === null ? [] : withDistrict(text, { ...found, city: city.name, end: cityEnd });
      });
      return [...withDistrict(text, found), ...inCities];
    });
    // Without its province: a city in full or before its district, or a district whose name no other has.
    const inCities = cities.flatMap((city) => {
      const end = endOf(text, start, city);
      if (end === null) return [];
      const found = withDistrict(text, { start, province: city.province, city: city.name, end });
      return text.startsWith(city.name, start) ? found : found.slice(1);
    });
    const alone = unique
      .filter(({ name }) => text.startsWith(name, start))
      .map(({ province, city, name }) => ({
        start,
        province,
        city,
        district: name,
        end: start + name.length,
      }));
    return [...inProvinces, ...inCities, ...alone];
  }

  return (text) => {
    const starts = [...text.matchAll(/\p{Script=Han}/gu)].map(({ index }) => index);
    return starts
      .flatMap((start) => readingsAt(text, start))
      .reduce<FoundArea | null>(
        (best, each) => (best && weightOf(best) >= weightOf(each) ? best : each),
        null,
      );
  };
}

/** A district says more than a province, and a longer text more than a short one. */
function weightOf({ start, end, district, city }: FoundArea): number {
  return (district === undefined ? 0 : 20) + (city === undefined ? 0 : 10) + end - start;
}

function gapEnd(text: string, from: number): number {
  GAP.lastIndex = from;
  GAP.test(text);
  return Math.max(from, GAP.lastIndex);
}

/**
 * Where a name ends that begins here, in its longest form; null: it does not.
 * @param stops what has to follow a bare one; left out: anything but the rest of another name
 */
function endOf(text: string, begin: number, { forms }: Named, stops?: RegExp): number | null {
  for (const { text: form, isBare } of forms) {
    if (!text.startsWith(form, begin)) continue;
    const end = begin + form.length;
    const next = text.slice(end, end + 3);
    if (!isBare || (stops ? stops.test(next) : !GOES_ON.test(next))) return end;
  }
  return null;
}

/** The forms of a name, the longest first. */
function formsOf(name: string, kind: RegExp): Form[] {
  const people = OF_A_PEOPLE.exec(name);
  const stem = people?.[1] ?? kind.exec(name)?.[1] ?? /^(.{2,})自治[州县旗]$/.exec(name)?.[1];
  const forms = [{ text: name, isBare: false }];
  if (people) forms.push({ text: people[1]! + people[2]!, isBare: false });
  if (people && SHORT_KIND[people[2]!])
    forms.push({ text: people[1]! + SHORT_KIND[people[2]!]!, isBare: false });
  if (stem !== undefined) forms.push({ text: stem, isBare: true });
  return forms.filter(({ text }) => text.length > 1);
}
