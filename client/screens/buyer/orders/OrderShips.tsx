import type { OrderView } from '../../../../shared/market/order/contract.ts';
import type { Step } from '../../../../shared/market/parcel/reach.ts';
import type { ShipDates as Dates } from '../../../../shared/values/ship-days.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { shopShipsWords } from '../../../i18n/shop-ships.ts';
import { LatePill } from '../../../ui/LatePill.tsx';
import { ShipDates, shipDay } from '../../../ui/ShipDates.tsx';

interface MaybePromised {
  /** Of the product; left out where there is one promise for all. */
  name?: string | undefined;
  nameEn?: string | undefined;
  shipBy?: string | undefined;
  arriveBy?: string | undefined;
}

/**
 * The days that an order was promised (P4): by when it ships while no carrier has it, about when it comes while one has. Late
 * it says so, and by when it was to ship. Where products have different days, each line names its own.
 * @param step how far all of it is; null: not on its way, or not known
 */
export function OrderShips({
  lines,
  step,
  isLate,
}: {
  lines: readonly MaybePromised[];
  step: Step | null;
  isLate: boolean;
}) {
  const say = useMessages(shopShipsWords);
  const language = useLanguage();
  const promises = distinct(lines);
  const [first] = promises;
  if (!first || step === 'delivered') return null;
  if (isLate) return <LatePill shipBy={first.dates.shipBy} />;
  if (step === 'shipped') {
    const last = promises
      .map(({ dates }) => dates.arriveBy ?? '')
      .sort()
      .at(-1);
    return last ? <p className="figures">{say.arrivesNow(shipDay(last, language))}</p> : null;
  }
  const nameOf = ({ name, nameEn }: MaybePromised) => (language === 'en' && nameEn) || (name ?? '');
  return promises.map(({ dates, of }) => (
    <p key={`${dates.shipBy} ${dates.arriveBy}`}>
      {promises.length > 1 && (
        <>
          <bdi>{of.map(nameOf).join(language === 'en' ? ', ' : '、')}</bdi> ·{' '}
        </>
      )}
      <ShipDates dates={dates} />
    </p>
  ));
}

/** True if its days are worth saying: the goods are to come. */
export function isPromised({ status }: Pick<OrderView, 'status'>): boolean {
  return status === 'PLACED' || status === 'PAID';
}

/** What was promised, each once with its products, the first first. */
function distinct(lines: readonly MaybePromised[]): { dates: Dates; of: MaybePromised[] }[] {
  const found = new Map<string, { dates: Dates; of: MaybePromised[] }>();
  for (const line of lines) {
    const { shipBy, arriveBy } = line;
    if (!shipBy) continue;
    const known = found.get(`${shipBy} ${arriveBy}`);
    if (known) known.of.push(line);
    else found.set(`${shipBy} ${arriveBy}`, { dates: { shipBy, ...(arriveBy && { arriveBy }) }, of: [line] });
  }
  return [...found.values()].sort((a, b) => (a.dates.shipBy < b.dates.shipBy ? -1 : 1));
}
