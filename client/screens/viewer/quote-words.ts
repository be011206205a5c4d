import { catalogue } from '../../i18n/language.ts';

/** What is said of a total that is asked for. */
export const quoteWords = catalogue({
  en: {
    asking: 'Working out the total…',
    offline: 'No network. The total is worked out as soon as you are back; nothing is ordered until then.',
    askAgain: 'Work it out again',
    changed: (was: string, now: string) => `The total has changed: it was ${was}, now it is ${now}.`,
    goods: 'Subtotal',
    shipping: 'Shipping',
    sending: (origin: string) => (origin === '' ? 'Shipping' : `Shipping from ${origin}`),
    free: 'free',
    included: 'included',
    total: 'Total',
    country: 'Country',
    atHome: 'Here',
    about: (other: string, own: string) => `${other}. What is charged is ${own}.`,
    cash_on_delivery: 'Pay on delivery',
    sandbox: 'Pay online',
  },
  'zh-CN': {
    asking: '正在算总价…',
    offline: '没有网络，一连上就算好总价；在此之前不会下单。',
    askAgain: '重新算一下',
    changed: (was, now) => `总价变了：刚才 ${was}，现在 ${now}。`,
    goods: '商品小计',
    shipping: '运费',
    sending: (origin) => (origin === '' ? '运费' : `${origin} 运费`),
    free: '包邮',
    included: '已含',
    total: '合计',
    country: '国家或地区',
    atHome: '本国',
    about: (other, own) => `${other}，实际收取 ${own}。`,
    cash_on_delivery: '货到付款',
    sandbox: '在线支付',
  },
});
