import { catalogue } from '../../../i18n/language.ts';

/** What is said of a total that is asked for. */
export const quoteWords = catalogue({
  en: {
    asking: 'Calculating the total…',
    offline: 'You’re offline. We calculate the total as soon as you’re back; nothing is ordered until then.',
    askAgain: 'Recalculate',
    changed: (was: string, now: string) => `The total changed from ${was} to ${now}.`,
    goods: 'Subtotal',
    shipping: 'Shipping',
    sending: (origin: string) => (origin === '' ? 'Shipping' : `Shipping from ${origin}`),
    free: 'free',
    including: (fee: string) => `Includes ${fee} shipping`,
    total: 'Total',
    country: 'Country',
    atHome: 'Here',
    about: (other: string, own: string) => `${other}. You are charged ${own}.`,
    cash_on_delivery: 'Place order',
    sandbox: 'Pay',
  },
  'zh-CN': {
    asking: '正在计算总价…',
    offline: '没有网络，恢复后自动计算总价；在此之前不会下单。',
    askAgain: '重新计算',
    changed: (was, now) => `总价变了：刚才 ${was}，现在 ${now}。`,
    goods: '商品小计',
    shipping: '运费',
    sending: (origin) => (origin === '' ? '运费' : `${origin} 运费`),
    free: '包邮',
    including: (fee) => `含运费 ${fee}`,
    total: '合计',
    country: '国家或地区',
    atHome: '本国',
    about: (other, own) => `${other}，实际扣款 ${own}。`,
    cash_on_delivery: '提交订单',
    sandbox: '立即付款',
  },
});
