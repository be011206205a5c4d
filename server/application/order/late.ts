import type { OrderWithLines, Parcel } from '../../ports/readers.ts';
import type { ApplicationDeps } from '../deps.ts';
import { firstDay, shopToday } from '../ship-days.ts';

/** The most parcels that are looked through; a history shows at most two hundred orders. */
const MAX_PARCELS = 500;

/**
 * Those of some orders that are late (P4), by their ids. Parcels are looked up only where a day is over.
 * @param known all parcels of these orders, of whoever has read them already
 */
export async function lateAmong(
  deps: Pick<ApplicationDeps, 'readers' | 'engines' | 'clock'>,
  orders: readonly OrderWithLines[],
  known: readonly Parcel[] | null = null,
): Promise<ReadonlySet<string>> {
  if (orders.every(({ lines }) => firstDay(lines.map(({ shipBy }) => shipBy)) === null)) return new Set();
  const today = await shopToday(deps);
  const maybe = orders.filter((order) => isLateOn(today, order, []));
  if (maybe.length === 0) return new Set();
  const orderIds = maybe.map(({ order }) => order.orderId);
  const parcels = known ?? (await deps.readers.parcels({ orderIds, limit: MAX_PARCELS }));
  return new Set(maybe.filter((order) => isLateOn(today, order, parcels)).map(({ order }) => order.orderId));
}

/**
 * True if something of an order that is on its way is with no carrier although its day is over (P4). What a carrier has had,
 * it has had in time or late; whatever became of it is said elsewhere.
 */
export function isLateOn(today: string, found: OrderWithLines, parcels: readonly Parcel[]): boolean {
  return linesLateOn(today, found, parcels).size > 0;
}

/** Which lines make an order late (P4), by their index. */
export function linesLateOn(
  today: string,
  { order, lines }: OrderWithLines,
  parcels: readonly Parcel[],
): ReadonlySet<number> {
  if (order.status !== 'PAID') return new Set();
  const late = lines.filter(({ lineIndex, shipBy, units, cancelledUnits, withdrawnUnits }) => {
    if (shipBy === null || shipBy >= today) return false;
    const handedOver = parcels
      .filter(({ shipment }) => shipment.status !== 'PACKED')
      .flatMap((parcel) => parcel.lines)
      .filter((line) => line.orderId === order.orderId && line.lineIndex === lineIndex)
      .reduce((sum, line) => sum + line.units, 0);
    return units - cancelledUnits - withdrawnUnits > handedOver;
  });
  return new Set(late.map(({ lineIndex }) => lineIndex));
}
