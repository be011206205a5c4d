import * as z from 'zod/mini';
import type { CapabilityContract } from '../../contract/capability.ts';
import { accepted, consoleAccepted, contract, keyed, version } from '../../contract/command.ts';
import { paymentMethod } from '../../contract/payment.ts';
import { lasting, onItem, passing } from '../../contract/refusal.ts';
import { id, itemNumber, unitCount } from '../../values/ids.ts';
import { moneyMinor } from '../../values/money.ts';
import { orderReference } from '../../values/reference.ts';
import { epochMs, MINUTE } from '../../values/time.ts';
import { MAX_BOUND_COUNT, MAX_BOUND_MINUTES, MAX_OPEN_ORDERS } from './bounds.ts';

const count = z.int().check(z.gte(0), z.lte(MAX_BOUND_COUNT));
const windowMs = z.int().check(z.gte(0), z.lte(MAX_BOUND_MINUTES * MINUTE));

/** What newcomers and unpaid orders may keep of a stream's stock (H3, H6). 0 switches a bound off. */
export const streamBounds = z.strictObject({
  /** The most units that an order of a newcomer may have. */
  newcomerOrderUnits: count,
  /** Of an item, and of a flash, what the newcomers of one network may keep from others (H8): in ten-thousandths. */
  newcomerShareBps: z.int().check(z.gte(0), z.lte(10_000)),
  /** How long a newcomer's order waits for its payment; 0: as long as anybody's. */
  newcomerPayMs: windowMs,
  /** The same with a flash line in it. */
  newcomerFlashPayMs: windowMs,
  /** How much longer it waits, once, when the provider has opened its page. */
  newcomerOpenedMs: windowMs,
  /** The most orders of one buyer that wait for a payment online at the same time. */
  maxUnpaidOrders: count,
  /** An order that runs out unpaid counts as a hold that does (H3). */
  isUnpaidStrike: z.boolean(),
});
export type StreamBounds = z.infer<typeof streamBounds>;

/** How long what is added to a cart is reserved (H1, H6), in ms: the stream's own settings, which no form changes. */
export const holdTimes = z.strictObject({
  holdMs: z.int(),
  flashHoldMs: z.int(),
  newcomerHoldMs: z.int(),
  /** The most units that a newcomer may have reserved. */
  newcomerUnits: z.int(),
});
export type HoldTimes = z.infer<typeof holdTimes>;

export const boundsView = z.strictObject({
  version: z.int(),
  bounds: streamBounds,
  /** Null where nothing is reserved: whoever orders first has it. */
  holds: z.nullable(holdTimes),
});
export type BoundsView = z.infer<typeof boundsView>;

export const setBounds = contract(
  'Sets what newcomers and unpaid orders may keep of the stock (H3, H6).',
  z.strictObject({ ...keyed, version, bounds: streamBounds }),
  consoleAccepted,
);

/** A tag of a network, as facts have it; `-`: nobody knows which it was. */
export const networkTag = z.string().check(z.minLength(1), z.maxLength(64));

/** Which of newcomers' cash orders: of one product, of one network, or since a time (H8). */
export const cashChoice = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('item'), itemNumber }),
  z.strictObject({ kind: z.literal('network'), tag: networkTag }),
  z.strictObject({ kind: z.literal('since'), sinceMs: epochMs }),
]);
export type CashChoice = z.infer<typeof cashChoice>;

/** Twenty such orders of one network in a minute, or half of a product in five. */
export const cashAlarm = z.strictObject({ of: cashChoice, sinceMs: epochMs });
export type CashAlarm = z.infer<typeof cashAlarm>;

/** Newcomers may not pay at the door for this until the host lifts it; `seq` is its name. */
export const cashBar = z.strictObject({ seq: z.int(), of: cashChoice, sinceMs: epochMs });
export type CashBar = z.infer<typeof cashBar>;

/** `brief` of these orders: whoever placed them had watched for less than a minute, or nobody knows for how long. */
const orderCounts = { orders: z.int(), brief: z.int() };
const counts = { ...orderCounts, units: z.int() };

/** Newcomers' cash orders that could be released now: a preview. Later orders than `upTo` stay. */
export const cashView = z.strictObject({
  upTo: z.int(),
  orders: z.int(),
  items: z.array(z.strictObject({ itemNumber, ...counts })),
  /** The networks with most of them, at most 20. */
  networks: z.array(z.strictObject({ tag: networkTag, ...counts })),
  recent: z.array(z.strictObject({ minutes: z.int(), sinceMs: epochMs, ...orderCounts })),
  bars: z.array(cashBar),
  alarms: z.array(cashAlarm),
  /** Items for which the bound on networks was ended by hand. */
  open: z.array(itemNumber),
});
export type CashView = z.infer<typeof cashView>;

export const releaseCash = contract(
  'Releases cash orders of new buyers, at most 500 at a time, and bars such orders until that is lifted (H8).',
  z.strictObject({
    ...keyed,
    of: cashChoice,
    upTo: z.int().check(z.gte(0)),
    /** Those alone whose buyer had watched for less than a minute; absent: all. */
    onlyBrief: z.optional(z.literal(true)),
  }),
  z.strictObject({ ...accepted, released: z.int(), left: z.int() }),
);
export const allowCash = contract(
  'Lets new buyers pay at the door again for what was barred.',
  z.strictObject({ ...keyed, bar: z.int().check(z.gte(1)) }),
  consoleAccepted,
);
export const openProduct = contract(
  'Ends the bound on networks of new buyers for one product (H8).',
  z.strictObject({ ...keyed, itemNumber }),
  consoleAccepted,
);

/** What an order of a newcomer may be refused for whatever is typed into its form: a quote tells it (H3, H8). */
const ofWays = {
  /** An order of a newcomer has more units than one may have (H3). */
  NEWCOMER_LIMIT: lasting('newcomers and unpaid orders', { max: unitCount }),
  /** The newcomers of this network keep as much of an item as they may (H8): `max` may be ordered now, more at `retryAtMs`. */
  NETWORK_LIMIT: passing('newcomers and unpaid orders', { ...onItem, max: unitCount, retryAtMs: epochMs }),
  /** As much of a newcomer's cash is under way as may be (H8): it may be paid otherwise, or ordered after a delivery. */
  NEWCOMER_CASH: passing('newcomers and unpaid orders', {
    maxOrders: unitCount,
    maxUnits: unitCount,
    possible: z.array(paymentMethod),
  }),
  /** The shop takes no cash of newcomers for this just now, after a release (H8). */
  CASH_BARRED: passing('newcomers and unpaid orders', { possible: z.array(paymentMethod) }),
};

/** A way to pay that a stream offers, and what an order would be refused for by it; null: nothing that is known by now. */
export const wayToPay = z.strictObject({
  payment: paymentMethod,
  refusal: z.nullable(
    z.discriminatedUnion('code', [
      z.strictObject({ code: z.literal('NEWCOMER_LIMIT'), ...ofWays.NEWCOMER_LIMIT.fields }),
      z.strictObject({ code: z.literal('NETWORK_LIMIT'), ...ofWays.NETWORK_LIMIT.fields }),
      z.strictObject({ code: z.literal('NEWCOMER_CASH'), ...ofWays.NEWCOMER_CASH.fields }),
      z.strictObject({ code: z.literal('CASH_BARRED'), ...ofWays.CASH_BARRED.fields }),
    ]),
  ),
});
export type WayToPay = z.infer<typeof wayToPay>;

/** What newcomers (H6, H8) and unpaid orders (H3) may keep. */
export const newcomers = {
  console: {
    'stream:set-bounds': setBounds,
    'newcomers:release-cash': releaseCash,
    'newcomers:allow-cash': allowCash,
    'newcomers:open-product': openProduct,
  },
  refusals: {
    ...ofWays,
    /** As many orders as may wait for a payment online at once do (H3): these, the one that runs out first in front. */
    UNPAID_ORDERS: lasting('newcomers and unpaid orders', {
      max: unitCount,
      orders: z
        .array(
          z.strictObject({
            orderId: id,
            number: z.string(),
            reference: orderReference,
            totalMinor: moneyMinor,
            payByMs: epochMs,
            payment: paymentMethod,
            payUrl: z.nullable(z.string()),
          }),
        )
        .check(z.maxLength(MAX_OPEN_ORDERS)),
    }),
  },
  facts: ['bounds_set', 'network_bound_ended', 'network_bound_lifted', 'cash_barred', 'cash_allowed'],
  frame: {
    /** What of newcomers’ cash alarms; absent: nothing. */
    cashAlarms: z.optional(z.array(cashAlarm)),
    /** What of it is barred; absent: nothing. */
    cashBars: z.optional(z.array(cashBar)),
  },
  named: { boundsView, cashAlarm, cashBar, cashChoice, cashView, holdTimes, streamBounds, wayToPay },
} as const satisfies CapabilityContract;
