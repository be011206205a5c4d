import { catalogue } from '../../../i18n/language.ts';

/** How many have just bought what (B9). */
export const recentWords = catalogue({
  en: {
    label: 'Bought in the last five minutes',
    bought: (buyers: number, name: string) => `${buyers} bought ${name} in 5 min`,
    pause: 'Pause',
    goOn: 'Resume',
  },
  'zh-CN': {
    label: '最近 5 分钟的成交',
    bought: (buyers, name) => `5 分钟内 ${buyers} 人买了${name}`,
    pause: '暂停滚动',
    goOn: '继续滚动',
  },
});
