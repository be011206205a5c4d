import type {
  EventKind,
  OutsideData,
  OutsideEvent,
  OutsideEventName,
} from '../../../shared/contract/outside-event.ts';
import { outsideEvents } from '../../../shared/contract/outside-event.ts';
import { referenceOf } from '../../../shared/values/reference.ts';
import type { StreamFact } from '../../market/facts.ts';
import type { RefundedLine } from '../../market/order/order.ts';
import type { ShopFact } from '../../shop/state.ts';

/** Where an event stands in its log, and when it happened, as ISO 8601. */
export interface EventStamp {
  seq: number;
  timestamp: string;
}

/** What an event says of the stream it happened on. */
export interface EventStream {
  streamId: string;
  slug: string;
  currency: string;
  /** In the shop (O7); null: it has none. */
  shopNumber: number | null;
}

/** The names of events that a fact of a type may become; a fact that is named nowhere stays inside. */
const streamNames = {
  order_placed: 'order.placed',
  order_paid: 'order.paid',
  order_expired: 'order.expired',
  order_cancelled: 'order.cancelled',
  line_unfilled: 'order.unfilled',
  order_refunded: 'order.refunded',
  payment_refunded: 'order.payment_returned',
  order_completed: 'order.completed',
  shipment_packed: 'parcel.packed',
  shipment_shipped: 'parcel.shipped',
  shipment_delivered: 'parcel.delivered',
  shipment_lost: 'parcel.lost',
  shipment_returned: 'parcel.returned',
  claim_opened: 'claim.opened',
  claim_decided: 'claim.decided',
  item_added: 'item.added',
  item_removed: 'item.removed',
  sale_stopped: 'item.stopped',
  sale_resumed: 'item.resumed',
  stock_transferred_in: 'stock.changed',
  stock_transferred_out: 'stock.changed',
  stock_adjusted: 'stock.changed',
  price_changed: 'price.changed',
  flash_sale_announced: 'flash.announced',
  flash_sale_started: 'flash.started',
  flash_sale_ended: 'flash.ended',
  stream_created: 'stream.scheduled',
  stream_went_live: 'stream.live',
  stream_interrupted: 'stream.interrupted',
  stream_resumed: 'stream.resumed',
  stream_ended: 'stream.ended',
  stream_cancelled: 'stream.cancelled',
  stream_closed: 'stream.closed',
  selling_paused: 'stream.selling_paused',
  selling_resumed: 'stream.selling_resumed',
} as const satisfies { [T in StreamFact['type']]?: OutsideEventName };

const shopNames = {
  payout_made: 'payout.made',
  settlement_adjusted: 'settlement.adjusted',
  settlement_terms_set: 'settlement.terms_set',
} as const satisfies { [T in ShopFact['type']]?: OutsideEventName };

type ToldFact = Extract<StreamFact, { type: keyof typeof streamNames }>;

/** The types of facts of a stream's log that become events of these kinds. */
export function streamTypesOf(kinds: readonly EventKind[]): StreamFact['type'][] {
  return typesOf(streamNames, kinds);
}

/** The same of the shop's log. */
export function shopTypesOf(kinds: readonly EventKind[]): ShopFact['type'][] {
  return typesOf(shopNames, kinds);
}

function typesOf<Type extends string>(
  names: Record<Type, OutsideEventName>,
  kinds: readonly EventKind[],
): Type[] {
  return (Object.keys(names) as Type[]).filter((type) => kinds.includes(outsideEvents[names[type]].kind));
}

/** A fact of a stream as it is told outside, without anything of a person (A3); null if it is nobody's outside. */
export function streamEvent(
  fact: StreamFact,
  { seq, timestamp }: EventStamp,
  stream: EventStream,
): OutsideEvent | null {
  if (!(fact.type in streamNames)) return null;
  const told = fact as ToldFact;
  const on = { stream: stream.slug, streamId: stream.streamId, seq };
  return {
    type: streamNames[told.type],
    timestamp,
    data: dataOf(told, on, stream),
  } as OutsideEvent;
}

/** A fact of the shop's log as it is told outside; null if it is nobody's outside. */
export function shopEvent(fact: ShopFact, { seq, timestamp }: EventStamp): OutsideEvent | null {
  switch (fact.type) {
    case 'payout_made': {
      const { payoutId, producerId, currency, amountMinor } = fact;
      const lines = fact.lines.map((line) => ({
        streamId: line.streamId,
        orderId: line.orderId,
        lineIndex: line.lineIndex,
        amountMinor: line.amountMinor,
      }));
      const data = { seq, payoutId, producerId, currency, amountMinor, lines };
      return { type: 'payout.made', timestamp, data };
    }
    case 'settlement_adjusted': {
      const { adjustmentId, producerId, currency, amountMinor, dueUntilMs } = fact;
      const data = { seq, adjustmentId, producerId, currency, amountMinor, dueUntilMs };
      return { type: 'settlement.adjusted', timestamp, data };
    }
    case 'settlement_terms_set': {
      const { dueDays, countFrom, afterClaimDays, timeZone } = fact.terms;
      const data = { seq, dueDays, countFrom, afterClaimDays, timeZone };
      return { type: 'settlement.terms_set', timestamp, data };
    }
    default:
      return null;
  }
}

type On = Pick<OutsideData<'stream.live'>, 'stream' | 'streamId' | 'seq'>;

/** Field by field: what a later fact learns to say does not leave the house by itself. */
function dataOf(
  fact: ToldFact,
  on: On,
  { currency, shopNumber }: EventStream,
): OutsideData<OutsideEventName> {
  switch (fact.type) {
    case 'order_placed': {
      const { orderId, number, payment, goodsMinor, shippingMinor, totalMinor, payByMs } = fact;
      const lines = fact.lines.map((line, lineIndex) => ({
        lineIndex,
        itemNumber: line.itemNumber,
        productId: line.productId,
        producerId: line.producerId,
        units: line.units,
        unitPriceMinor: line.unitPriceMinor,
        goodsMinor: line.goodsMinor,
        payMinor: line.payMinor,
        flashId: line.flashId,
      }));
      const sums = { goodsMinor, shippingMinor, totalMinor };
      const channel = fact.channel ?? 'direct';
      const reference = referenceOf(shopNumber, number);
      return { ...on, orderId, number, reference, channel, currency, payment, ...sums, payByMs, lines };
    }
    case 'order_paid': {
      const { orderId, amountMinor, method, late } = fact;
      return { ...on, orderId, amountMinor, method, late };
    }
    case 'order_expired':
    case 'order_completed':
      return { ...on, orderId: fact.orderId };
    case 'order_cancelled': {
      const { orderId, stage, refundMinor } = fact;
      return { ...on, orderId, stage, refundMinor };
    }
    case 'line_unfilled':
      return { ...on, orderId: fact.orderId, lines: [refunded(fact)] };
    case 'order_refunded': {
      const { orderId, lines } = fact;
      return { ...on, orderId, lines: lines.map((line) => refunded({ ...line, orderId })) };
    }
    case 'payment_refunded': {
      const { orderId, amountMinor, reason } = fact;
      return { ...on, orderId, amountMinor, reason };
    }
    case 'shipment_packed': {
      const { shipmentId, origin } = fact;
      const lines = fact.lines.map(({ orderId, lineIndex, units }) => ({ orderId, lineIndex, units }));
      return { ...on, shipmentId, origin, lines };
    }
    case 'shipment_shipped': {
      const { shipmentId, carrier, trackingCode } = fact;
      return { ...on, shipmentId, carrier, trackingCode };
    }
    case 'shipment_delivered': {
      const { shipmentId, deliveredAtMs } = fact;
      return { ...on, shipmentId, deliveredAtMs };
    }
    case 'shipment_lost':
      return { ...on, shipmentId: fact.shipmentId, refunds: fact.refunds.map(refunded) };
    case 'shipment_returned': {
      const units = fact.units.map((part) => ({
        orderId: part.orderId,
        lineIndex: part.lineIndex,
        units: part.units,
        condition: part.condition,
      }));
      return { ...on, shipmentId: fact.shipmentId, units, refunds: fact.refunds.map(refunded) };
    }
    case 'claim_opened': {
      const { orderId, claimId, lineIndex, units, shareBps } = fact;
      return { ...on, orderId, claimId, lineIndex, units, shareBps };
    }
    case 'claim_decided': {
      const { claimId, accepted, refund } = fact;
      return { ...on, claimId, accepted, refund: refund && refunded(refund) };
    }
    case 'item_added': {
      const { itemNumber, productId, producerId, name, listPriceMinor } = fact;
      return { ...on, itemNumber, productId, producerId, name, currency, listPriceMinor };
    }
    case 'item_removed':
    case 'sale_stopped':
    case 'sale_resumed':
      return { ...on, itemNumber: fact.itemNumber };
    case 'stock_transferred_in':
      return { ...on, itemNumber: fact.itemNumber, delta: fact.units, why: 'transfer' };
    case 'stock_transferred_out':
      return { ...on, itemNumber: fact.itemNumber, delta: -fact.units, why: 'transfer' };
    case 'stock_adjusted':
      return { ...on, itemNumber: fact.itemNumber, delta: fact.delta, why: 'correction' };
    case 'price_changed': {
      const { itemNumber, wasMinor, nowMinor } = fact;
      return { ...on, itemNumber, currency, wasMinor, nowMinor };
    }
    case 'flash_sale_announced': {
      const { itemNumber, flashId, priceMinor, listPriceMinor, startsAtMs, endsAtMs } = fact;
      const { cap, perBuyerCap, fundedBy } = fact;
      const prices = { currency, priceMinor, listPriceMinor };
      return { ...on, itemNumber, flashId, ...prices, startsAtMs, endsAtMs, cap, perBuyerCap, fundedBy };
    }
    case 'flash_sale_started':
      return { ...on, flashId: fact.flashId };
    case 'flash_sale_ended': {
      const { flashId, endedAtMs, reason } = fact;
      return { ...on, flashId, endedAtMs, reason };
    }
    case 'stream_created': {
      const { title, scheduledAtMs } = fact;
      return { ...on, title, currency: fact.currency, scheduledAtMs };
    }
    case 'stream_ended':
      return { ...on, closesAtMs: fact.closesAtMs };
    case 'stream_went_live':
    case 'stream_interrupted':
    case 'stream_resumed':
    case 'stream_cancelled':
    case 'stream_closed':
    case 'selling_paused':
    case 'selling_resumed':
      return on;
  }
}

function refunded({ orderId, lineIndex, units, refundMinor }: Omit<RefundedLine, 'goodsMinor'>) {
  return { orderId, lineIndex, units, refundMinor };
}
