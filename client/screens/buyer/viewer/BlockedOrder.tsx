import { type ComponentType, useEffect } from 'react';
import type { WayToPay } from '../../../../shared/market/newcomers/contract.ts';
import { useLanguage } from '../../../i18n/language.ts';
import { sentenceOf } from '../../../market/sentences.ts';
import { Notice } from '../../../ui/Notice.tsx';
import { useServerTime } from '../../../ui/server-time.ts';
import { useWording } from '../../../ui/wording.ts';
import { useCurrency } from './viewer-stores.ts';

type Blocked = NonNullable<WayToPay['refusal']>;

/**
 * Why nothing can be ordered by any way to pay, where the address would be typed (H8): nobody fills in a form for nothing.
 * When the time comes at which it may be possible, the market is asked anew.
 */
export function BlockedOrder({
  reason,
  Later,
  askAgain,
}: {
  reason: Blocked;
  /** The way to wait for an item. */
  Later: ComponentType<{ itemNumber: number }>;
  askAgain(): void;
}) {
  const language = useLanguage();
  const wording = useWording(useCurrency());
  const retryAtMs = reason.code === 'NETWORK_LIMIT' ? reason.retryAtMs : null;
  const isDue = useServerTime((nowMs) => retryAtMs !== null && nowMs >= retryAtMs);
  useEffect(() => {
    if (isDue) askAgain();
  }, [isDue, askAgain]);
  return (
    <Notice tone="fault">
      <p>{sentenceOf(reason, language, wording)}</p>
      {reason.code === 'NETWORK_LIMIT' && reason.max === 0 && reason.itemNumber !== undefined && (
        <Later itemNumber={reason.itemNumber} />
      )}
    </Notice>
  );
}
