import { useMessages } from '../../../i18n/language.ts';
import { useMoney } from '../../../ui/Price.tsx';
import { useCurrency, useLive } from './viewer-stores.ts';
import { viewerWords } from './words.ts';

/** What the products of a cart cost. Where sending costs something, it says that this comes on top: a total is said once. */
export function GoodsSum({ minor }: { minor: number }) {
  const say = useMessages(viewerWords);
  const money = useMoney(useCurrency());
  const hasShipping = useLive(({ view }) => view.stream?.hasShipping === true);
  return hasShipping ? say.plusShipping(money(minor)) : money(minor);
}
