import { catalogue } from '../../../i18n/language.ts';

/** Of products that are saved on a device; they come with the heart. */
export const keepWords = catalogue({
  en: {
    keep: 'Save',
    kept: 'Saved',
    keepOf: (name: string) => `Save ${name}`,
  },
  'zh-CN': {
    keep: '收藏',
    kept: '已收藏',
    keepOf: (name) => `收藏${name}`,
  },
});
