import { catalogue } from '../../i18n/language.ts';

/** What a host reads of requests to be shown a product (L9). */
export const askersConsoleWords = catalogue({
  en: {
    asking: (viewers: number) => (viewers === 1 ? '1 viewer asks for it' : `${viewers} viewers ask for it`),
  },
  'zh-CN': {
    asking: (viewers) => `${viewers} 人求讲解`,
  },
});
