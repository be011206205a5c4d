import { catalogue, type Language } from '../i18n/language.ts';
import type { NewcomerOnly, Reason, SentencesOf, Wording } from './sentences.ts';

const en: SentencesOf<NewcomerOnly> = {
  NEWCOMER_SHARE: ({ max, nextAtMs }, say) => {
    const then = nextAtMs === null ? 'in a moment' : `at ${say.clock(nextAtMs)}`;
    return max > 0
      ? `You can add up to ${max} for now; the rest is set aside for returning buyers. More may be available ${then}.`
      : `Other new buyers have the ones set aside for first orders. One may be available ${then}.`;
  },
};

const zh: SentencesOf<NewcomerOnly> = {
  NEWCOMER_SHARE: ({ max, nextAtMs }, say) => {
    const then = nextAtMs === null ? '稍后' : `最早 ${say.clock(nextAtMs)} `;
    return max > 0 ? `新客现在最多买 ${max} 件，${then}可能再释放几件。` : `新客名额已满，${then}可能释放。`;
  },
};

/** What only new buyers are told. */
export const newcomerSentences = catalogue<SentencesOf<NewcomerOnly>>({ en, 'zh-CN': zh });

/** Says what only first-time buyers are told, or null if the reason is another. */
export function newcomerSentence(reason: Reason, language: Language, say: Wording): string | null {
  return reason.code === 'NEWCOMER_SHARE' ? newcomerSentences[language].NEWCOMER_SHARE(reason, say) : null;
}
