import { catalogue } from '../i18n/language.ts';
import type { SentencesOf, SomeSentences } from './sentences.ts';

const en = {
  ADDRESS_REQUIRED: () => 'Enter a shipping address.',
  ADDRESS_NOT_SERVED: () => 'We can’t deliver to this address. Try another one.',
  PAYMENT_FAILED: ({ possible }) =>
    possible.length > 0
      ? 'This payment method isn’t available here. Choose another.'
      : 'Payment isn’t possible right now.',
  HOLD_EXPIRED: ({ heldUnits, nowMinor }, say) => {
    const kept = heldUnits > 0 ? `${heldUnits} are still reserved for you. ` : '';
    return nowMinor === null
      ? `${kept}Your reservation ended, and it isn’t on sale now.`
      : `${kept}Your reservation ended; you can add it again at ${say.money(nowMinor)}.`;
  },
  NOT_RESERVED: ({ units, nowMinor }, say) =>
    units === 1
      ? `This isn’t in your cart. Add it at ${say.money(nowMinor)}, then order.`
      : `These ${units} aren’t in your cart. Add them at ${say.money(nowMinor)} each, then order.`,
  CHEAPER_NOW: ({ units, wasMinor, nowMinor, totalBeforeMinor, totalAfterMinor }, say) =>
    `There is a flash price of ${say.money(nowMinor)} for ${units} that you reserved at ${say.money(wasMinor)}. Your order would be ${say.money(totalAfterMinor)} instead of ${say.money(totalBeforeMinor)}.`,
  NOT_CHEAPER: () => 'Your order wouldn’t cost less with the flash price.',
  CART_EMPTY: () => 'Your cart is empty.',
  TOO_MANY_LINES: ({ max }) => `One order takes up to ${max} different items; order these first.`,
  NEWCOMER_LIMIT: ({ max }) =>
    `A first order can have up to ${max} items. Once you have paid for it, you can order more.`,
  UNPAID_ORDERS: ({ max }) =>
    max === 1
      ? 'Pay for your last order or cancel it first, then order this.'
      : `You can have up to ${max} unpaid orders. Pay for one or cancel it, then order this.`,
  VOUCHER_GONE: ({ reason, nowMinor }, say) => {
    const now = `Without it your order costs ${say.money(nowMinor)}.`;
    switch (reason) {
      case 'not_started':
        return `This voucher hasn’t started yet. ${now}`;
      case 'ended':
        return `This voucher has ended. ${now}`;
      case 'used_up':
        return `The last of these vouchers was just used. ${now}`;
      case 'buyer_limit':
        return `You’ve already used this voucher as often as you can. ${now}`;
    }
  },
  VOUCHER_NOT_MET: ({ missingMinor, nowMinor }, say) =>
    `Add ${say.money(missingMinor)} to use this voucher. Without it your order costs ${say.money(nowMinor)}.`,
} satisfies SomeSentences;

const zh: SentencesOf<keyof typeof en> = {
  ADDRESS_REQUIRED: () => '请填写收货地址。',
  ADDRESS_NOT_SERVED: () => '这个地址不在配送范围，请换一个。',
  PAYMENT_FAILED: ({ possible }) =>
    possible.length > 0 ? '这里不能用这种付款方式，请换一种。' : '现在无法付款。',
  HOLD_EXPIRED: ({ heldUnits, nowMinor }, say) => {
    const kept = heldUnits > 0 ? `还有 ${heldUnits} 件已为您锁定。` : '';
    return nowMinor === null
      ? `${kept}锁定已过期，现在停售中。`
      : `${kept}锁定已过期，可按 ${say.money(nowMinor)} 重新加购。`;
  },
  NOT_RESERVED: ({ units, nowMinor }, say) =>
    `这 ${units} 件不在购物车里，先按 ${say.money(nowMinor)} 加购，再下单。`,
  CHEAPER_NOW: ({ units, wasMinor, nowMinor, totalBeforeMinor, totalAfterMinor }, say) =>
    `您按 ${say.money(wasMinor)} 锁定的 ${units} 件，现在秒杀价 ${say.money(nowMinor)}。换成秒杀价，整单从 ${say.money(totalBeforeMinor)} 降到 ${say.money(totalAfterMinor)}。`,
  NOT_CHEAPER: () => '换成秒杀价，整单不会更便宜。',
  CART_EMPTY: () => '购物车里没有可下单的商品。',
  TOO_MANY_LINES: ({ max }) => `一单最多 ${max} 种商品，先把这些下单吧。`,
  NEWCOMER_LIMIT: ({ max }) => `首单最多 ${max} 件，付款后就能多买。`,
  UNPAID_ORDERS: ({ max }) => `最多同时有 ${max} 个待付款订单，先付款或取消一个，再下这一单。`,
  VOUCHER_GONE: ({ reason, nowMinor }, say) => {
    const now = `不用它，这单是 ${say.money(nowMinor)}。`;
    switch (reason) {
      case 'not_started':
        return `这张优惠券还没到使用时间。${now}`;
      case 'ended':
        return `这张优惠券已过期。${now}`;
      case 'used_up':
        return `这张优惠券刚刚被领完。${now}`;
      case 'buyer_limit':
        return `这张优惠券您已用完次数。${now}`;
    }
  },
  VOUCHER_NOT_MET: ({ missingMinor, nowMinor }, say) =>
    `再买 ${say.money(missingMinor)} 可用这张优惠券。不用它，这单是 ${say.money(nowMinor)}。`,
};

/** What only the checkout is told. */
export const checkoutSentences = catalogue<SentencesOf<keyof typeof en>>({ en, 'zh-CN': zh });
