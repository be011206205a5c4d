import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { shopShipsWords } from '../../../i18n/shop-ships.ts';
import { LatePill } from '../../../ui/LatePill.tsx';
import { shipDay } from '../../../ui/ShipDates.tsx';

/** By when a carrier is to have a parcel, as its buyer was promised (P4), and that this is over; nothing where no day was. */
export function DueBy({
  due: { shipBy, isLate },
}: {
  due: { shipBy?: string | undefined; isLate?: true | undefined };
}) {
  const say = useMessages(shopShipsWords);
  const language = useLanguage();
  if (shipBy === undefined) return null;
  if (isLate) return <LatePill shipBy={shipBy} />;
  return <p className="figures">{say.shipsBy(shipDay(shipBy, language))}</p>;
}
