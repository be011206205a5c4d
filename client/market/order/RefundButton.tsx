import { useState } from 'react';
import { useMessages } from '../../i18n/language.ts';
import { Button } from '../../ui/Button.tsx';
import { part } from '../../ui/part.tsx';
import { refundWords } from './refund-words.ts';

const Opened = part(() => import('./RefundSheet.tsx').then(({ RefundSheet }) => RefundSheet));

/** Opens the refund of an order: by unit, by amount, or of what can't be filled (O8). */
export function RefundButton({
  orderId,
  reference,
  onDone,
}: {
  orderId: string;
  reference: string;
  /** Something was refunded. */
  onDone(): void;
}) {
  const say = useMessages(refundWords);
  const [isOpen, setOpen] = useState(false);
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
