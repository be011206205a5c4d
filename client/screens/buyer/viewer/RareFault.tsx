import type { Reason } from '../../../../shared/contract/answer.ts';
import { useLanguage } from '../../../i18n/language.ts';
import { sentenceOf } from '../../../market/sentences.ts';
import { useWording } from '../../../ui/wording.ts';
import { useCurrency } from './viewer-stores.ts';

/** What few hear of, so it comes when it is said: that a tap may have been lost (I5), and that a flash price would save nothing (F7). */
export function RareFault({ reason }: { reason: Reason }) {
  const language = useLanguage();
  const wording = useWording(useCurrency());
  return <p>{sentenceOf(reason, language, wording)}</p>;
}
