import { catalogue } from './language.ts';

/** A new stream that begins as an earlier one. */
export const copyStreamWords = catalogue({
  en: {
    beginWith: 'Start from',
    empty: 'An empty lineup',
    copies:
      'Copies the lineup with prices and limits, shipping and stream settings. Units are what the warehouse has. Vouchers are not copied.',
    copyOf: (title: string) => `Copy ${title}`,
    copy: 'Copy',
    copyThis: 'Copy as a new stream',
    done: (n: number) =>
      n === 1 ? 'The stream is scheduled with 1 product.' : `The stream is scheduled with ${n} products.`,
    short: 'Fewer units than last time',
    ofWanted: (units: number, wanted: number) => `${units} of ${wanted}`,
    refused: 'Not copied',
    why: {
      NOT_FOUND: 'no longer in the catalog',
      PRODUCT_ARCHIVED: 'archived',
      CURRENCY_DIFFERS: 'sold in another currency now',
      STOCK_INVALID: 'its units went elsewhere',
    },
    open: 'Open console',
  },
  'zh-CN': {
    beginWith: '从哪里开始',
    empty: '空的商品列表',
    copies: '复制商品列表（价格、限购）、运费和直播设置；件数以仓库现有为准；优惠券不复制。',
    copyOf: (title) => `复制${title}`,
    copy: '复制',
    copyThis: '复制成新直播',
    done: (n) => `直播已创建，有 ${n} 个商品。`,
    short: '件数比上次少',
    ofWanted: (units, wanted) => `${units} / ${wanted} 件`,
    refused: '没有复制',
    why: {
      NOT_FOUND: '商品库里已没有',
      PRODUCT_ARCHIVED: '已归档',
      CURRENCY_DIFFERS: '现在用别的币种卖',
      STOCK_INVALID: '库存刚被占走',
    },
    open: '打开中控台',
  },
});
