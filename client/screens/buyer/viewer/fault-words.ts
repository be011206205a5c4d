import { catalogue } from '../../../i18n/language.ts';

/** What can be done about a tap that was refused; it comes with the reason. */
export const faultWords = catalogue({
  en: {
    takeAt: (price: string) => `Add at ${price}`,
    takeOnly: (n: number) => `Add ${n}`,
  },
  'zh-CN': {
    takeAt: (price) => `按 ${price} 加购`,
    takeOnly: (n) => `加购 ${n} 件`,
  },
});
