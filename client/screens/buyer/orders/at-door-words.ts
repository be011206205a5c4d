import { catalogue } from '../../../i18n/language.ts';

/** What an unpaid order says of paying the courier instead. */
export const atDoorWords = catalogue({
  en: {
    title: 'Pay on delivery instead',
    question: 'Pay on delivery instead?',
    sure: (total: string) =>
      `You pay the courier ${total}. Prices, vouchers and items stay as they are. You can’t switch back to paying online.`,
    yes: 'Yes, pay on delivery',
    no: 'Not now',
    notOffered: 'Pay on delivery isn’t offered in this stream.',
  },
  'zh-CN': {
    title: '改为货到付款',
    question: '改为货到付款？',
    sure: (total) => `签收时付给快递员 ${total}，价格、优惠和商品都不变。改了就不能再在线付款。`,
    yes: '确定货到付款',
    no: '先不改',
    notOffered: '本场不支持货到付款。',
  },
});
