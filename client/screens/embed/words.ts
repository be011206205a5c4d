import { catalogue } from '../../i18n/language.ts';

/** The viewer inside other people's pages. */
export const embedWords = catalogue({
  en: {
    buy: (price: string) => `Buy · ${price}`,
    open: 'Open the market',
    opens: 'Opens in a page of its own: what you add to the cart stays with you there.',
    notThere: 'There is no such stream.',
  },
  'zh-CN': {
    buy: (price: string) => `去购买 · ${price}`,
    open: '进入直播间',
    opens: '将在新页面打开，加购的商品会留在那里。',
    notThere: '没有这场直播。',
  },
});
