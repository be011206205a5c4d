import type { Reason } from '../../../../shared/contract/answer.ts';
import { useLanguage } from '../../../i18n/language.ts';
import { sentenceOf } from '../../../market/sentences.ts';
import { ContactSentence } from '../../../ui/ContactSentence.tsx';
import { useWording } from '../../../ui/wording.ts';
import { useCurrency } from './viewer-stores.ts';

/**
 * What few hear of, so it comes when it is said: that a tap may have been lost (I5), that a flash price would save nothing
 * (F7), and that the shop lets a buyer order nothing for a time (B11).
 */
export function RareFault({ reason }: { reason: Reason }) {
  const language = useLanguage();
  const wording = useWording(useCurrency());
  const contact = reason.code === 'BUYER_RESTRICTED' ? (reason.contact ?? null) : null;
  return (
    <p>
      <ContactSentence sentence={sentenceOf(reason, language, wording)} contact={contact} />
    </p>
  );
}
