import { useMessages } from '../../i18n/language.ts';
import { Price } from '../../ui/Price.tsx';
import { useCurrency, useShownPrice } from './viewer-stores.ts';
import { viewerWords } from './words.ts';

/** The price in force, with the list price struck while a flash runs. */
export function ItemPrice({ itemNumber }: { itemNumber: number }) {
  const say = useMessages(viewerWords);
  const currency = useCurrency();
  const price = useShownPrice(itemNumber);
  if (!price) return null;
  return (
    <Price
      minor={price.priceMinor}
      wasMinor={price.listPriceMinor}
      wasLabel={say.wasPrice}
      currency={currency}
    />
  );
}
