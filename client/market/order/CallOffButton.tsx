import { useMessages } from '../../i18n/language.ts';
import { part } from '../../ui/part.tsx';
import { callOffWords } from './call-off-words.ts';
import { OrderAct, type OrderActProps } from './OrderAct.tsx';

const Opened = part(() => import('./CallOffSheet.tsx').then(({ CallOffSheet }) => CallOffSheet));

/** Opens the sheet that cancels an unpacked order (O11). */
export function CallOffButton(props: OrderActProps) {
  const { status, parcels } = props.order;
  const canBe = status === 'PLACED' || (status === 'PAID' && parcels.length === 0);
  return <OrderAct {...props} name={useMessages(callOffWords).open} canBe={canBe} Opened={Opened} />;
}
