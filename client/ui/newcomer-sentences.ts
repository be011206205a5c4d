import type { Language } from '../i18n/language.ts';
import type { NewcomerOnly, Reason, SentencesOf, Wording } from './sentences.ts';

const en: SentencesOf<NewcomerOnly> = {
  NEWCOMER_SHARE: ({ max, nextAtMs }, say) => {
    const then = nextAtMs === null ? 'in a moment' : `at ${say.clock(nextAtMs)}`;
    return max > 0
      ? `You can take up to ${max} for now; the rest is kept for returning buyers. More may come free ${then}.`
      : `Other first-time buyers have the ones set aside for first orders. One may come free ${then}.`;
  },
};

const zh: SentencesOf<NewcomerOnly> = {
  NEWCOMER_SHARE: ({ max, nextAtMs }, say) => {
    const then = nextAtMs === null ? '稍后' : `最早 ${say.clock(nextAtMs)} `;
    return max > 0
      ? `新朋友现在最多买 ${max} 件，${then}可能再放出几件。`
      : `留给新朋友的名额已满，${then}可能放出来。`;
  },
};

const sentences: Record<Language, SentencesOf<NewcomerOnly>> = { en, 'zh-CN': zh };

/** Says what only first-time buyers are told, or null if the reason is another. */
export function newcomerSentence(reason: Reason, language: Language, say: Wording): string | null {
  return reason.code === 'NEWCOMER_SHARE' ? sentences[language].NEWCOMER_SHARE(reason, say) : null;
}
