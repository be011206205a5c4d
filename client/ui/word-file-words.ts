import { catalogue } from '../i18n/language.ts';

/** What a list of words says of those that it can't take. */
export const wordFileWords = catalogue({
  en: {
    tooLong: (n: number, most: number) =>
      n === 1
        ? `1 word is longer than ${most} characters and is left out.`
        : `${n} words are longer than ${most} characters and are left out.`,
  },
  'zh-CN': {
    tooLong: (n, most) => `${n} 个词超过 ${most} 个字，不会保存。`,
  },
});
