import { useState } from 'react';
import type { Reason } from '../../../../shared/contract/answer.ts';
import type { OrderView } from '../../../../shared/market/order/contract.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { sentenceOf } from '../../../market/sentences.ts';
import { Button } from '../../../ui/Button.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { useMoney } from '../../../ui/Price.tsx';
import { useServerTime } from '../../../ui/server-time.ts';
import { useWording } from '../../../ui/wording.ts';
import { orderWords } from './words.ts';

/** Two taps to cancel, so that a slip of the thumb costs nothing, and before the second what comes back; gone once it is no longer free. */
export function CancelOrder({
  order,
  currency,
  backMinor,
  busy,
  fault,
  onCancel,
}: {
  order: OrderView;
  currency: string;
  /** What comes back of what was paid if it is cancelled now; absent: nothing was paid, or it is not known. */
  backMinor: number | undefined;
  busy: boolean;
  /** Why the last try was refused. */
  fault: Reason | null | undefined;
  onCancel(): void;
}) {
  const say = useMessages(orderWords);
  const language = useLanguage();
  const wording = useWording(currency);
  const money = useMoney(currency);
  // What was paid for a parcel goes to the other orders in it (P3).
  const keptMinor = order.totalMinor - order.refundedMinor - (backMinor ?? 0);
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
      {isFree && isAsked && backMinor !== undefined && (
        <p>
          {say.comesBack(money(backMinor))}
          {keptMinor > 0 && (
            <>
              {' '}
              <span className="soft">{say.keptWhy(money(keptMinor))}</span>
            </>
          )}
        </p>
      )}
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
