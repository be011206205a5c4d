import { catalogue } from '../../i18n/language.ts';

/** What is said of goods that were paid together. */
export const pairWords = catalogue({
  en: {
    pairs: 'Frequently bought together',
    pairsDefined:
      'Orders with both. Support: their share of the paid orders. Lift: how many times as often as by chance. Listed: more often than by chance, in at least 3 orders.',
    noPairs: 'No two products were bought together more often than by chance in at least 3 orders.',
    orders: 'Orders',
    support: 'Support',
    lift: 'Lift',
  },
  'zh-CN': {
    pairs: '连带购买',
    pairsDefined:
      '同一付款订单里都有的。支持度：占付款订单的比例；提升度：是随意搭配的几倍。只列高于 1 倍且至少 3 单的。',
    noPairs: '没有哪两种商品连带 3 单以上且高于随意搭配。',
    orders: '订单',
    support: '支持度',
    lift: '提升度',
  },
});
