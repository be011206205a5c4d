import { useState } from 'react';
import type { OfficeOrder } from '../../../shared/contract/office-orders.ts';
import type { StaffRole } from '../../../shared/market/account/contract.ts';
import { useMessages } from '../../i18n/language.ts';
import { Button } from '../../ui/Button.tsx';
import { part } from '../../ui/part.tsx';
import { giveAddressWords } from './give-address-words.ts';

const Opened = part(() => import('./GiveAddressSheet.tsx').then(({ GiveAddressSheet }) => GiveAddressSheet));

/** Opens the sheet that sends an unpacked order elsewhere, for its stream's host and for operators (O10). */
export function GiveAddressButton({
  order,
  staffRole,
  onDone,
}: {
  order: OfficeOrder;
  staffRole: StaffRole | undefined;
  /** It goes elsewhere. */
  onDone(): void;
}) {
  const say = useMessages(giveAddressWords);
  const [isOpen, setOpen] = useState(false);
  const isUnpacked = ['PLACED', 'PAID'].includes(order.status) && order.parcels.length === 0;
  const may = staffRole === 'operator' || staffRole === 'host';
  // The sheet stays until it is closed: what was done is said in it.
  if (!may || (!isUnpacked && !isOpen)) return null;
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
