import { catalogue } from '../../i18n/language.ts';

/** What the way to the cart says, with what this device saw there last. */
export const buyerLinksWords = catalogue({
  en: {
    cart: (n: number) => (n === 0 ? 'Cart' : n === 1 ? 'Cart, 1 item' : `Cart, ${n} items`),
  },
  'zh-CN': {
    cart: (n) => (n === 0 ? '购物车' : `购物车，${n} 件`),
  },
});
