import { catalogue } from '../../i18n/language.ts';

/** What the open shop says; it comes with it. */
export const shopWords = catalogue({
  en: {
    bagEmpty: 'The shop is still empty. The host adds products before the market opens.',
    search: 'Number or name',
    nothingFound: (text: string) => `Nothing in the shop matches “${text}”.`,
    shownNow: 'Showing now',
    showing: 'Now',
  },
  'zh-CN': {
    bagEmpty: '还没有商品，开市前主播会上架。',
    search: '几号链接，或商品名',
    nothingFound: (text) => `没有找到“${text}”。`,
    shownNow: '正在讲解',
    showing: '讲解中',
  },
});
