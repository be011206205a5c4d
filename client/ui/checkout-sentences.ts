import type { Language } from '../i18n/language.ts';
import type { CheckoutOnly, Reason, SentencesOf, Wording } from './sentences.ts';

const en: SentencesOf<CheckoutOnly> = {
  ADDRESS_REQUIRED: () => 'Tell us where to send it.',
  ADDRESS_NOT_SERVED: () => 'We cannot deliver to this address. Another address may do.',
  PAYMENT_FAILED: ({ possible }) =>
    possible.length > 0
      ? 'This way to pay is not open to you here; choose another.'
      : 'Paying is not possible now.',
  HOLD_EXPIRED: ({ heldUnits, nowMinor }, say) => {
    const kept = heldUnits > 0 ? `${heldUnits} of them are still yours. ` : '';
    return nowMinor === null
      ? `${kept}The time ran out, and it is not on sale now.`
      : `${kept}The time ran out; you can take it again at ${say.money(nowMinor)}.`;
  },
  NOT_RESERVED: ({ units, nowMinor }, say) =>
    units === 1
      ? `This isn’t in your cart. Add it at ${say.money(nowMinor)}, then order.`
      : `These ${units} aren’t in your cart. Add them at ${say.money(nowMinor)} each, then order.`,
  BASKET_EMPTY: () => 'There is nothing in your cart to order.',
  TOO_MANY_LINES: ({ max }) => `One order takes up to ${max} different items; order these first.`,
  NEWCOMER_LIMIT: ({ max }) =>
    `A first order can have up to ${max} items. Once you have paid for it, you can order more.`,
  UNPAID_ORDERS: ({ max }) =>
    max === 1
      ? 'Pay for your last order first, or cancel it; then you can order this.'
      : `Up to ${max} orders can wait for payment. Pay for one of yours, or cancel it; then you can order this.`,
  VOUCHER_GONE: ({ reason, nowMinor }, say) => {
    const now = `Without it your order costs ${say.money(nowMinor)}.`;
    switch (reason) {
      case 'not_started':
        return `This voucher does not count yet. ${now}`;
      case 'ended':
        return `This voucher has ended. ${now}`;
      case 'used_up':
        return `The last of these vouchers has just gone. ${now}`;
      case 'buyer_limit':
        return `You have used this voucher as often as one person may. ${now}`;
    }
  },
  VOUCHER_NOT_MET: ({ missingMinor, nowMinor }, say) =>
    `Add ${say.money(missingMinor)} to use this voucher. Without it your order costs ${say.money(nowMinor)}.`,
};

const zh: SentencesOf<CheckoutOnly> = {
  ADDRESS_REQUIRED: () => '请告诉我们寄到哪里。',
  ADDRESS_NOT_SERVED: () => '这个地址暂时送不到，可以换一个。',
  PAYMENT_FAILED: ({ possible }) =>
    possible.length > 0 ? '这里不能用这种付款方式，请换一种。' : '现在无法付款。',
  HOLD_EXPIRED: ({ heldUnits, nowMinor }, say) => {
    const kept = heldUnits > 0 ? `还有 ${heldUnits} 件给您留着。` : '';
    return nowMinor === null
      ? `${kept}锁定时间已过，现在不在售。`
      : `${kept}锁定时间已过，可以按 ${say.money(nowMinor)} 重新加购。`;
  },
  NOT_RESERVED: ({ units, nowMinor }, say) =>
    `这 ${units} 件不在购物车里，先按 ${say.money(nowMinor)} 加购，再下单。`,
  BASKET_EMPTY: () => '购物车里没有可下单的商品。',
  TOO_MANY_LINES: ({ max }) => `一单最多 ${max} 种商品，先把这些下单吧。`,
  NEWCOMER_LIMIT: ({ max }) => `首单最多 ${max} 件，付款后就能多买。`,
  UNPAID_ORDERS: ({ max }) => `最多同时有 ${max} 个待付款订单，先付款或取消一个，再下这一单。`,
  VOUCHER_GONE: ({ reason, nowMinor }, say) => {
    const now = `不用它，这单是 ${say.money(nowMinor)}。`;
    switch (reason) {
      case 'not_started':
        return `这张券还没到使用时间。${now}`;
      case 'ended':
        return `这张券已经过期。${now}`;
      case 'used_up':
        return `这张券刚刚被领完。${now}`;
      case 'buyer_limit':
        return `这张券您已用满次数。${now}`;
    }
  },
  VOUCHER_NOT_MET: ({ missingMinor, nowMinor }, say) =>
    `再买 ${say.money(missingMinor)} 就能用这张券。不用它，这单是 ${say.money(nowMinor)}。`,
};

const sentences: Record<Language, SentencesOf<CheckoutOnly>> = { en, 'zh-CN': zh };

/** Says what only the checkout is told, or null if the reason is another. */
export function checkoutSentence(reason: Reason, language: Language, say: Wording): string | null {
  if (!Object.hasOwn(sentences[language], reason.code)) return null;
  const sentence = sentences[language][reason.code as CheckoutOnly] as (
    reason: Reason,
    say: Wording,
  ) => string;
  return sentence(reason, say);
}
