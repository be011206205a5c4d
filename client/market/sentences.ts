import type { Catalogue, Language } from '../i18n/language.ts';
import type { hostOnlySentences } from '../screens/staff/console/host-only-sentences.ts';
import { afterSaleSentences } from '../ui/after-sale-sentences.ts';
import { checkoutSentences } from '../ui/checkout-sentences.ts';
import { fieldSentence } from '../ui/field-sentence.ts';
import { rareSentences } from '../ui/rare-sentences.ts';
import {
  type Reason,
  type SomeSentences,
  sentenceFor,
  type sentences,
  type Wording,
} from '../ui/sentences.ts';
import { chatSentences } from './chat/chat-sentences.ts';
import { newcomerSentences } from './newcomers/newcomer-sentences.ts';
import type { refundSentences } from './order/refund-sentences.ts';
import { waitlistSentences } from './waitlist/waitlist-sentences.ts';

/**
 * Every group of sentences that buyers, hosts and staff may be told beside those of a first load. A group stands here once,
 * and says the codes that it has; whoever says something asks `sentenceOf`.
 */
export const groups = [
  checkoutSentences,
  waitlistSentences,
  newcomerSentences,
  afterSaleSentences,
  rareSentences,
  chatSentences,
];

type CodeOf<Group extends { en: object }> = Group extends unknown ? keyof Group['en'] : never;
type Unsaid = Exclude<
  Reason['code'],
  CodeOf<(typeof groups)[number] | typeof sentences | typeof hostOnlySentences | typeof refundSentences>
>;
/** A code that nobody says does not compile: it is named here. */
groups satisfies [Unsaid] extends [never] ? unknown : { unsaid: Unsaid };

/** Says a reason in the reader's language: what happened, and what is possible now. What hosts alone are told is theirs. */
export function sentenceOf(reason: Reason, language: Language, say: Wording): string {
  return (
    fieldSentence(reason, language, say) ??
    saidBy(groups, reason, language, say) ??
    sentenceFor(reason, language, say)
  );
}

/** Says what a group of `all` has for a reason; null if none has it. */
export function saidBy(
  all: readonly Catalogue<SomeSentences>[],
  reason: Reason,
  language: Language,
  say: Wording,
): string | null {
  for (const group of all) {
    const sentence = group[language][reason.code] as ((reason: Reason, say: Wording) => string) | undefined;
    if (sentence) return sentence(reason, say);
  }
  return null;
}
