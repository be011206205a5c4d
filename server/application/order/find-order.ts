import type { FoundOrder } from '../../../shared/contract/find-order.ts';
import { hasEnded } from '../../../shared/market/stream/has-ended.ts';
import { shipDatesIn } from '../../../shared/values/ship-days.ts';
import type { OrderWithLines, Parcel } from '../../ports/readers.ts';
import type { StreamRow } from '../../ports/rows.ts';
import type { ApplicationDeps } from '../deps.ts';
import { firstDay, lastDay } from '../ship-days.ts';
import { lateAmong } from './late.ts';
import { placedByReference } from './placed-by-reference.ts';
import { unitsToSend, viewOfRow } from './row-view.ts';

/** The most parcels of one order that are told. */
const MAX_PARCELS = 50;
/** Asked in place of a stream that there is not, so that a wrong reference costs the same look as a wrong phone. */
const NO_STREAM = '';

type Deps = Pick<ApplicationDeps, 'readers' | 'secrets' | 'engines' | 'clock'>;

/**
 * How an order stands, for whoever knows its reference and the phone that it goes to (B7). Of who ordered it nothing is
 * told.
 * @param asked.reference `12-1085`
 * @returns null if there is no such order, it is of a rehearsal, or it goes to another phone
 */
export async function findOrder(
  deps: Deps,
  asked: { reference: string; phone: string },
): Promise<FoundOrder | null> {
  const { number, ...of } = placedByReference(deps.engines, asked.reference);
  const streamId = of.streamId ?? NO_STREAM;
  const found = await deps.readers.orderByNumber(streamId, number);
  const isRight = deps.secrets.isPhoneTag(streamId, asked.phone, found?.order.phoneTag ?? '');
  if (!found || !isRight) return null;
  const stream = await deps.readers.streamById(streamId);
  if (!stream || stream.rehearsalOf !== null) return null;
  const { orderId } = found.order;
  const parcels = await deps.readers.parcels({ orderIds: [orderId], limit: MAX_PARCELS });
  const late = await lateAmong(deps, [found], parcels);
  const told = toldOf(asked.reference, found, stream, parcels);
  return { ...told, ...(late.has(orderId) && { isLate: true }) };
}

function toldOf(
  reference: string,
  found: OrderWithLines,
  stream: StreamRow,
  parcels: readonly Parcel[],
): FoundOrder {
  const { status, payment, placedAtMs, refundedMinor, lines } = viewOfRow(found);
  return {
    reference,
    streamTitle: stream.title,
    ...(stream.titleEn && { streamTitleEn: stream.titleEn }),
    ...(hasEnded(stream.status) && { hasStreamEnded: true as const }),
    currency: stream.currency,
    ...{ status, payment, placedAtMs, refundedMinor },
    lines: byItem(lines, ({ unfilledUnits, shipBy, arriveBy }) => ({
      unfilledUnits,
      ...(shipBy !== undefined && { shipBy }),
      ...(arriveBy !== undefined && { arriveBy }),
    })),
    unitsToSend: unitsToSend(found),
    ...shipDatesIn({
      shipBy: firstDay(found.lines.map(({ shipBy }) => shipBy)),
      arriveBy: lastDay(found.lines.map(({ arriveBy }) => arriveBy)),
    }),
    parcels: parcels
      .toSorted((a, b) => a.shipment.packedAtMs - b.shipment.packedAtMs)
      .map((parcel) => parcelOf(parcel, found.order.orderId)),
  };
}

/** A parcel may have other orders of the buyer in it: of those nothing is told. */
function parcelOf({ shipment, lines }: Parcel, orderId: string): FoundOrder['parcels'][number] {
  const { shipmentId, status, carrier, trackingCode, packedAtMs, shippedAtMs, deliveredAtMs } = shipment;
  const own = lines.filter((line) => line.orderId === orderId);
  return {
    ...{ shipmentId, status, carrier, trackingCode, packedAtMs, shippedAtMs, deliveredAtMs },
    lines: byItem(own, () => ({ unfilledUnits: 0 })),
  };
}

/** An item at two prices is two lines of an order; no price is told, so it is one here. */
function byItem<
  Line extends { itemNumber: number; name: string; nameEn?: string | undefined; units: number },
>(
  lines: readonly Line[],
  more: (line: Line) => Pick<FoundOrder['lines'][number], 'unfilledUnits' | 'shipBy' | 'arriveBy'>,
): FoundOrder['lines'] {
  const items = new Map<number, FoundOrder['lines'][number]>();
  for (const line of lines) {
    const { itemNumber, name, nameEn, units } = line;
    const before = items.get(itemNumber);
    const { unfilledUnits, ...promised } = more(line);
    items.set(itemNumber, {
      ...{ itemNumber, name, ...(nameEn && { nameEn }) },
      units: units + (before?.units ?? 0),
      unfilledUnits: unfilledUnits + (before?.unfilledUnits ?? 0),
      ...promised,
    });
  }
  return [...items.values()];
}
