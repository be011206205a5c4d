import { catalogue } from '../../i18n/language.ts';

/** What the open shop says; it comes with it. */
export const shopWords = catalogue({
  en: {
    bagEmpty: 'No products yet. The host adds them before the stream starts.',
    search: 'Number or name',
    nothingFound: (text: string) => `No results for “${text}”.`,
    shownNow: 'Showing now',
    showing: 'Now',
  },
  'zh-CN': {
    bagEmpty: '还没有商品，开播前主播会上架。',
    search: '几号链接，或商品名',
    nothingFound: (text) => `没有找到“${text}”`,
    shownNow: '正在讲解',
    showing: '讲解中',
  },
});
