import type { ShipDates as Dates } from '../../shared/values/ship-days.ts';
import { useLanguage, useMessages } from '../i18n/language.ts';
import { shopShipsWords } from '../i18n/shop-ships.ts';

/** `Thu, Dec 3`: a day of the calendar, the same in every zone (P4). */
export function shipDay(day: string, language: string): string {
  const words: Intl.DateTimeFormatOptions = { weekday: 'short', month: 'short', day: 'numeric' };
  return new Intl.DateTimeFormat(language, { ...words, timeZone: 'UTC' }).format(Date.parse(day));
}

/** By when it ships, and about when it comes: _Ships by Thu, Dec 3 · arrives about Sun, Dec 6_. */
export function ShipDates({ dates: { shipBy, arriveBy } }: { dates: Dates }) {
  const say = useMessages(shopShipsWords);
  const language = useLanguage();
  return (
    <span className="figures">
      {say.shipsBy(shipDay(shipBy, language))}
      {arriveBy !== undefined && ` · ${say.arrives(shipDay(arriveBy, language))}`}
    </span>
  );
}
