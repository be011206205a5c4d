import type { RefusalCode, RefusalOf } from '../../shared/contract/refusals.ts';
import { catalogue, type Language } from '../i18n/language.ts';

/** How a sentence writes amounts and times, for the reader's language and the stream's currency. */
export interface Wording {
  money(amountMinor: number): string;
  /** A time of day with seconds. */
  clock(ms: number): string;
  /** A day of the calendar: `5 Dec`. */
  day(ms: number): string;
}

/** A refusal of the contract, or no answer at all. */
export type Reason = RefusalOf<RefusalCode> | { code: 'NO_ANSWER' };
type ReasonOf<Code extends Reason['code']> = Extract<Reason, { code: Code }>;
export type SentencesOf<Codes extends Reason['code']> = {
  [Code in Codes]: (reason: ReasonOf<Code>, say: Wording) => string;
};
/** A group of sentences says some codes: those that its own object has. The list of groups is client/market/sentences.ts. */
export type SomeSentences = Partial<SentencesOf<Reason['code']>>;

const seconds = (ms: number) => Math.max(1, Math.ceil(ms / 1_000));
/** A pause in seconds, or in minutes where nobody counts seconds. */
const pause = (ms: number, s: string, min: string) =>
  ms > 120_000 ? `${Math.ceil(ms / 60_000)} ${min}` : `${seconds(ms)} ${s}`;

const en = {
  SOLD_OUT: () => 'Sold out.',
  ALL_HELD: ({ nextFreeAtMs }, say) =>
    nextFreeAtMs === null
      ? 'The last ones are in other carts; one may be back.'
      : `The last ones are in other carts; the next may be back at ${say.clock(nextFreeAtMs)}.`,
  INSUFFICIENT: ({ max }) => (max === 1 ? 'Only 1 left: you can add that.' : `You can add up to ${max}.`),
  STOPPED: () => 'The host has stopped selling this. You can still order what is reserved for you.',
  FLASH_NOT_STARTED: ({ startsAtMs, nowMinor }, say) =>
    `The flash price starts at ${say.clock(startsAtMs)}. Now it is ${say.money(nowMinor)}.`,
  FLASH_ENDED: ({ endedAtMs }, say) =>
    `The flash sale ended at ${say.clock(endedAtMs)}, and this isn’t sold any more.`,
  FLASH_QUOTA_GONE: ({ nowMinor }, say) =>
    `The flash units are gone. You can still get it for ${say.money(nowMinor)}.`,
  PRICE_CHANGED: ({ wasMinor, nowMinor }, say) =>
    `The price went from ${say.money(wasMinor)} to ${say.money(nowMinor)}. Nothing was added or ordered.`,
  BUYER_LIMIT: ({ allowance }) =>
    allowance === 0 ? 'You’ve reached the limit per person.' : `You can buy ${allowance} more of this.`,
  HOLD_LIMIT: ({ allowance }) =>
    allowance === 0
      ? 'You’ve reserved as many as one person can. Order them first, then add more.'
      : `You can reserve ${allowance} more; order what you have to add the rest.`,
  CART_CHANGED: ({ units }) =>
    units === 0
      ? 'This is no longer in your cart.'
      : `Your cart now has ${units} of this. Check it and order again.`,
  NOT_IN_LINEUP: () => 'This product is not in this stream’s shop.',
  STREAM_NOT_LIVE: () => 'This stream isn’t selling right now. You can still order what is reserved for you.',
  STREAM_CLOSED: () => 'This stream has ended; nothing more can be ordered.',
  SELLING_PAUSED: () => 'Selling is paused for a moment. Your cart is kept.',
  UNAUTHENTICATED: () => 'Please sign in again.',
  NOT_FOUND: () => 'We can’t find this.',
  BAD_REQUEST: ({ field }) => (field ? `The field “${field}” isn’t valid.` : 'This request isn’t valid.'),
  RATE_LIMITED: ({ retryAfterMs }) => `Too fast: try again in ${pause(retryAfterMs, 's', 'min')}.`,
  BUSY: ({ retryAfterMs }) =>
    `We’re very busy. Try again in ${seconds(retryAfterMs)} s; nothing was ordered.`,
  UNAVAILABLE: ({ retryAfterMs }) =>
    `We can’t take orders right now. Try again in ${seconds(retryAfterMs)} s.`,
  INTERNAL: () => 'Something went wrong on our side. Try again; the same tap never counts twice.',
  NO_ANSWER: () =>
    'No answer yet. We check again as soon as you’re back online; the same tap never counts twice.',
} satisfies SomeSentences;

const zh: SentencesOf<keyof typeof en> = {
  SOLD_OUT: () => '已售罄。',
  ALL_HELD: ({ nextFreeAtMs }, say) =>
    nextFreeAtMs === null ? '已被抢空，可能会释放。' : `已被抢空，最早 ${say.clock(nextFreeAtMs)} 释放。`,
  INSUFFICIENT: ({ max }) => (max === 1 ? '仅剩 1 件，可以加购 1 件。' : `最多还能加购 ${max} 件。`),
  STOPPED: () => '主播已停售；为您锁定的仍可下单。',
  FLASH_NOT_STARTED: ({ startsAtMs, nowMinor }, say) =>
    `秒杀 ${say.clock(startsAtMs)} 开始，现在是 ${say.money(nowMinor)}。`,
  FLASH_ENDED: ({ endedAtMs }, say) => `秒杀已于 ${say.clock(endedAtMs)} 结束，商品随之下架。`,
  FLASH_QUOTA_GONE: ({ nowMinor }, say) => `秒杀已抢完，${say.money(nowMinor)} 还有货。`,
  PRICE_CHANGED: ({ wasMinor, nowMinor }, say) =>
    `价格已从 ${say.money(wasMinor)} 变为 ${say.money(nowMinor)}，没有加购，也没有下单。`,
  BUYER_LIMIT: ({ allowance }) =>
    allowance === 0 ? '已达到每人限购数量。' : `每人限购，您还能买 ${allowance} 件。`,
  HOLD_LIMIT: ({ allowance }) =>
    allowance === 0
      ? '为您锁定的件数已满，先下单再继续加购。'
      : `还能再锁定 ${allowance} 件，先下单就能继续加购。`,
  CART_CHANGED: ({ units }) =>
    units === 0 ? '购物车里已经没有这件了。' : `购物车里现在是 ${units} 件，请核对后再下单。`,
  NOT_IN_LINEUP: () => '本场没有这件商品。',
  STREAM_NOT_LIVE: () => '现在不能加购；为您锁定的仍可下单。',
  STREAM_CLOSED: () => '直播已结束，不能再下单。',
  SELLING_PAUSED: () => '暂停下单，购物车已为您保留。',
  UNAUTHENTICATED: () => '请重新登录。',
  NOT_FOUND: () => '这里没有您要找的内容。',
  BAD_REQUEST: ({ field }) => (field ? `“${field}”填得不对。` : '这个请求有误。'),
  RATE_LIMITED: ({ retryAfterMs }) => `点得太频繁了，${pause(retryAfterMs, '秒', '分钟')}后再试。`,
  BUSY: ({ retryAfterMs }) => `太火爆了，请 ${seconds(retryAfterMs)} 秒后再试；这次没有下单。`,
  UNAVAILABLE: ({ retryAfterMs }) => `暂时无法下单，请 ${seconds(retryAfterMs)} 秒后再试。`,
  INTERNAL: () => '系统出错了，请重试；同一次点击不会算两遍。',
  NO_ANSWER: () => '还没有收到结果，网络恢复后自动查询；同一次点击不会算两遍。',
};

/** What everybody may be told, on a first load too. */
export const sentences = catalogue<SentencesOf<keyof typeof en>>({ en, 'zh-CN': zh });

/**
 * Says what everybody may be told, in the reader's language: what happened, and what is possible now. It is there on a first
 * load; what comes later asks `sentenceOf`.
 */
export function sentenceFor(reason: Reason, language: Language, say: Wording): string {
  const all = sentences[language] as Partial<
    Record<Reason['code'], (reason: Reason, say: Wording) => string>
  >;
  const sentence = all[reason.code];
  return sentence ? sentence(reason, say) : sentences[language].BAD_REQUEST({ code: 'BAD_REQUEST' }, say);
}
