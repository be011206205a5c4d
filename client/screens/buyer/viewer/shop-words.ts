import { catalogue } from '../../../i18n/language.ts';

/** What the open shop says; it comes with it. */
export const shopWords = catalogue({
  en: {
    bagEmpty: 'No products yet. The host adds them before the stream starts.',
    search: 'Number, name or producer',
    searchShort: 'Search',
    sort: 'Sort by',
    sorts: {
      host: 'Host’s order',
      cheap: 'Price: low to high',
      dear: 'Price: high to low',
      name: 'Name',
    },
    category: 'Category',
    allCategories: 'All categories',
    nothingOfIt: 'Nothing in this category right now.',
    nothingFound: (text: string) => `No results for “${text}”.`,
    shownNow: 'Showing now',
    showing: 'Now',
  },
  'zh-CN': {
    bagEmpty: '还没有商品，开播前主播会上架。',
    search: '几号链接、商品名或商家',
    searchShort: '搜索',
    sort: '排序',
    sorts: { host: '主播推荐顺序', cheap: '价格从低到高', dear: '价格从高到低', name: '按名称' },
    category: '分类',
    allCategories: '全部分类',
    nothingOfIt: '这个分类暂时没有商品。',
    nothingFound: (text) => `没有找到“${text}”`,
    shownNow: '正在讲解',
    showing: '讲解中',
  },
});
