import type { RefusalCode, RefusalOf } from '../../shared/contract/refusals.ts';
import type { Language } from '../i18n/language.ts';

/** How a sentence writes amounts and times, for the reader's language and the stream's currency. */
export interface Wording {
  money(amountMinor: number): string;
  /** A time of day with seconds. */
  clock(ms: number): string;
}

/** A refusal of the contract, or no answer at all. */
export type Reason = RefusalOf<RefusalCode> | { code: 'NO_ANSWER' };
type ReasonOf<Code extends Reason['code']> = Extract<Reason, { code: Code }>;
/** What only a host is ever told; its sentences stay in the console, off a viewer's first load. */
export type HostOnly =
  | 'STALE_VERSION'
  | 'FLASH_INVALID'
  | 'VOUCHER_INVALID'
  | 'STOCK_INVALID'
  | 'CONSENT_MISSING'
  | 'PAGE_INVALID'
  | 'PICTURE_QUOTA'
  | 'REHEARSAL'
  | 'LAST_OPERATOR';
export type SentencesOf<Codes extends Reason['code']> = {
  [Code in Codes]: (reason: ReasonOf<Code>, say: Wording) => string;
};
/** What is told about parcels and claims, after the sale, and where devices are joined: said by client/ui/after-sale-sentences.ts, likewise. */
export type AfterSaleOnly = 'PARCEL_INVALID' | 'CLAIM_INVALID' | 'MERGE_LIMIT' | 'NOT_CANCELLABLE';
/** What is told while an order is made, and nowhere else: said by client/ui/checkout-sentences.ts, likewise. */
export type CheckoutOnly =
  | 'ADDRESS_REQUIRED'
  | 'ADDRESS_NOT_SERVED'
  | 'PAYMENT_FAILED'
  | 'NEWCOMER_LIMIT'
  | 'HOLD_EXPIRED'
  | 'NOT_RESERVED'
  | 'BASKET_EMPTY'
  | 'TOO_MANY_LINES'
  | 'UNPAID_ORDERS'
  | 'VOUCHER_GONE'
  | 'VOUCHER_NOT_MET';
/** What is told where somebody joins a waiting list: said by client/ui/waitlist-sentences.ts, likewise. */
export type WaitingOnly = 'WAITLIST_INVALID';
/** What first-time buyers are told: said by client/ui/newcomer-sentences.ts, likewise. */
export type NewcomerOnly = 'NEWCOMER_SHARE';
/** What hardly anybody is ever told, of keys and rights: said by client/ui/rare-sentences.ts, likewise. */
export type RareOnly = 'LOST_IN_RESTORE' | 'KEY_REUSED' | 'FORBIDDEN' | 'UPGRADE_REQUIRED';
type Sentences = SentencesOf<
  Exclude<Reason['code'], HostOnly | AfterSaleOnly | CheckoutOnly | WaitingOnly | NewcomerOnly | RareOnly>
>;

const seconds = (ms: number) => Math.max(1, Math.ceil(ms / 1_000));
/** A pause in seconds, or in minutes where nobody counts seconds. */
const pause = (ms: number, s: string, min: string) =>
  ms > 120_000 ? `${Math.ceil(ms / 60_000)} ${min}` : `${seconds(ms)} ${s}`;

const en: Sentences = {
  SOLD_OUT: () => 'Sold out.',
  ALL_HELD: ({ nextFreeAtMs }, say) =>
    nextFreeAtMs === null
      ? 'The last ones are in other carts; one may come back.'
      : `The last ones are in other carts; the next may be back at ${say.clock(nextFreeAtMs)}.`,
  INSUFFICIENT: ({ max }) =>
    max === 1 ? 'Only 1 is left; you can take that.' : `You can take up to ${max}.`,
  STOPPED: () => 'The host has stopped selling this; what is reserved for you can still be ordered.',
  FLASH_NOT_STARTED: ({ startsAtMs, nowMinor }, say) =>
    `The flash price starts at ${say.clock(startsAtMs)}. Now it is ${say.money(nowMinor)}.`,
  FLASH_ENDED: ({ endedAtMs }, say) =>
    `The flash sale ended at ${say.clock(endedAtMs)}, and the item with it.`,
  FLASH_QUOTA_GONE: ({ nowMinor }, say) =>
    `The flash units are gone. It is still there for ${say.money(nowMinor)}.`,
  PRICE_CHANGED: ({ wasMinor, nowMinor }, say) =>
    `The price went from ${say.money(wasMinor)} to ${say.money(nowMinor)}. Nothing was taken.`,
  BUYER_LIMIT: ({ allowance }) =>
    allowance === 0
      ? 'You have all that one person may buy of this.'
      : `You may buy ${allowance} more of this.`,
  HOLD_LIMIT: ({ allowance }) =>
    allowance === 0
      ? 'You have reserved as many as one person may. Order them first, then add more.'
      : `You can reserve ${allowance} more; order what you have to add the rest.`,
  CART_CHANGED: ({ units }) =>
    units === 0
      ? 'This is no longer in your cart.'
      : `Your cart now has ${units} of this. Check it and order again.`,
  NOT_IN_LINEUP: () => 'This product is not in this stream’s shop.',
  STREAM_NOT_LIVE: () => 'The stream is not selling now. What is reserved for you can still be ordered.',
  STREAM_CLOSED: () => 'This market day is over; nothing more can be ordered.',
  SELLING_PAUSED: () => 'Selling is paused for a moment. Your cart is kept.',
  UNAUTHENTICATED: () => 'Please sign in again.',
  NOT_FOUND: () => 'There is nothing here by that name.',
  BAD_REQUEST: ({ field }) =>
    field ? `Something about “${field}” cannot be right.` : 'This request cannot be right.',
  RATE_LIMITED: ({ retryAfterMs }) =>
    `That was very often. In ${pause(retryAfterMs, 's', 'min')} you can go on.`,
  BUSY: ({ retryAfterMs }) =>
    `The market is very busy. Try again in ${seconds(retryAfterMs)} s; nothing was taken.`,
  UNAVAILABLE: ({ retryAfterMs }) =>
    `The market cannot write orders down just now. Try again in ${seconds(retryAfterMs)} s.`,
  INTERNAL: () => 'Something broke on our side. Try again; the same tap never counts twice.',
  NO_ANSWER: () =>
    'No answer yet. We ask again as soon as the line is back; the same tap never counts twice.',
};

const zh: Sentences = {
  SOLD_OUT: () => '已售罄。',
  ALL_HELD: ({ nextFreeAtMs }, say) =>
    nextFreeAtMs === null
      ? '最后几件被别人锁定或正在付款，可能会放出来。'
      : `最后几件被别人锁定，最早 ${say.clock(nextFreeAtMs)} 释放。`,
  INSUFFICIENT: ({ max }) => (max === 1 ? '只剩 1 件，可以买这 1 件。' : `最多还能买 ${max} 件。`),
  STOPPED: () => '主播已停售；为您锁定的仍可下单。',
  FLASH_NOT_STARTED: ({ startsAtMs, nowMinor }, say) =>
    `秒杀 ${say.clock(startsAtMs)} 开始，现在是 ${say.money(nowMinor)}。`,
  FLASH_ENDED: ({ endedAtMs }, say) => `秒杀已于 ${say.clock(endedAtMs)} 结束，商品随之下架。`,
  FLASH_QUOTA_GONE: ({ nowMinor }, say) => `秒杀名额已抢完，原价 ${say.money(nowMinor)} 还有货。`,
  PRICE_CHANGED: ({ wasMinor, nowMinor }, say) =>
    `价格已从 ${say.money(wasMinor)} 变为 ${say.money(nowMinor)}，这次没有下单。`,
  BUYER_LIMIT: ({ allowance }) =>
    allowance === 0 ? '已达到每人限购数量。' : `每人限购，您还能买 ${allowance} 件。`,
  HOLD_LIMIT: ({ allowance }) =>
    allowance === 0
      ? '为您锁定的件数已满，先下单再继续加购。'
      : `还能再锁定 ${allowance} 件，先下单就能继续加购。`,
  CART_CHANGED: ({ units }) =>
    units === 0 ? '购物车里已经没有这件了。' : `购物车里现在是 ${units} 件，请核对后再下单。`,
  NOT_IN_LINEUP: () => '这场直播没有这件商品。',
  STREAM_NOT_LIVE: () => '现在没有开卖；为您锁定的仍可下单。',
  STREAM_CLOSED: () => '这场集市已经收摊，不能再下单。',
  SELLING_PAUSED: () => '暂停下单，购物车已为您保留。',
  UNAUTHENTICATED: () => '请重新登录。',
  NOT_FOUND: () => '这里没有您要找的内容。',
  BAD_REQUEST: ({ field }) => (field ? `“${field}”填得不对。` : '这个请求有误。'),
  RATE_LIMITED: ({ retryAfterMs }) => `点得太频繁了，${pause(retryAfterMs, '秒', '分钟')}后再试。`,
  BUSY: ({ retryAfterMs }) => `集市太热闹了，${seconds(retryAfterMs)} 秒后再试；这次没有下单。`,
  UNAVAILABLE: ({ retryAfterMs }) => `暂时记不了账，请 ${seconds(retryAfterMs)} 秒后再试。`,
  INTERNAL: () => '我们这边出错了，请再试一次；同一次点击不会算两遍。',
  NO_ANSWER: () => '还没有收到回复。网络一恢复就会再问；同一次点击不会算两遍。',
};

const sentences: Record<Language, Sentences> = { en, 'zh-CN': zh };

/** Says a reason in the reader's language: what happened, and what is possible now. Neither what hosts alone are told, nor what is told after the sale. */
export function sentenceFor(reason: Reason, language: Language, say: Wording): string {
  const all = sentences[language] as Partial<
    Record<Reason['code'], (reason: Reason, say: Wording) => string>
  >;
  const sentence = all[reason.code];
  return sentence ? sentence(reason, say) : sentences[language].BAD_REQUEST({ code: 'BAD_REQUEST' }, say);
}
