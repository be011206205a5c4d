import { catalogue } from '../../../i18n/language.ts';

/** The page that leads to the carts of several streams. */
export const cartsWords = catalogue({
  en: {
    title: 'Cart',
    empty: 'Your cart is empty.',
    emptyHint: 'What you add in a stream is found here.',
    seeMarket: 'See what’s on',
    eachItsOwn: 'Each stream has a cart of its own.',
    open: 'Open the cart',
    more: (n: number) => `${n} more`,
  },
  'zh-CN': {
    title: '购物车',
    empty: '购物车还是空的。',
    emptyHint: '在直播间加购的商品，从这里都能找到。',
    seeMarket: '去逛逛',
    eachItsOwn: '每个直播间各有一个购物车。',
    open: '打开购物车',
    more: (n) => `还有 ${n} 件`,
  },
});
