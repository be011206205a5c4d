import { useMessages } from '../../i18n/language.ts';
import { part } from '../../ui/part.tsx';
import { OrderAct, type OrderActProps } from './OrderAct.tsx';
import { refundWords } from './refund-words.ts';

const Opened = part(() => import('./RefundSheet.tsx').then(({ RefundSheet }) => RefundSheet));

/** Opens the refund of a paid order: by unit, by amount, or of what can't be filled (O8). */
export function RefundButton(props: OrderActProps) {
  const { status } = props.order;
  const canBe = status === 'PAID' || status === 'COMPLETED';
  return <OrderAct {...props} name={useMessages(refundWords).open} canBe={canBe} Opened={Opened} />;
}
