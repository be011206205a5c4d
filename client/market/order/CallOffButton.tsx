import { useState } from 'react';
import type { OfficeOrder } from '../../../shared/contract/office-orders.ts';
import type { StaffRole } from '../../../shared/market/account/contract.ts';
import { useMessages } from '../../i18n/language.ts';
import { Button } from '../../ui/Button.tsx';
import { part } from '../../ui/part.tsx';
import { callOffWords } from './call-off-words.ts';

const Opened = part(() => import('./CallOffSheet.tsx').then(({ CallOffSheet }) => CallOffSheet));

/** Opens the sheet that cancels an unpacked order, for its stream's host and for operators (O11). */
export function CallOffButton({
  order,
  staffRole,
  onDone,
}: {
  order: OfficeOrder;
  staffRole: StaffRole | undefined;
  /** It is cancelled. */
  onDone(): void;
}) {
  const say = useMessages(callOffWords);
  const [isOpen, setOpen] = useState(false);
  const isOpenStill = order.status === 'PLACED' || (order.status === 'PAID' && order.parcels.length === 0);
  const may = staffRole === 'operator' || staffRole === 'host';
  // The sheet stays until it is closed: what was done is said in it.
  if (!may || (!isOpenStill && !isOpen)) return null;
  return (
    <>
      <Button look="line" onClick={() => setOpen(true)}>
        {say.open}
      </Button>
      {isOpen && (
        <Opened
          orderId={order.orderId}
          reference={order.reference}
          currency={order.currency}
          onDone={onDone}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
