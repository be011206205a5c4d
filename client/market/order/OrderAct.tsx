import { type ComponentType, useState } from 'react';
import type { OfficeOrder } from '../../../shared/contract/office-orders.ts';
import type { StaffRole } from '../../../shared/market/account/contract.ts';
import { Button } from '../../ui/Button.tsx';

/** What a button of an order's page knows. */
export interface OrderActProps {
  order: OfficeOrder;
  staffRole: StaffRole | undefined;
  /** Something was done. */
  onDone(): void;
}

/** What the sheet of an act is told. */
export type OrderActSheet = ComponentType<
  Pick<OfficeOrder, 'orderId' | 'reference' | 'currency'> & { onDone(): void; onClose(): void }
>;

/** A button of an order's page that opens a sheet, for the stream's host and for operators, who answer for its money. */
export function OrderAct({
  order: { orderId, reference, currency },
  staffRole,
  onDone,
  name,
  canBe,
  Opened,
}: OrderActProps & { name: string; canBe: boolean; Opened: OrderActSheet }) {
  const [isOpen, setOpen] = useState(false);
  // The sheet stays until it is closed: what was done is said in it.
  if ((staffRole !== 'operator' && staffRole !== 'host') || (!canBe && !isOpen)) return null;
  return (
    <>
      <Button look="line" onClick={() => setOpen(true)}>
        {name}
      </Button>
      {isOpen && <Opened {...{ orderId, reference, currency, onDone }} onClose={() => setOpen(false)} />}
    </>
  );
}
