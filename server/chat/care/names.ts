import { MAX_CHAT_NAME } from '../../../shared/market/chat/bounds.ts';
import { NAME_WORDS } from '../../../shared/market/chat/given-name.ts';
import { cleanText } from './clean-text.ts';
import { fold } from './fold.ts';

const SHORTEST = 2;
/** More digits read like a number to call or to add. */
const MOST_DIGITS = 3;
/** Nobody speaks as the house: what those who work here are called, in both languages. */
const HOUSE_WORDS = [
  'host',
  'anchor',
  'staff',
  'official',
  'admin',
  'moderator',
  'support',
  'service',
  'assistant',
  'operator',
  'seller',
  'producer',
  'fairday',
  'system',
  '主播',
  '官方',
  '客服',
  '管理',
  '助播',
  '房管',
  '运营',
  '店长',
  '店主',
  '商家',
  '小二',
  '系统',
  '老板',
]; // prettier-ignore

/** Scripts that are written in one name with Latin letters; each other one stands alone. */
const EAST_ASIAN =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}]/u;
const NUMERALS = /[〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖]{5,}/u;

/**
 * Whether nobody may be called so: it looks like the host, staff or a producer, like a name that was given, or like a number
 * to call; is written in several scripts; or has signs that nobody sees or that look like a badge. Badges come from the
 * server alone. What may be had is shown as `cleanText` makes it.
 *
 * @param houses names of the host, staff, the shop and producers, in both languages; what a list comes to is remembered
 */
export function isTakenName(typed: string, ...houses: readonly (readonly string[])[]): boolean {
  const name = cleanText(typed);
  const length = [...name].length;
  return (
    length < SHORTEST ||
    length > MAX_CHAT_NAME ||
    // What nobody sees and what turns the line round was typed on purpose.
    /[\p{Default_Ignorable_Code_Point}\p{Cc}]/u.test(typed) ||
    !/^[\p{L}\p{M}\p{Nd} .'·-]+$/u.test(name) ||
    !/\p{L}/u.test(name) ||
    scriptsOf(name) > 1 ||
    name.replace(/\P{Nd}/gu, '').length > MOST_DIGITS ||
    NUMERALS.test(name) ||
    isGiven(name) ||
    resembles(name, HOUSE_WORDS, 2) ||
    houses.some((house) => resembles(name, house, 4))
  );
}

/** How many scripts it is written in; Latin beside East Asian letters counts as one, and so do these together. */
function scriptsOf(name: string): number {
  let hasLatin = false;
  let hasEastAsian = false;
  let hasOther = false;
  for (const letter of name.match(/\p{L}/gu) ?? []) {
    if (/\p{Script=Latin}/u.test(letter)) hasLatin = true;
    else if (EAST_ASIAN.test(letter)) hasEastAsian = true;
    else hasOther = true;
  }
  const others = new Set(
    hasOther ? OTHER_SCRIPTS.filter((script) => new RegExp(`\\p{Script=${script}}`, 'u').test(name)) : [],
  );
  return (hasLatin || hasEastAsian ? 1 : 0) + (hasOther ? Math.max(1, others.size) : 0);
}

const OTHER_SCRIPTS = [
  'Cyrillic',
  'Greek',
  'Arabic',
  'Hebrew',
  'Devanagari',
  'Thai',
  'Armenian',
  'Georgian',
  'Cherokee',
];

/** A word of the market with digits is what somebody without a name is called. */
function isGiven(name: string): boolean {
  return GIVEN.test(name);
}

const GIVEN = new RegExp(`^(?:${NAME_WORDS.flat().join('|')})\\s*\\d+$`, 'iu');

/** @param least letters of a name in Latin from which it counts inside of another; Chinese ones count from two on */
function resembles(name: string, others: readonly string[], least: number): boolean {
  const mine = fold(name).text;
  return foldedOf(others).some((theirs) => {
    if (mine === theirs) return true;
    const isShort = /\p{Script=Han}/u.test(theirs) ? theirs.length < 2 : theirs.length < least;
    return !isShort && mine.includes(theirs);
  });
}

const folds = new WeakMap<readonly string[], string[]>();

/** The names of a list, folded once; those of which nothing is left are left out. */
function foldedOf(names: readonly string[]): string[] {
  const known = folds.get(names);
  if (known) return known;
  const folded = names.map((name) => fold(name).text).filter((text) => text !== '');
  folds.set(names, folded);
  return folded;
}
