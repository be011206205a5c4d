import { useMessages } from '../../../i18n/language.ts';
import { Price } from '../../../ui/Price.tsx';
import { useCurrency, useOtherMoney, useShownPrice } from './viewer-stores.ts';
import { viewerWords } from './words.ts';

/** The price in force, with the list price struck while a flash runs. */
export function ItemPrice({ itemNumber }: { itemNumber: number }) {
  const say = useMessages(viewerWords);
  const currency = useCurrency();
  const otherMoney = useOtherMoney();
  const price = useShownPrice(itemNumber);
  if (!price) return null;
  const other = otherMoney(price.priceMinor);
  return (
    <>
      <Price
        minor={price.priceMinor}
        wasMinor={price.listPriceMinor}
        wasLabel={say.wasPrice}
        currency={currency}
      />
      {other && <span className="other-money soft figures"> {other}</span>}
    </>
  );
}
