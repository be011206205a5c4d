import { catalogue } from './language.ts';

/** A producer's licence, wherever buyers read it. */
export const licenceWords = catalogue({
  en: {
    licence: (text: string) => `Licence: ${text}`,
    show: 'View the licence',
    photo: 'Licence',
  },
  'zh-CN': {
    licence: (text) => `证照：${text}`,
    show: '查看证照',
    photo: '证照',
  },
});
