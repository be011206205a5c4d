import { catalogue } from '../../i18n/language.ts';
import type { SentencesOf, SomeSentences } from '../../ui/sentences.ts';

const en = {
  NEWCOMER_SHARE: ({ max, nextAtMs }, say) => {
    const then = nextAtMs === null ? 'in a moment' : `at ${say.clock(nextAtMs)}`;
    return max > 0
      ? `You can add up to ${max} for now; the rest is set aside for returning buyers. More may be available ${then}.`
      : `Other new buyers have the ones set aside for first orders. One may be available ${then}.`;
  },
} satisfies SomeSentences;

const zh: SentencesOf<keyof typeof en> = {
  NEWCOMER_SHARE: ({ max, nextAtMs }, say) => {
    const then = nextAtMs === null ? '稍后' : `最早 ${say.clock(nextAtMs)} `;
    return max > 0 ? `新客现在最多买 ${max} 件，${then}可能再释放几件。` : `新客名额已满，${then}可能释放。`;
  },
};

/** What only new buyers are told. */
export const newcomerSentences = catalogue<SentencesOf<keyof typeof en>>({ en, 'zh-CN': zh });
