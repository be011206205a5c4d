import type { Reason } from '../../../shared/contract/answer.ts';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import { sentenceOf } from '../../market/sentences.ts';
import { Button } from '../../ui/Button.tsx';
import { useWording } from '../../ui/wording.ts';
import { useAdd } from './use-add.ts';
import { useCurrency } from './viewer-stores.ts';
import { viewerWords } from './words.ts';

/**
 * What few hear of, so it comes when it is said: what a first-time buyer may take of an item now (H6), that a tap may have
 * been lost (I5), and that a flash price would save nothing (F7).
 */
export function RareFault({ reason, itemNumber }: { reason: Reason; itemNumber: number }) {
  const say = useMessages(viewerWords);
  const language = useLanguage();
  const wording = useWording(useCurrency());
  const add = useAdd();
  if (reason.code !== 'NEWCOMER_SHARE') return <p>{sentenceOf(reason, language, wording)}</p>;
  return (
    <>
      <p>{sentenceOf(reason, language, wording)}</p>
      {reason.max > 0 && (
        <Button look="line" onClick={() => void add(itemNumber, reason.max)}>
          {say.takeOnly(reason.max)}
        </Button>
      )}
    </>
  );
}
