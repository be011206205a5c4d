import { useState } from 'react';
import type { Reason } from '../../../../shared/contract/answer.ts';
import type { OrderView } from '../../../../shared/market/order/contract.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { sentenceOf } from '../../../market/sentences.ts';
import { Button } from '../../../ui/Button.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { useServerTime } from '../../../ui/server-time.ts';
import { useWording } from '../../../ui/wording.ts';
import { orderWords } from './words.ts';

/** Two taps to cancel, so that a slip of the thumb costs nothing; gone once it is no longer free. */
export function CancelOrder({
  order,
  currency,
  busy,
  fault,
  onCancel,
}: {
  order: OrderView;
  currency: string;
  busy: boolean;
  /** Why the last try was refused. */
  fault: Reason | null | undefined;
  onCancel(): void;
}) {
  const say = useMessages(orderWords);
  const language = useLanguage();
  const wording = useWording(currency);
  const [isAsked, setAsked] = useState(false);
  const isFree = useServerTime((nowMs) => {
    if (order.status === 'PLACED') return nowMs < order.payByMs;
    return order.status === 'PAID' && nowMs < (order.freeCancelUntilMs ?? 0);
  });
  return (
    <>
      {fault && <Notice tone="fault">{sentenceOf(fault, language, wording)}</Notice>}
      {isFree && !isAsked && (
        <Button look="line" onClick={() => setAsked(true)}>
          {say.cancel}
        </Button>
      )}
      {isFree && isAsked && mayKeepShipping(order) && <p className="soft small">{say.mayKeep}</p>}
      {isFree && isAsked && (
        <div className="two-buttons">
          <Button wide look="quiet" onClick={() => setAsked(false)}>
            {say.keepIt}
          </Button>
          <Button wide look="line" busy={busy} onClick={onCancel}>
            {say.cancelSure}
          </Button>
        </div>
      )}
    </>
  );
}

/** What was paid for a parcel goes to the other orders in it (P3). */
function mayKeepShipping({ status, payment, shippingMinor }: OrderView): boolean {
  return status === 'PAID' && payment !== 'cash_on_delivery' && shippingMinor > 0;
}
