import { useLanguage, useMessages } from '../i18n/language.ts';
import { shopShipsWords } from '../i18n/shop-ships.ts';

/** How many were sold of a product, by the ledger (B8): _203 sold_. Nothing where too few were. */
export function SoldCount({ units }: { units: number | undefined }) {
  const say = useMessages(shopShipsWords);
  const language = useLanguage();
  if (units === undefined) return null;
  return <span className="sold-count soft figures">{say.sold(units.toLocaleString(language))}</span>;
}
