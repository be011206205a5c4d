import { catalogue } from '../../../i18n/language.ts';

/** What is said of the code of a voucher to who types it. */
export const codeWords = catalogue({
  en: {
    have: 'Add a promo code',
    label: 'Promo code',
    use: 'Apply',
    clear: 'Remove',
    taken: (code: string, money: string) => `${code} applied: −${money}`,
    unreadable: 'A code has 4 to 16 letters and digits.',
    asking: 'Checking the code…',
    why: {
      unknown: 'That code isn’t valid. Check the spelling.',
      too_many_tries: 'Too many tries. Wait ten minutes, or order without a code.',
      ended: 'This code has expired.',
      used_up: 'This code has been used up.',
      buyer_limit: 'You’ve already used this code as often as you can.',
      nothing: 'This code doesn’t apply to anything in your cart.',
      not_better: 'Your current discount is at least as good. You can still choose this code above.',
    },
    notStarted: (time: string) => `This code is valid from ${time}.`,
    notMet: (money: string) => `Add ${money} to use this code.`,
  },
  'zh-CN': {
    have: '我有优惠码',
    label: '优惠码',
    use: '使用',
    clear: '移除',
    taken: (code, money) => `${code} 已优惠 ${money}`,
    unreadable: '优惠码是 4 到 16 位字母或数字。',
    asking: '正在查询…',
    why: {
      unknown: '优惠码无效，请检查是否输错。',
      too_many_tries: '尝试次数太多，请等十分钟；不用优惠码也可以下单。',
      ended: '这个优惠码已经过期。',
      used_up: '这个优惠码已被领完。',
      buyer_limit: '这个优惠码您已用完次数。',
      nothing: '购物车里没有适用这个优惠码的商品。',
      not_better: '现在的优惠不比它少，您也可以在上面改用它。',
    },
    notStarted: (time) => `这个优惠码 ${time} 起可用。`,
    notMet: (money) => `再买 ${money} 可用这个优惠码。`,
  },
});
