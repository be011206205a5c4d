import { MAX_TOLD_UNITS } from '../../../shared/market/stock/bounds.ts';
import { catalogue } from '../../i18n/language.ts';

function ordinal(n: number): string {
  const ending = n % 10 === 1 && n !== 11 ? 'st' : n % 10 === 2 && n !== 12 ? 'nd' : 'th';
  return `${n}${n % 10 === 3 && n !== 13 ? 'rd' : ending}`;
}

/** What is said to those on the waitlist of a product (H5). */
export const waitingWords = catalogue({
  en: {
    wait: (n: number) => (n === 1 ? 'Join the waitlist' : `Join the waitlist for ${n}`),
    howMany: 'How many',
    explained: 'When one is available, we reserve it for you for a few minutes at the regular price.',
    place: (n: number) =>
      n === 1
        ? 'You’re next on the waitlist'
        : n > MAX_TOLD_UNITS
          ? `More than ${MAX_TOLD_UNITS} people are ahead of you`
          : `You’re ${ordinal(n)} on the waitlist`,
    wanted: (n: number) => (n === 1 ? '' : ` · for ${n}`),
    leave: 'Leave waitlist',
    passedOver: {
      first_paid: 'Stock isn’t reserved here any more, so nothing can be offered. You keep your place.',
      held: 'You’ve reserved as many as one person can. Order some and we offer you more.',
      limit: 'You have as many of these as one person can buy. You keep your place.',
      new: 'You’ve reserved as many as a new buyer can. Order and pay, and we offer you more.',
    },
    offered: (n: number) =>
      n === 1 ? 'One’s available, reserved for you' : `${n} available, reserved for you`,
    inYourCart: 'It is in your cart.',
    heldFor: 'Reserved for',
    order: 'Order now',
    noThanks: 'No thanks',
  },
  'zh-CN': {
    wait: (n) => (n === 1 ? '候补' : `候补 ${n} 件`),
    howMany: '数量',
    explained: '到货后按原价为您锁定几分钟。',
    place: (n) =>
      n === 1 ? '下一位就是您' : n > MAX_TOLD_UNITS ? `前面还有 ${MAX_TOLD_UNITS} 多人` : `候补第 ${n} 位`,
    wanted: (n) => (n === 1 ? '' : ` · 要 ${n} 件`),
    leave: '取消候补',
    passedOver: {
      first_paid: '现在不再锁定库存，暂时轮不到您；候补名次保留。',
      held: '锁定件数已达上限：先下单一部分，再继续为您锁定。',
      limit: '已达每人限购数量；候补名次保留。',
      new: '新客锁定件数已达上限：先下单付款，再继续为您锁定。',
    },
    offered: (n) => `到货 ${n} 件，已为您锁定`,
    inYourCart: '已在您的购物车里。',
    heldFor: '已为您锁定',
    order: '立即购买',
    noThanks: '不要了',
  },
});
