import type { RefusalCode } from '../../shared/contract/refusals.ts';
import type { Language } from './language.ts';

/** What stood in a buyer's way, for those who look back at it: [English, 简体中文]. */
const words: Partial<Record<RefusalCode, readonly [en: string, zh: string]>> = {
  SOLD_OUT: ['sold out', '已售罄'],
  ALL_HELD: ['the last ones were in other carts', '最后几件被别人锁定'],
  INSUFFICIENT: ['not enough left', '剩余库存不够'],
  STOPPED: ['the sale was stopped', '已停售'],
  FLASH_NOT_STARTED: ['the flash sale had not started', '秒杀还没开始'],
  FLASH_ENDED: ['the flash sale was over', '秒杀已结束'],
  FLASH_QUOTA_GONE: ['the flash units were gone', '秒杀已抢完'],
  PRICE_CHANGED: ['the price had changed', '价格变了'],
  BUYER_LIMIT: ['over the limit per person', '超过每人限购'],
  HOLD_LIMIT: ['over the limit a person can reserve', '超过每人可锁定件数'],
  NEWCOMER_LIMIT: ['more than a first order can have', '超过首单件数'],
  NEWCOMER_SHARE: ['new buyers had their full share', '新客名额已满'],
  UNPAID_ORDERS: ['too many unpaid orders', '待付款订单太多'],
  HOLD_EXPIRED: ['the reservation had run out', '锁定已过期'],
  BASKET_EMPTY: ['the cart was empty', '购物车是空的'],
  CART_CHANGED: ['the cart had changed', '购物车变了'],
  NOT_RESERVED: ['it was not in the cart', '购物车里没有这件'],
  TOO_MANY_LINES: ['too many different items in one cart', '购物车的商品种类太多'],
  NOT_IN_LINEUP: ['not in the shop', '不在商品列表里'],
  ADDRESS_REQUIRED: ['no address', '没有地址'],
  ADDRESS_NOT_SERVED: ['we don’t deliver to the address', '地址不在配送范围'],
  PAYMENT_FAILED: ['the payment failed', '付款失败'],
  NOT_CANCELLABLE: ['too late to cancel', '已不能取消'],
  VOUCHER_GONE: ['the voucher was gone', '优惠券已领完或已结束'],
  VOUCHER_NOT_MET: ['below the voucher’s minimum spend', '未达优惠券使用门槛'],
  STREAM_NOT_LIVE: ['the stream was not live', '还没开播'],
  STREAM_CLOSED: ['the stream was closed', '已截单'],
  SELLING_PAUSED: ['selling was paused', '暂停下单'],
  WAITLIST_INVALID: ['no waitlist for this product', '这件不能候补'],
  RATE_LIMITED: ['too many taps at once', '点得太快'],
};

/** @returns a code without words of its own stays a code: that it was said is more than nothing */
export function whyRefused(code: string, language: Language): string {
  const both = (words as Record<string, readonly [string, string] | undefined>)[code];
  return both?.[language === 'en' ? 0 : 1] ?? code;
}
