import { BoundedMap } from '../../../../../shared/values/bounded-map.ts';
import { marketGoods } from '../goods.ts';
import type { TalkLines } from './lines.ts';
import { linesEn } from './lines-en.ts';
import { linesZh } from './lines-zh.ts';
import { callName, type TalkLanguage, talks } from './talks.ts';

/** Texts whose other wording is remembered: the newest of some streams, which each frame asks for again. */
const MAX_REMEMBERED = 2_000;
/** What stands where in a line that was filled, by its template. */
const places: Readonly<Record<string, string>> = {
  '{name}': '(?<name>.+?)',
  '{price}': '(?<price>[^\\p{L}\\s]+?)',
  '{left}': '(?<left>\\d+)',
};

/**
 * What the demo's people have written, in the language in which its door was opened last. Each line has a place in its list,
 * and what stands there in the other language is said in its stead; an answer is that of the same question. What a visitor
 * writes stays as it is.
 */
export function inLanguage(language: TalkLanguage): (text: string) => string {
  const [from, to] = language === 'en' ? [linesZh, linesEn] : [linesEn, linesZh];
  const [of, house] = language === 'en' ? [talks['zh-CN'], talks.en] : [talks.en, talks['zh-CN']];
  const plain = new Map<string, string>();
  const filled: [said: RegExp, template: string][] = [];
  const pair = (said: readonly string[], inStead: readonly string[]) => {
    for (const [at, text] of said.entries()) {
      // From its place on the first that says no more than is known.
      const here = at % inStead.length;
      const other = [...inStead.slice(here), ...inStead.slice(0, here)].find((each) => tellsOf(each, text));
      if (other === undefined) continue;
      if (text.includes('{')) filled.push([patternOf(text), other]);
      else plain.set(text, other);
    }
  };
  for (const list of ['any', 'price', 'left', 'evening'] as const) pair(from[list], to[list]);
  for (const category of Object.keys(from.of)) pair(from.of[category]!, to.of[category]!);
  for (const category of Object.keys(from.asks)) pair(asked(from, category), asked(to, category));
  pair(
    [of.pinned, ...of.held, of.spoiler, ...of.names],
    [house.pinned, ...house.held, house.spoiler, ...house.names],
  );
  pair(
    of.ready.map(({ text }) => text),
    house.ready.map(({ text }) => text),
  );
  const names = new Map(
    marketGoods.map(({ name, nameEn }) => {
      const [english, chinese] = [callName(nameEn), callName(name)];
      return language === 'en' ? [chinese, english] : [english, chinese];
    }),
  );
  const remembered = new BoundedMap<string, string>(MAX_REMEMBERED);
  function inOther(text: string): string {
    for (const [said, template] of filled) {
      const found = said.exec(text);
      if (!found) continue;
      const { name, price = '', left = '' } = found.groups ?? {};
      const called = name === undefined ? '' : names.get(name);
      if (called === undefined) continue;
      return template.replaceAll('{name}', called).replaceAll('{price}', price).replaceAll('{left}', left);
    }
    return text;
  }
  return (text) => {
    const known = plain.get(text) ?? remembered.get(text);
    if (known !== undefined) return known;
    const other = inOther(text);
    remembered.set(text, other);
    return other;
  };
}

/** Questions and answers of a category, one after the other. */
const asked = ({ asks }: TalkLines, category: string) => asks[category]!.flat();

/** Whether all that a template tells of is told of by another. */
const tellsOf = (template: string, other: string) =>
  Object.keys(places).every((place) => !template.includes(place) || other.includes(place));

function patternOf(template: string): RegExp {
  const parts = template.split(/(\{\w+\})/);
  const pattern = parts.map((part, at) => {
    const place = places[part];
    if (place === undefined) return part.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&');
    return parts.indexOf(part) === at ? place : `\\k<${part.slice(1, -1)}>`;
  });
  return new RegExp(`^${pattern.join('')}$`, 'u');
}
