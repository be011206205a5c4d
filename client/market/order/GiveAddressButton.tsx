import { useMessages } from '../../i18n/language.ts';
import { part } from '../../ui/part.tsx';
import { giveAddressWords } from './give-address-words.ts';
import { OrderAct, type OrderActProps } from './OrderAct.tsx';

const Opened = part(() => import('./GiveAddressSheet.tsx').then(({ GiveAddressSheet }) => GiveAddressSheet));

/** Opens the sheet that sends an unpacked order elsewhere (O10). */
export function GiveAddressButton(props: OrderActProps) {
  const { status, parcels } = props.order;
  const canBe = (status === 'PLACED' || status === 'PAID') && parcels.length === 0;
  return <OrderAct {...props} name={useMessages(giveAddressWords).open} canBe={canBe} Opened={Opened} />;
}
