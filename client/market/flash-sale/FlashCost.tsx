import type { ConsoleItem } from '../../../shared/contract/console.ts';
import type { Funder } from '../../../shared/market/flash-sale/contract.ts';
import { formMessages } from '../../i18n/console-forms.ts';
import { useMessages } from '../../i18n/language.ts';
import { useCurrency } from '../../screens/staff/console/host-context.ts';
import { useMoney } from '../../ui/Price.tsx';

/** What a flash will cost, and whom, before it is started. */
export function FlashCost({
  item,
  priceMinor,
  cap,
  fundedBy,
}: {
  item: ConsoleItem;
  priceMinor: number | null;
  cap: number | null;
  fundedBy: Funder;
}) {
  const say = useMessages(formMessages);
  const money = useMoney(useCurrency());
  if (priceMinor === null || cap === null || priceMinor >= item.listPriceMinor) return null;
  const each = item.listPriceMinor - priceMinor;
  const who = { producer: say.costProducer(item.producer), host: say.costHost, shop: say.costShop }[fundedBy];
  return <p className="flash-cost figures">{say.cost(who, money(each * cap), money(each), cap)}</p>;
}
