import { catalogue } from '../../../i18n/language.ts';

/** What is said of a flash price that what is reserved could have (F7); it comes with the cart and the checkout. */
export const takeWords = catalogue({
  en: {
    flash: (units: number, price: string) =>
      units === 1 ? `Flash ${price} ·` : `Flash ${price} × ${units} ·`,
    takeIt: 'Take it',
    totalGoes: (before: string, after: string) => `Total ${before} → ${after}`,
    askTitle: 'There’s a flash price now',
    takeAndPay: (total: string) => `Take it · order for ${total}`,
    keep: (total: string) => `Keep regular price · ${total}`,
    backToCart: 'Back',
    overTitle: 'The flash price is over',
    soldOutTitle: 'The flash price is sold out',
    tooLateTitle: 'Your tap came too late for the flash price',
    notTakenTitle: 'The flash price couldn’t be applied',
    nowCosts: (total: string) => `Nothing is ordered yet. Your order is ${total} now.`,
    takeOver: 'Flash price no longer available',
    orderNow: (total: string) => `Order for ${total}`,
  },
  'zh-CN': {
    flash: (units, price) => (units === 1 ? `秒杀价 ${price} ·` : `秒杀价 ${price} × ${units} ·`),
    takeIt: '换成秒杀价',
    totalGoes: (before, after) => `合计 ${before} → ${after}`,
    askTitle: '现在有秒杀价',
    takeAndPay: (total) => `换成秒杀价下单 · ${total}`,
    keep: (total) => `仍按原价下单 · ${total}`,
    backToCart: '返回',
    overTitle: '秒杀已结束',
    soldOutTitle: '秒杀价已抢完',
    tooLateTitle: '慢了一步，没赶上秒杀价',
    notTakenTitle: '没能换成秒杀价',
    nowCosts: (total) => `还没有下单，现在这单是 ${total}。`,
    takeOver: '秒杀价已不可用',
    orderNow: (total) => `按 ${total} 下单`,
  },
});
