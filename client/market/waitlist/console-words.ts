import { catalogue } from '../../i18n/language.ts';

/** What a host reads of the waitlist in the lineup. */
export const waitingConsoleWords = catalogue({
  en: { waiting: (buyers: number) => `${buyers} on the waitlist` },
  'zh-CN': { waiting: (buyers) => `${buyers} 人候补` },
});
