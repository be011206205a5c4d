import { catalogue } from '../../i18n/language.ts';

/** What stands where there is no page. */
export const notFoundWords = catalogue({
  en: {
    title: 'Page not found',
    text: 'The address may have a typo, or the page has moved.',
    home: 'See what’s live',
    orders: 'My orders',
  },
  'zh-CN': {
    title: '页面不存在',
    text: '网址可能有误，或者页面已经下线。',
    home: '去首页看直播',
    orders: '我的订单',
  },
});
