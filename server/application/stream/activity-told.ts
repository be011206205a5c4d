import type { ActivityChange, ActivityField } from '../../../shared/contract/activity.ts';
import type { Fact, FactType, StreamFact } from '../../market/facts.ts';
import type { By } from '../../market/kernel/by.ts';

type Value = ActivityChange['to'];
type Values = Partial<Record<ActivityField, Value>>;

/** What an act was about, and what it set; ids are looked up elsewhere. */
export interface ActTold {
  itemNumber?: number;
  flashId?: string;
  orderId?: string;
  shipmentId?: string;
  staffId?: string;
  /** The old beside the new, where the fact has both. */
  changes?: ActivityChange[];
  /** What it says whole: the old is what the last such fact about the same said before it. */
  whole?: { about: string; values: Values };
}

/** Facts that somebody who works here caused, by their own words (A2). */
type StaffFact = { [T in FactType]: Fact<T> extends { by: By | null } | { by?: By } ? T : never }[FactType];
type Teller<T extends FactType> = (fact: Fact<T>) => ActTold;

const item = ({ itemNumber }: { itemNumber: number }): ActTold => ({ itemNumber });
const nothing = (): ActTold => ({});
const change = (field: ActivityField, from: Value, to: Value): ActivityChange => ({ field, from, to });
const parcel = ({ shipmentId }: { shipmentId: string }): ActTold => ({ shipmentId });
const textOrNull = (text: string | undefined) => text || null;

const TERMS = [
  ...(['targetMinor', 'plannedMs', 'holdMs', 'flashHoldMs', 'payMs', 'flashPayMs', 'maxPins'] as const),
  ...(['strictRecentLow', 'newBuyerHoldMs', 'offerMs', 'undoMs', 'graceMs', 'closeAfterMs'] as const),
] satisfies ActivityField[];

function page({
  title,
  titleEn,
  scheduledAtMs,
}: {
  title: string;
  titleEn?: string | undefined;
  scheduledAtMs: number;
}) {
  return { about: 'page', values: { title, titleEn: textOrNull(titleEn), scheduledAt: scheduledAtMs } };
}

function flash(fact: Fact<'flash_sale_announced' | 'flash_sale_edited'>): ActTold {
  const { flashId, priceMinor, cap, perBuyerCap, startsAtMs, endsAtMs } = fact;
  const times = { startsAt: startsAtMs, endsAt: endsAtMs };
  return {
    flashId,
    whole: { about: flashId, values: { flashPrice: priceMinor, cap, perBuyer: perBuyerCap, ...times } },
  };
}

function voucher(fact: Fact<'voucher_created' | 'voucher_edited'>): ActTold {
  const { voucherId, name, cap, endsAtMs } = fact;
  return {
    whole: { about: voucherId, values: { voucher: textOrNull(name), cap, endsAt: endsAtMs } },
  };
}

const tellers = {
  stream_created: (fact) => ({ whole: page(fact) }),
  rehearsal_started: nothing,
  stream_went_live: nothing,
  stream_interrupted: nothing,
  stream_resumed: nothing,
  stream_ended: nothing,
  stream_cancelled: nothing,
  selling_resumed: nothing,
  assistant_granted: ({ staffId, grants }) => ({
    staffId,
    whole: { about: staffId, values: { permissions: grants } },
  }),
  currency_changed: ({ was, now }) => ({ changes: [change('currency', was, now)] }),
  terms_set: ({ was, now }) => ({
    changes: TERMS.filter((name) => was[name] !== now[name]).map((name) =>
      change(name, was[name] ?? null, now[name] ?? null),
    ),
  }),
  stream_described: (fact) => ({ whole: page(fact) }),
  item_added: ({ itemNumber, listPriceMinor, buyerLimit }) => ({
    itemNumber,
    changes: [
      change('price', null, listPriceMinor),
      ...(buyerLimit === null ? [] : [change('limit', null, buyerLimit)]),
    ],
  }),
  item_removed: item,
  lineup_reordered: ({ moved }) =>
    moved ? { itemNumber: moved.itemNumber, changes: [change('place', moved.from, moved.to)] } : {},
  // Those that it took off (L2).
  item_pinned: ({ itemNumber, released }) => ({
    itemNumber,
    changes: released.length === 0 ? [] : [change('pinned', released.join(', '), String(itemNumber))],
  }),
  item_unpinned: item,
  pins_restored: nothing,
  price_changed: ({ itemNumber, wasMinor, nowMinor }) => ({
    itemNumber,
    changes: [change('price', wasMinor, nowMinor)],
  }),
  buyer_limit_changed: ({ itemNumber, wasLimit, buyerLimit }) => ({
    itemNumber,
    changes: [change('limit', wasLimit, buyerLimit)],
  }),
  flash_sale_announced: (fact) => ({ ...flash(fact), itemNumber: fact.itemNumber }),
  flash_sale_edited: flash,
  flash_sale_ended: ({ flashId }) => ({ flashId }),
  flash_sale_undone: ({ flashId }) => ({ flashId }),
  stock_adjusted: ({ itemNumber, delta, wasLeft }) => ({
    itemNumber,
    changes: [
      wasLeft === undefined ? change('stock', null, delta) : change('left', wasLeft, wasLeft + delta),
    ],
  }),
  sale_stopped: item,
  sale_resumed: item,
  voucher_created: voucher,
  voucher_edited: voucher,
  voucher_ended: nothing,
  promotion_set: ({ itemNumber, was, now }) => ({
    itemNumber,
    changes: [
      change('promotion', was?.totalMinor ?? null, now?.totalMinor ?? null),
      change('bundleUnits', was?.units ?? null, now?.units ?? null),
    ].filter(({ from, to }) => from !== to),
  }),
  shipping_set: nothing,
  overseas_set: nothing,
  bounds_set: ({ bounds: { newcomerShareBps, newcomerOrderUnits, maxUnpaidOrders, ...times } }) => ({
    whole: {
      about: 'bounds',
      values: {
        ...{ newcomerShare: newcomerShareBps, newcomerUnits: newcomerOrderUnits },
        ...{ unpaidOrders: maxUnpaidOrders, ...times },
      },
    },
  }),
  network_bound_lifted: item,
  cash_barred: nothing,
  cash_allowed: nothing,
  ingest_key_made: nothing,
  ingest_key_revoked: nothing,
  playback_url_set: ({ url }) => ({ whole: { about: 'playback', values: { playback: url } } }),
  recording_started: nothing,
  recording_stopped: nothing,
  line_unfilled: ({ orderId, refundMinor }) => ({ orderId, changes: [change('refund', null, refundMinor)] }),
  order_refunded: ({ orderId, lines }) => ({
    orderId,
    changes: [
      change(
        'refund',
        null,
        lines.reduce((sum, { refundMinor }) => sum + refundMinor, 0),
      ),
    ],
  }),
  shipment_packed: ({ shipmentId, lines }) => ({
    shipmentId,
    ...(lines[0] && { orderId: lines[0].orderId }),
  }),
  shipment_shipped: ({ shipmentId, carrier, trackingCode }) => ({
    shipmentId,
    changes: [change('tracking', null, `${carrier} ${trackingCode}`)],
  }),
  shipment_delivered: parcel,
  shipment_lost: parcel,
  shipment_returned: parcel,
  claim_decided: ({ accepted, refund }) => ({
    ...(refund && { orderId: refund.orderId }),
    changes: [change('accepted', null, accepted)],
  }),
  // Its buyer did it, unless the fact says who of the shop did.
  order_address_changed: ({ orderId }) => ({ orderId }),
  // Its buyer cancelled it, unless the shop released it, or called it off.
  order_cancelled: ({ orderId, refundMinor }) => ({
    orderId,
    changes: [change('refund', null, refundMinor)],
  }),
} satisfies { [T in StaffFact | 'order_cancelled']: Teller<T> };

/** The types of facts that people who work here cause. */
export const staffFactTypes: readonly string[] = Object.keys(tellers);

/** Those that say something whole: what was there before stands in the last of them about the same. */
export const wholeFactTypes: readonly string[] = [
  ...['stream_created', 'stream_described', 'assistant_granted', 'flash_sale_announced', 'flash_sale_edited'],
  ...['voucher_created', 'voucher_edited', 'bounds_set', 'playback_url_set'],
];

/** Who did it; null: nobody of the staff, it came by itself or from a buyer. */
export function actorIn(fact: StreamFact): By | null {
  if (fact.type === 'order_cancelled') return fact.releasedBy ?? fact.calledOffBy ?? null;
  return ('by' in fact && fact.by) || null;
}

/** What an act was about and what it changed, as far as its fact alone says so. */
export function toldOf(fact: StreamFact): ActTold {
  const tell = (tellers as Partial<Record<FactType, Teller<never>>>)[fact.type];
  return tell ? tell(fact as never) : {};
}

/** What is another value than before; of a first one, what it has. */
export function changedValues(before: Values | undefined, now: Values): ActivityChange[] {
  return (Object.entries(now) as [ActivityField, Value][])
    .map(([field, to]) => change(field, before?.[field] ?? null, to))
    .filter(({ from, to }) => JSON.stringify(from) !== JSON.stringify(to));
}
