import { useLanguage, useMessages } from '../i18n/language.ts';
import { shopShipsWords } from '../i18n/shop-ships.ts';
import { Pill } from './Pill.tsx';
import { shipDay } from './ShipDates.tsx';

/** That a promised day is over and no carrier has the goods (P4). @param shipBy that day */
export function LatePill({ shipBy }: { shipBy: string }) {
  const say = useMessages(shopShipsWords);
  const language = useLanguage();
  return (
    <p>
      <Pill tone="attention" icon="attention">
        {say.late(shipDay(shipBy, language))}
      </Pill>
    </p>
  );
}
