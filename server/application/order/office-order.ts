import type { OfficeOrder } from '../../../shared/contract/office-orders.ts';
import type { Refusal } from '../../../shared/contract/refusals.ts';
import { MAX_CLAIMS } from '../../../shared/market/parcel/bounds.ts';
import { secondOrigin } from '../../../shared/values/names.ts';
import { ok, type Result, refuse } from '../../../shared/values/result.ts';
import type { StreamFact } from '../../market/facts.ts';
import { paymentHeard } from '../../market/order/telling.ts';
import type { OrderWithLines, Parcel } from '../../ports/readers.ts';
import { secondOrigins } from '../../shop/origins.ts';
import type { StaffActor } from '../application.ts';
import type { ApplicationDeps } from '../deps.ts';
import { orderSums } from '../parcel/order-sums.ts';
import { claimView } from '../parcel/packing.ts';
import { trackingLink } from '../parcel/tracking-link.ts';
import { shopToday } from '../ship-days.ts';
import { type StreamTimes, streamTimes } from '../stream-times.ts';
import { linesLateOn } from './late.ts';
import { backByLine } from './line-back.ts';
import { orderTimeline } from './order-timeline.ts';
import { placedByReference } from './placed-by-reference.ts';
import { whyNotReadable } from './readable-streams.ts';
import { refundsOf } from './refund-of.ts';
import { givenOf, viewOfRow } from './row-view.ts';

/** The most parcels of one order that are told. */
const MAX_PARCELS = 50;

/**
 * One order by its reference (O7), as those who may read it see it (A6). Tables and log are read; nothing is woken.
 * Refusals: NOT_FOUND, FORBIDDEN.
 */
export async function officeOrder(
  deps: ApplicationDeps,
  actor: StaffActor,
  reference: string,
): Promise<Result<OfficeOrder, Refusal>> {
  const { readers, engines } = deps;
  const { streamId, number } = placedByReference(engines, reference);
  const stream = streamId === null ? null : await readers.streamById(streamId);
  const why = await whyNotReadable(deps, actor, stream);
  if (why || !stream) return refuse(why ?? { code: 'NOT_FOUND' });
  const found = await readers.orderByNumber(stream.streamId, number);
  if (!found) return refuse({ code: 'NOT_FOUND' });
  const { order } = found;
  const { orderId } = order;
  const [parcels, claims, refunds] = await Promise.all([
    readers.parcels({ orderIds: [orderId], limit: MAX_PARCELS }),
    readers.claims({ orderIds: [orderId], limit: MAX_CLAIMS }),
    refundsOf(deps, [found]),
  ]);
  const asked = {
    orderId,
    shipmentIds: parcels.map(({ shipment }) => shipment.shipmentId),
    claimIds: claims.map(({ claimId }) => claimId),
  };
  const { timeline, facts, hasMore } = await orderTimeline(deps, stream.streamId, order.seq, asked);
  const timesOf = await streamTimes(deps, [stream.streamId]);
  const late = linesLateOn(await shopToday(deps), found, parcels);
  const originsEn = await engines.shop.read(secondOrigins);
  const { slug, title, titleEn, status, currency } = stream;
  const { buyerId, placedAtMs, cancelledAtMs, deliveredAtMs, channel } = order;
  return ok({
    ...{ orderId, reference, number, buyerId, status: order.status },
    stream: { slug, title, ...(titleEn && { titleEn }), status },
    ...{ placedAtMs, cancelledAtMs, deliveredAtMs, channel, currency },
    lines: linesOf(found, parcels, late, hasMore ? null : timeline),
    sums: sumsOf(found),
    parcels: parcels
      .toSorted((a, b) => a.shipment.packedAtMs - b.shipment.packedAtMs)
      .map((parcel) => ({
        ...parcelOf(parcel, orderId),
        ...secondOrigin({ originEn: originsEn.get(parcel.shipment.origin) }),
      })),
    payment: {
      ...paymentOf(found, timesOf(stream.streamId)),
      attempts: attemptsOf(facts),
      refund: refunds.get(orderId) ?? null,
    },
    claims: claims.map((claim) => claimView(engines, claim)),
    timeline,
    hasMore,
  });
}

/** @param timeline all that happened to it; null: more than was read, so nobody knows what is back of a line */
function linesOf(
  found: OrderWithLines,
  parcels: readonly Parcel[],
  late: ReadonlySet<number>,
  timeline: OfficeOrder['timeline'] | null,
): OfficeOrder['lines'] {
  const views = viewOfRow(found).lines;
  const paidMinor = views.map(
    ({ units, unitPriceMinor, discounts = [] }) =>
      units * unitPriceMinor - discounts.reduce((sum, { minor }) => sum + minor, 0),
  );
  const backMinor = timeline && backByLine(timeline, paidMinor);
  return found.lines.map((line, index) => {
    const { lineIndex, productId, units, unitPriceMinor, flashId, goodsMinor, shareBps } = line;
    const { cancelledUnits, cancelledGoodsMinor, refundedUnits, refundedGoodsMinor, withdrawnUnits } = line;
    const { itemNumber, name, nameEn, discounts = [], shipBy, arriveBy } = views[index]!;
    const packed = parcels
      .flatMap((parcel) => parcel.lines)
      .filter((each) => each.orderId === line.orderId && each.lineIndex === lineIndex)
      .reduce((sum, each) => sum + each.units, 0);
    const isToSend = found.order.status === 'PAID';
    return {
      ...{ lineIndex, itemNumber, name, ...(nameEn && { nameEn }), productId, units, unitPriceMinor },
      price: flashId === null ? ('list' as const) : ('flash' as const),
      discounts,
      payMinor: paidMinor[index]!,
      ...(backMinor && { refundedMinor: backMinor[index]! }),
      ...{ goodsMinor, shareBps, cancelledUnits, cancelledGoodsMinor, refundedUnits, refundedGoodsMinor },
      unitsToPack: isToSend ? Math.max(0, units - cancelledUnits - withdrawnUnits - packed) : 0,
      ...(late.has(lineIndex) && { isLate: true as const }),
      ...(shipBy && { shipBy }),
      ...(arriveBy && { arriveBy }),
    };
  });
}

function sumsOf(found: OrderWithLines): OfficeOrder['sums'] {
  const { goodsMinor, shippingMinor, totalMinor, refundedMinor } = orderSums(found);
  const { lines, shippingDiscounts = [] } = viewOfRow(found);
  const given = lines.flatMap(({ discounts = [] }) => discounts);
  const of = (funder: string) =>
    given.filter((each) => each.funder === funder).reduce((sum, { minor }) => sum + minor, 0);
  return {
    goodsMinor,
    discounts: givenOf({ producer: of('producer'), host: of('host'), shop: of('shop') }),
    shippingDiscounts,
    ...{ shippingMinor, totalMinor, refundedMinor },
    shippingRefundedMinor: found.order.shippingRefundedMinor,
  };
}

/** A parcel may have other orders of the buyer in it: of those nothing is told. */
function parcelOf({ shipment, lines }: Parcel, orderId: string): OfficeOrder['parcels'][number] {
  const { shipmentId, origin, status, carrier, trackingCode } = shipment;
  const { packedAtMs, shippedAtMs, deliveredAtMs, endedAtMs } = shipment;
  const trackingUrl = trackingLink(carrier, trackingCode);
  return {
    ...{ shipmentId, origin, status, carrier, trackingCode, ...(trackingUrl && { trackingUrl }) },
    ...{ packedAtMs, shippedAtMs, deliveredAtMs, endedAtMs },
    lines: lines
      .filter((line) => line.orderId === orderId)
      .map(({ lineIndex, units, sellable, damaged }) => ({ lineIndex, units, sellable, damaged })),
  };
}

function paymentOf(found: OrderWithLines, times: StreamTimes) {
  const { payment, payByMs, paidAtMs, late } = found.order;
  const { freeCancelUntilMs } = viewOfRow(found, times);
  return { method: payment, payByMs, paidAtMs, isLate: late, freeCancelUntilMs };
}

/** Each payment by what was heard of it last; when it began is when it was first heard of. */
function attemptsOf(
  facts: readonly { fact: StreamFact; atMs: number }[],
): OfficeOrder['payment']['attempts'] {
  const attempts = new Map<string, OfficeOrder['payment']['attempts'][number]>();
  for (const { fact, atMs } of facts) {
    const heard = paymentHeard(fact);
    if (!heard) continue;
    attempts.set(heard.paymentId, { ...heard, atMs: attempts.get(heard.paymentId)?.atMs ?? atMs });
  }
  return [...attempts.values()];
}
