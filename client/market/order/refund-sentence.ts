import { useLanguage } from '../../i18n/language.ts';
import { useHostSentence } from '../../screens/staff/console/host-sentence.ts';
import { useWording } from '../../ui/wording.ts';
import { saidBy } from '../sentences.ts';
import { refundSentences } from './refund-sentences.ts';

/** Says why the office could not do something to an order, with amounts in its currency. */
export function useRefundSentence(currency: string): ReturnType<typeof useHostSentence> {
  const language = useLanguage();
  const wording = useWording(currency);
  const sentence = useHostSentence(currency);
  return (reason) => saidBy([refundSentences], reason, language, wording) ?? sentence(reason);
}
