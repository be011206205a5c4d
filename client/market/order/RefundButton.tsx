import { useState } from 'react';
import type { OfficeOrder } from '../../../shared/contract/office-orders.ts';
import type { StaffRole } from '../../../shared/market/account/contract.ts';
import { useMessages } from '../../i18n/language.ts';
import { Button } from '../../ui/Button.tsx';
import { part } from '../../ui/part.tsx';
import { refundWords } from './refund-words.ts';

const Opened = part(() => import('./RefundSheet.tsx').then(({ RefundSheet }) => RefundSheet));

/** Opens the refund of a paid order, for who answers for its money: by unit, by amount, or of what can't be filled (O8). */
export function RefundButton({
  order: { orderId, reference, status },
  staffRole,
  onDone,
}: {
  order: OfficeOrder;
  staffRole: StaffRole | undefined;
  /** Something was refunded. */
  onDone(): void;
}) {
  const say = useMessages(refundWords);
  const [isOpen, setOpen] = useState(false);
  const isPaid = status === 'PAID' || status === 'COMPLETED';
  if (!isPaid || (staffRole !== 'operator' && staffRole !== 'host')) return null;
  return (
    <>
      <Button look="line" onClick={() => setOpen(true)}>
        {say.open}
      </Button>
      {isOpen && (
        <Opened orderId={orderId} reference={reference} onDone={onDone} onClose={() => setOpen(false)} />
      )}
    </>
  );
}
