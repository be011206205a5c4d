import { catalogue } from '../../i18n/language.ts';
import type { SentencesOf, SomeSentences } from '../../ui/sentences.ts';

const en = {
  WAITLIST_INVALID: ({ reason }) => {
    switch (reason) {
      case 'first_paid':
        return 'Nothing is reserved here, so there is no waitlist: first to order gets it.';
      case 'waiting':
        return 'You’re already on this waitlist.';
      case 'too_many':
        return 'You’re on too many waitlists. Leave one to join this.';
      case 'full':
        return 'This waitlist is full.';
      case 'in_stock':
        return 'This is back in stock: add it to your cart.';
    }
  },
} satisfies SomeSentences;

const zh: SentencesOf<keyof typeof en> = {
  WAITLIST_INVALID: ({ reason }) => {
    switch (reason) {
      case 'first_paid':
        return '这里不锁定库存，也就不用候补：先下单先得。';
      case 'waiting':
        return '您已经在候补了。';
      case 'too_many':
        return '您候补的商品太多，先取消一个再来。';
      case 'full':
        return '候补人数已满。';
      case 'in_stock':
        return '现在有货，可以直接加购。';
    }
  },
};

/** What those are told who join a waitlist. */
export const waitlistSentences = catalogue<SentencesOf<keyof typeof en>>({ en, 'zh-CN': zh });
