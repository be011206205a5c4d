import * as z from 'zod/mini';
import { funder } from '../market/flash-sale/contract.ts';
import { id, itemNumber, seq, slug, unitCount } from '../values/ids.ts';
import { currencyCode, moneyMinor } from '../values/money.ts';
import { orderReference } from '../values/reference.ts';
import { epochMs } from '../values/time.ts';
import { channel } from './channel.ts';
import { paymentMethod } from './payment.ts';

/** What an endpoint may ask for: each kind is a family of events. */
export const eventKinds = ['order', 'stock', 'stream', 'settlement'] as const;
export type EventKind = (typeof eventKinds)[number];
export const eventKind = z.enum(eventKinds);

/** Where an event of a stream stands in that stream's log. */
const onStream = { stream: slug, streamId: id, seq };
const inShop = { seq };
const lineIndex = z.int().check(z.gte(0), z.lte(10_000));
const refunded = z.strictObject({ orderId: id, lineIndex, units: unitCount, refundMinor: moneyMinor });
const order = { ...onStream, orderId: id };
const parcel = { ...onStream, shipmentId: id };
const item = { ...onStream, itemNumber };
const amount = z.int().check(z.gte(-99_999_999), z.lte(99_999_999));
const count = z.int().check(z.gte(-10_000_000), z.lte(10_000_000));

/**
 * Everything that is told outside, by its name, with the kind it belongs to. Amounts are in minor units of `currency`.
 * Ids, amounts and lines, and nothing of a person (A3): no buyer, no address, no name of anybody, no text that people
 * wrote but the names of goods and streams.
 */
export const outsideEvents = {
  'order.placed': {
    kind: 'order',
    about: 'An order was placed.',
    data: z.strictObject({
      ...order,
      number: z.string(),
      reference: orderReference,
      channel,
      currency: currencyCode,
      payment: paymentMethod,
      goodsMinor: moneyMinor,
      shippingMinor: moneyMinor,
      totalMinor: moneyMinor,
      payByMs: epochMs,
      lines: z.array(
        z.strictObject({
          lineIndex,
          itemNumber,
          productId: id,
          producerId: id,
          units: unitCount,
          unitPriceMinor: moneyMinor,
          goodsMinor: moneyMinor,
          payMinor: moneyMinor,
          flashId: z.nullable(id),
        }),
      ),
    }),
  },
  'order.paid': {
    kind: 'order',
    about:
      'An order was paid, or is paid to the courier; `late` if its window had ended and its units were taken again. `method` is another than it was placed with where its buyer changed that.',
    data: z.strictObject({ ...order, amountMinor: moneyMinor, method: paymentMethod, late: z.boolean() }),
  },
  'order.expired': {
    kind: 'order',
    about: 'An order was not paid in time.',
    data: z.strictObject(order),
  },
  'order.cancelled': {
    kind: 'order',
    about: 'An order was cancelled, before or after it was paid.',
    data: z.strictObject({ ...order, stage: z.enum(['unpaid', 'paid']), refundMinor: moneyMinor }),
  },
  'order.unfilled': {
    kind: 'order',
    about: 'The producer could not fill units of a line.',
    data: z.strictObject({ ...order, lines: z.array(refunded) }),
  },
  'order.refunded': {
    kind: 'order',
    about: 'Money was given back for units of an order; of an amount the units are 0 (O8).',
    data: z.strictObject({ ...order, lines: z.array(refunded) }),
  },
  'order.payment_returned': {
    kind: 'order',
    about: 'A payment that did not fit was given back.',
    data: z.strictObject({
      ...order,
      amountMinor: moneyMinor,
      reason: z.enum(['cancelled', 'second', 'amount', 'expired']),
    }),
  },
  'order.completed': {
    kind: 'order',
    about: 'Everything of an order was delivered, and nothing is disputed.',
    data: z.strictObject(order),
  },
  'parcel.packed': {
    kind: 'order',
    about: 'A parcel was packed; it may hold lines of several orders (P1).',
    data: z.strictObject({
      ...parcel,
      origin: z.string(),
      lines: z.array(z.strictObject({ orderId: id, lineIndex, units: unitCount })),
    }),
  },
  'parcel.shipped': {
    kind: 'order',
    about: 'A parcel was handed over to its carrier.',
    data: z.strictObject({ ...parcel, carrier: z.string(), trackingCode: z.string() }),
  },
  'parcel.delivered': {
    kind: 'order',
    about: 'A parcel was delivered.',
    data: z.strictObject({ ...parcel, deliveredAtMs: epochMs }),
  },
  'parcel.lost': {
    kind: 'order',
    about: 'A parcel was lost; its lines are paid back.',
    data: z.strictObject({ ...parcel, refunds: z.array(refunded) }),
  },
  'parcel.returned': {
    kind: 'order',
    about: 'Units of a parcel came back.',
    data: z.strictObject({
      ...parcel,
      units: z.array(
        z.strictObject({
          orderId: id,
          lineIndex,
          units: unitCount,
          condition: z.enum(['sellable', 'damaged']),
        }),
      ),
      refunds: z.array(refunded),
    }),
  },
  'claim.opened': {
    kind: 'order',
    about: 'A quality claim was opened (O6).',
    data: z.strictObject({ ...order, claimId: id, lineIndex, units: unitCount, shareBps: z.int() }),
  },
  'claim.decided': {
    kind: 'order',
    about: 'A quality claim was decided.',
    data: z.strictObject({
      ...onStream,
      claimId: id,
      accepted: z.boolean(),
      refund: z.nullable(refunded),
    }),
  },
  'item.added': {
    kind: 'stock',
    about: 'A good came into the lineup.',
    data: z.strictObject({
      ...item,
      productId: id,
      producerId: id,
      name: z.string(),
      currency: currencyCode,
      listPriceMinor: moneyMinor,
    }),
  },
  'item.removed': {
    kind: 'stock',
    about: 'A good left the lineup.',
    data: z.strictObject(item),
  },
  'item.stopped': {
    kind: 'stock',
    about: 'The sale of a good was stopped.',
    data: z.strictObject(item),
  },
  'item.resumed': {
    kind: 'stock',
    about: 'The sale of a good goes on.',
    data: z.strictObject(item),
  },
  'stock.changed': {
    kind: 'stock',
    about: 'Units came to the stream’s shelf (above 0) or left it (below 0), other than by orders.',
    data: z.strictObject({ ...item, delta: count, why: z.enum(['transfer', 'correction']) }),
  },
  'price.changed': {
    kind: 'stock',
    about: 'The list price of a good changed.',
    data: z.strictObject({
      ...item,
      currency: currencyCode,
      wasMinor: moneyMinor,
      nowMinor: moneyMinor,
    }),
  },
  'flash.announced': {
    kind: 'stock',
    about: 'A flash price was announced.',
    data: z.strictObject({
      ...item,
      flashId: id,
      currency: currencyCode,
      priceMinor: moneyMinor,
      listPriceMinor: moneyMinor,
      startsAtMs: epochMs,
      endsAtMs: epochMs,
      cap: z.int(),
      perBuyerCap: z.int(),
      fundedBy: funder,
    }),
  },
  'flash.started': {
    kind: 'stock',
    about: 'A flash price is in force.',
    data: z.strictObject({ ...onStream, flashId: id }),
  },
  'flash.ended': {
    kind: 'stock',
    about: 'A flash price ended: by its time, by the host, or with the stream.',
    data: z.strictObject({
      ...onStream,
      flashId: id,
      endedAtMs: epochMs,
      reason: z.enum(['due', 'host', 'stream']),
    }),
  },
  'stream.scheduled': {
    kind: 'stream',
    about: 'A stream was scheduled.',
    data: z.strictObject({
      ...onStream,
      title: z.string(),
      currency: currencyCode,
      scheduledAtMs: epochMs,
    }),
  },
  'stream.live': { kind: 'stream', about: 'A stream went live.', data: z.strictObject(onStream) },
  'stream.interrupted': {
    kind: 'stream',
    about: 'The broadcast is away for a while; the sale goes on.',
    data: z.strictObject(onStream),
  },
  'stream.resumed': { kind: 'stream', about: 'The broadcast is back.', data: z.strictObject(onStream) },
  'stream.ended': {
    kind: 'stream',
    about: 'The broadcast ended; what is held may be ordered until it closes.',
    data: z.strictObject({ ...onStream, closesAtMs: epochMs }),
  },
  'stream.cancelled': {
    kind: 'stream',
    about: 'A stream was called off.',
    data: z.strictObject(onStream),
  },
  'stream.closed': {
    kind: 'stream',
    about: 'Nothing more is sold on a stream.',
    data: z.strictObject(onStream),
  },
  'stream.selling_paused': {
    kind: 'stream',
    about: 'The sale is paused until the host has looked (S6).',
    data: z.strictObject(onStream),
  },
  'stream.selling_resumed': { kind: 'stream', about: 'The sale goes on.', data: z.strictObject(onStream) },
  'payout.made': {
    kind: 'settlement',
    about: 'A payout was marked paid (M3).',
    data: z.strictObject({
      ...inShop,
      payoutId: id,
      producerId: id,
      currency: currencyCode,
      amountMinor: amount,
      lines: z.array(
        z.strictObject({
          streamId: id,
          orderId: id,
          lineIndex,
          amountMinor: amount,
        }),
      ),
    }),
  },
  'settlement.adjusted': {
    kind: 'settlement',
    about: 'What a producer is owed was corrected.',
    data: z.strictObject({
      ...inShop,
      adjustmentId: id,
      producerId: id,
      currency: currencyCode,
      amountMinor: amount,
      dueUntilMs: epochMs,
    }),
  },
  'settlement.terms_set': {
    kind: 'settlement',
    about: 'From now on producers are paid by these terms (M2).',
    data: z.strictObject({
      ...inShop,
      dueDays: z.int(),
      countFrom: z.enum(['delivery', 'handover']),
      afterClaimDays: z.int(),
      timeZone: z.string(),
    }),
  },
} as const satisfies Record<string, { kind: EventKind; about: string; data: z.ZodMiniType }>;

export type OutsideEventName = keyof typeof outsideEvents;
export type OutsideData<N extends OutsideEventName> = z.infer<(typeof outsideEvents)[N]['data']>;

/** One event as it is delivered and as the feed tells it: the same text, whenever it is asked for. */
export type OutsideEvent = {
  [N in OutsideEventName]: { type: N; timestamp: string; data: OutsideData<N> };
}[OutsideEventName];

const eventSchemas = Object.entries(outsideEvents).map(([name, { data }]) =>
  z.strictObject({ type: z.literal(name), timestamp: z.iso.datetime(), data }),
);
export const outsideEvent = z.union(eventSchemas) as unknown as z.ZodMiniType<OutsideEvent>;
