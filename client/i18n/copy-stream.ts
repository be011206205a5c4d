import { catalogue } from './language.ts';

/** A new stream that begins as an earlier one. */
export const copyStreamWords = catalogue({
  en: {
    beginWith: 'Start from',
    empty: 'An empty lineup',
    copies:
      'Copies the lineup with units, prices and limits, shipping and stream settings. Where the warehouse has fewer units, it gets those. Vouchers are not copied.',
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
    lineup: (name: string, n: number) => `${name} · ${n === 1 ? '1 product' : `${n} products`}`,
    copiesLineup:
      'The saved lineup with its units, prices and limits. Where the warehouse has fewer units, it gets those. Shipping and settings are the shop’s.',
    saveLineup: 'Save this lineup under a name',
    lineupName: 'Name of the lineup',
    save: 'Save lineup',
    needName: 'Enter a name.',
    tooManyLineups: 'There’s no room for another saved lineup. Delete one, or reuse its name to replace it.',
    deleteLineup: 'Delete this lineup',
    deleteSure: (name: string) => `Yes, delete ${name}`,
  },
  'zh-CN': {
    beginWith: '从哪里开始',
    empty: '空的商品列表',
    copies: '复制商品列表（件数、价格、限购）、运费和直播设置；仓库不够的，有多少给多少；优惠券不复制。',
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
    lineup: (name, n) => `${name} · ${n} 个商品`,
    copiesLineup: '用存好的商品列表（件数、价格、限购）；仓库不够的，有多少给多少；运费和设置用店铺的。',
    saveLineup: '把这份商品列表存起来',
    lineupName: '列表名称',
    save: '保存列表',
    needName: '请填名称。',
    tooManyLineups: '保存的商品列表已满，请先删一份，或用原有名称覆盖。',
    deleteLineup: '删除这份列表',
    deleteSure: (name) => `确定删除“${name}”`,
  },
});
