import type { Reason } from '../../../../shared/contract/answer.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { Button } from '../../../ui/Button.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { part } from '../../../ui/part.tsx';
import { sentenceFor } from '../../../ui/sentences.ts';
import { useWording } from '../../../ui/wording.ts';
import { faultWords } from './fault-words.ts';
import { useAdd } from './use-add.ts';
import { useCart, useCurrency, useViewer } from './viewer-stores.ts';

/** What is seldom said comes with the checkout's words. */
const rareCodes: ReadonlySet<Reason['code']> = new Set([
  'BUYER_RESTRICTED',
  'LOST_IN_RESTORE',
  'NOT_CHEAPER',
]);
const RareFault = part(() => import('./CheckoutSheet.tsx').then((module) => module.RareFault));

/** Why the last tap on an item did nothing, where it happened, with what is possible now as a button. */
export function ItemFault({ itemNumber }: { itemNumber: number }) {
  const reason = useCart((state) => state.faults[itemNumber]);
  const currency = useCurrency();
  const language = useLanguage();
  const wording = useWording(currency);
  const { cart } = useViewer();
  if (!reason) return null;
  return (
    <Notice tone="fault" onDismiss={() => cart.dismissFault(itemNumber)}>
      {rareCodes.has(reason.code) ? (
        <RareFault reason={reason} />
      ) : (
        <>
          <p>{sentenceFor(reason, language, wording)}</p>
          <WayOn reason={reason} itemNumber={itemNumber} />
        </>
      )}
    </Notice>
  );
}

function WayOn({ reason, itemNumber }: { reason: Reason; itemNumber: number }) {
  const say = useMessages(faultWords);
  const wording = useWording(useCurrency());
  const add = useAdd();
  switch (reason.code) {
    case 'PRICE_CHANGED':
    case 'FLASH_QUOTA_GONE':
    case 'FLASH_NOT_STARTED':
      return (
        <Button look="line" onClick={() => void add(itemNumber, 1, reason.nowMinor)}>
          {say.takeAt(wording.money(reason.nowMinor))}
        </Button>
      );
    case 'INSUFFICIENT':
      return (
        <Button look="line" onClick={() => void add(itemNumber, reason.max)}>
          {say.takeOnly(reason.max)}
        </Button>
      );
    default:
      return null;
  }
}
