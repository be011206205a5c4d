import type { Language } from '../i18n/language.ts';
import type { Reason, RestoreOnly, SentencesOf, Wording } from './sentences.ts';

const en: SentencesOf<RestoreOnly> = {
  LOST_IN_RESTORE: ({ sinceMs, restoredAtMs }, say) =>
    `The market was restored from a backup at ${say.clock(restoredAtMs)}; what was done after ${say.clock(sinceMs)} may be missing. Check first, then try again.`,
};

const zh: SentencesOf<RestoreOnly> = {
  LOST_IN_RESTORE: ({ sinceMs, restoredAtMs }, say) =>
    `系统 ${say.clock(restoredAtMs)} 从备份恢复，${say.clock(sinceMs)} 之后的操作可能丢失。请先核对，再重试。`,
};

const sentences: Record<Language, SentencesOf<RestoreOnly>> = { en, 'zh-CN': zh };

/** Says what is only told after a restore, or null if the reason is another. */
export function restoreSentence(reason: Reason, language: Language, say: Wording): string | null {
  return reason.code === 'LOST_IN_RESTORE' ? sentences[language].LOST_IN_RESTORE(reason, say) : null;
}
