import { catalogue } from '../../i18n/language.ts';

/** What stands where there is no page. */
export const notFoundWords = catalogue({
  en: {
    title: 'There is no such page',
    text: 'The address may have a typo, or the page has moved.',
    home: 'See what’s on',
    orders: 'My orders',
  },
  'zh-CN': {
    title: '没有这个页面',
    text: '网址可能有误，或者页面已经搬走了。',
    home: '看看今天有什么',
    orders: '我的订单',
  },
});
