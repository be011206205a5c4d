import { useStore } from 'zustand';
import type { ShipDates as Dates } from '../../../../shared/values/ship-days.ts';
import { useMessages } from '../../../i18n/language.ts';
import { shopShipsWords } from '../../../i18n/shop-ships.ts';
import { createShipDatesStore } from '../../../stores/ship-dates-store.ts';
import { useOwnStore } from '../../../stores/world.ts';
import { ShipDates } from '../../../ui/ShipDates.tsx';
import { useCards, useOriginName } from './use-cards.ts';
import { useViewer } from './viewer-stores.ts';

/** What each origin of the stream promises for an order of now (P4), asked once by what shows it; null: not known yet. */
export function useShipDates(): ReadonlyMap<string, Dates> | null {
  const { slug } = useViewer();
  const { value } = useStore(useOwnStore((world) => createShipDatesStore(slug, world)).store);
  return value && new Map(value.origins.map(({ origin, ...dates }) => [origin, dates]));
}

/**
 * When what is about to be ordered ships, and about when it comes: one line, or one for each origin where they differ.
 * @param isAbroad when it comes abroad, nobody can say
 */
export function ShipLines({
  promised,
  itemNumbers,
  isAbroad,
}: {
  promised: ReturnType<typeof useShipDates>;
  itemNumbers: readonly number[];
  isAbroad: boolean;
}) {
  const say = useMessages(shopShipsWords);
  const cards = useCards();
  const nameOf = useOriginName();
  const origins = [...new Set(itemNumbers.map((n) => cards[n]?.origin ?? ''))];
  const lines = origins.flatMap((origin) => {
    const dates = promised?.get(origin);
    return dates ? [{ origin, dates: isAbroad ? { shipBy: dates.shipBy } : dates }] : [];
  });
  const [first] = lines;
  if (!first) return promised === null ? <p className="ship-lines" /> : null;
  const isOne =
    lines.length === origins.length &&
    lines.every(
      ({ dates: { shipBy, arriveBy } }) => shipBy === first.dates.shipBy && arriveBy === first.dates.arriveBy,
    );
  return (
    <p className="ship-lines">
      {isOne ? (
        <ShipDates dates={first.dates} />
      ) : (
        lines.map(({ origin, dates }) => (
          <span key={origin}>
            <bdi>{say.from(nameOf(origin))}</bdi> <ShipDates dates={dates} />
          </span>
        ))
      )}
    </p>
  );
}
