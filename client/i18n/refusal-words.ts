import type { RefusalCode } from '../../shared/contract/refusals.ts';
import type { Language } from './language.ts';

/** What stood in a buyer's way, for those who look back at it: [English, 简体中文]. */
const words: Partial<Record<RefusalCode, readonly [en: string, zh: string]>> = {
  SOLD_OUT: ['sold out', '已售罄'],
  ALL_HELD: ['the last ones were in other carts', '最后几件被别人锁定'],
  INSUFFICIENT: ['fewer were left than asked for', '剩余不够所要的件数'],
  STOPPED: ['the sale was stopped', '已停售'],
  FLASH_NOT_STARTED: ['the flash had not begun', '秒杀还没开始'],
  FLASH_ENDED: ['the flash was over', '秒杀已结束'],
  FLASH_QUOTA_GONE: ['the flash had no piece left', '秒杀名额已抢完'],
  PRICE_CHANGED: ['the price had changed', '价格变了'],
  BUYER_LIMIT: ['more than one person may buy', '超过每人限购'],
  HOLD_LIMIT: ['more than one person may reserve', '超过每人可锁定件数'],
  NEWCOMER_LIMIT: ['more than a first order may have', '超过首单件数'],
  NEWCOMER_SHARE: ['new buyers had all of their share', '新客名额已满'],
  UNPAID_ORDERS: ['too many unpaid orders', '待付款订单太多'],
  HOLD_EXPIRED: ['the reservation had run out', '锁定已过期'],
  BASKET_EMPTY: ['the cart was empty', '购物车是空的'],
  CART_CHANGED: ['the cart had changed', '购物车变了'],
  NOT_RESERVED: ['it was not in the cart', '购物车里没有这件'],
  TOO_MANY_LINES: ['too many lines in one cart', '购物车的商品种类太多'],
  NOT_IN_LINEUP: ['not in the shop', '不在商品列表里'],
  ADDRESS_REQUIRED: ['no address', '没有地址'],
  ADDRESS_NOT_SERVED: ['an address that is not served', '地址不在配送范围'],
  PAYMENT_FAILED: ['the payment failed', '付款失败'],
  NOT_CANCELLABLE: ['too late to cancel', '已不能取消'],
  VOUCHER_GONE: ['the voucher was gone', '优惠券已领完或已结束'],
  VOUCHER_NOT_MET: ['the voucher needs more in the cart', '没到优惠券的门槛'],
  STREAM_NOT_LIVE: ['the market was not open', '还没开市'],
  STREAM_CLOSED: ['the market was closed', '已收摊'],
  SELLING_PAUSED: ['selling was paused', '暂停下单'],
  WAITLIST_INVALID: ['no place on the waitlist for this product', '这件候补不了'],
  RATE_LIMITED: ['too many taps at once', '点得太快'],
};

/** @returns a code without words of its own stays a code: that it was said is more than nothing */
export function whyRefused(code: string, language: Language): string {
  const both = (words as Record<string, readonly [string, string] | undefined>)[code];
  return both?.[language === 'en' ? 0 : 1] ?? code;
}
