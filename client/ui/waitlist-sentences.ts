import type { Language } from '../i18n/language.ts';
import type { Reason, SentencesOf, WaitingOnly, Wording } from './sentences.ts';

const en: SentencesOf<WaitingOnly> = {
  WAITLIST_INVALID: ({ reason }) => {
    switch (reason) {
      case 'first_paid':
        return 'Nothing is reserved here, so there is no waitlist: first to order gets it.';
      case 'waiting':
        return 'You are on this list already.';
      case 'too_many':
        return 'You are on many lists already. Leave one, and there is room for this.';
      case 'full':
        return 'So many are waiting for this that the list is full.';
      case 'in_stock':
        return 'This is in stock now: you can add it.';
    }
  },
};

const zh: SentencesOf<WaitingOnly> = {
  WAITLIST_INVALID: ({ reason }) => {
    switch (reason) {
      case 'first_paid':
        return '这里不锁定库存，也就不用候补：先下单先得。';
      case 'waiting':
        return '您已经在排队了。';
      case 'too_many':
        return '您同时排的队太多，先退出一个再来。';
      case 'full':
        return '排队的人太多，名单已满。';
      case 'in_stock':
        return '现在有货，可以直接买。';
    }
  },
};

const sentences: Record<Language, SentencesOf<WaitingOnly>> = { en, 'zh-CN': zh };

/** Says what only those are told who join a waiting list, or null if the reason is another. */
export function waitlistSentence(reason: Reason, language: Language, say: Wording): string | null {
  return reason.code === 'WAITLIST_INVALID' ? sentences[language].WAITLIST_INVALID(reason, say) : null;
}
