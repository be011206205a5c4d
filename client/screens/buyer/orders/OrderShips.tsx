import type { OrderView } from '../../../../shared/market/order/contract.ts';
import type { Step } from '../../../../shared/market/parcel/reach.ts';
import type { ShipDates as Dates } from '../../../../shared/values/ship-days.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { shopShipsWords } from '../../../i18n/shop-ships.ts';
import { LatePill } from '../../../ui/LatePill.tsx';
import { ShipDates, shipDay } from '../../../ui/ShipDates.tsx';
import { useServerTime } from '../../../ui/server-time.ts';
import { pageZone } from '../../../ui/time-words.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

interface MaybePromised {
  /** Of the product; left out where there is one promise for all. */
  name?: string | undefined;
  nameEn?: string | undefined;
  shipBy?: string | undefined;
  arriveBy?: string | undefined;
}

/**
 * The days that an order was promised (P4): by when it ships while no carrier has it. Once one has, it comes so many days
 * later as were promised, whenever that was. Late it says so, and how soon it can come. Where products have different
 * days, each line names its own.
 * @param step how far all of it is; null: not on its way, or not known
 * @param shippedAtMs when the last of it was handed over; null: not yet, or not known
 */
export function OrderShips({
  lines,
  step,
  isLate,
  shippedAtMs,
}: {
  lines: readonly MaybePromised[];
  step: Step | null;
  isLate: boolean;
  shippedAtMs: number | null;
}) {
  const say = useMessages(shopShipsWords);
  const language = useLanguage();
  // To the minute: the day alone matters, and pages that are left open get it.
  const nowMs = useServerTime((ms) => Math.floor(ms / MINUTE_MS) * MINUTE_MS);
  const promises = distinct(lines);
  const [first] = promises;
  if (!first || step === 'delivered') return null;
  const travelDays = Math.max(...promises.map(({ dates }) => daysOnTheWay(dates)));
  const after = (atMs: number) => dayAfter(atMs, travelDays);
  if (isLate)
    return (
      <>
        <LatePill shipBy={first.dates.shipBy} />
        {travelDays > 0 && <p className="figures">{say.arrivesEarliest(shipDay(after(nowMs), language))}</p>}
      </>
    );
  if (step === 'shipped') {
    if (travelDays === 0 || shippedAtMs === null) return null;
    const day = after(shippedAtMs);
    const isOver = day < dayAfter(nowMs, 0);
    return <p className="figures">{(isOver ? say.wasDue : say.arrivesNow)(shipDay(day, language))}</p>;
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

/** Days from the carrier to the door, as promised; 0: none were. */
function daysOnTheWay({ shipBy, arriveBy }: Dates): number {
  return arriveBy === undefined ? 0 : Math.round((Date.parse(arriveBy) - Date.parse(shipBy)) / DAY_MS);
}

/** The day so many days after an instant, as `2026-12-03`, by the page's zone, in which that instant is shown. */
function dayAfter(atMs: number, days: number): string {
  const parts = { year: 'numeric', month: '2-digit', day: '2-digit', timeZone: pageZone() } as const;
  const day = new Intl.DateTimeFormat('sv-SE', parts).format(atMs);
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
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
