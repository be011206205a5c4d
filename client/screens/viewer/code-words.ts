import { catalogue } from '../../i18n/language.ts';

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
      buyer_limit: 'You have used this code as often as you can.',
      nothing: 'This code doesn’t apply to anything in your cart.',
      not_better: 'Your present discount is at least as good. You can choose this code above.',
    },
    notStarted: (time: string) => `This code is valid from ${time}.`,
    notMet: (money: string) => `Add ${money} to use this code.`,
  },
  'zh-CN': {
    have: '我有优惠码',
    label: '优惠码',
    use: '使用',
    clear: '不用了',
    taken: (code, money) => `${code} 已减 ${money}。`,
    unreadable: '优惠码是 4 到 16 位字母或数字。',
    asking: '正在查询…',
    why: {
      unknown: '这里没有这个优惠码，请看看有没有写错。',
      too_many_tries: '试的次数太多了，请等十分钟；不用优惠码也可以下单。',
      ended: '这个优惠码已经过期。',
      used_up: '这个优惠码已被领完。',
      buyer_limit: '这个优惠码您已用满次数。',
      nothing: '购物车里没有这个优惠码能减的。',
      not_better: '现在用的优惠不比它少，您也可以在上面改选它。',
    },
    notStarted: (time) => `这个优惠码 ${time} 开始可用。`,
    notMet: (money) => `再买 ${money} 就能用这个优惠码。`,
  },
});
