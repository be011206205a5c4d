import { catalogue } from '../../../i18n/language.ts';

/** The viewer inside other people's pages. */
export const embedWords = catalogue({
  en: {
    buy: (price: string) => `Buy · ${price}`,
    open: 'Open the stream',
    opens: 'Opens in a new page. Items you add to your cart stay with you there.',
    notThere: 'This stream doesn’t exist.',
  },
  'zh-CN': {
    buy: (price: string) => `去购买 · ${price}`,
    open: '进入直播间',
    opens: '将打开新页面，加购的商品都在那里。',
    notThere: '没有这场直播。',
  },
});
