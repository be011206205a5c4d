import * as z from 'zod/mini';
import { claimStatus, shipmentStatus } from '../market/parcel/status.ts';
import { streamStatus } from '../market/stream/contract.ts';
import { countryCode } from '../values/country.ts';
import { id, itemNumber, slug, unitCount } from '../values/ids.ts';
import { currencyCode, moneyMinor } from '../values/money.ts';
import { orderReference } from '../values/reference.ts';
import { epochMs } from '../values/time.ts';
import { promisedDates } from './ship-days.ts';

/** Who a parcel goes to. Told to packers and operators alone, never to a log or a stream (A3). */
export const contact = z.strictObject({
  name: z.string(),
  phone: z.string(),
  address: z.string(),
  /** There only if it is abroad. */
  country: z.optional(countryCode),
});
export type ContactView = z.infer<typeof contact>;

const named = {
  orderId: id,
  lineIndex: z.int(),
  /** The order's number in its stream. */
  number: z.string(),
  reference: orderReference,
  itemNumber,
  name: z.string(),
  /** For who reads English; absent: there is the one name. */
  nameEn: z.optional(z.string()),
  unitPriceMinor: moneyMinor,
  units: unitCount,
};

export const parcelLineView = z.strictObject({ ...named, sellable: unitCount, damaged: unitCount });

/** One parcel to pack: what a buyer ordered of one origin, over all orders (P1). */
export const packGroup = z.strictObject({
  origin: z.string(),
  /** Its origin for who reads English; absent: there is the one name. */
  originEn: z.optional(z.string()),
  orderIds: z.array(id),
  /** From when on it may be packed; null while the stream is not closed. */
  readyAtMs: z.nullable(epochMs),
  /** The first day that something of it was promised to be handed over by (P4); absent: none was. */
  shipBy: promisedDates.shipBy,
  /** That day is over. */
  isLate: z.optional(z.literal(true)),
  /** Null if the address cannot be read any more. */
  contact: z.nullable(contact),
  lines: z.array(z.strictObject(named)),
});
export type PackGroup = z.infer<typeof packGroup>;

const parcel = {
  shipmentId: id,
  streamId: id,
  origin: z.string(),
  status: shipmentStatus,
  carrier: z.nullable(z.string()),
  trackingCode: z.nullable(z.string()),
  packedAtMs: epochMs,
  shippedAtMs: z.nullable(epochMs),
  deliveredAtMs: z.nullable(epochMs),
  lines: z.array(parcelLineView),
};
export const packingParcel = z.strictObject({
  ...parcel,
  /** Its origin for who reads English; absent: there is the one name. */
  originEn: z.optional(z.string()),
  /** Of one that no carrier has yet: by when it was promised to be handed over (P4). */
  shipBy: promisedDates.shipBy,
  isLate: z.optional(z.literal(true)),
  contact: z.nullable(contact),
});
export type PackingParcel = z.infer<typeof packingParcel>;

export const claimView = z.strictObject({
  claimId: id,
  orderId: id,
  number: z.string(),
  reference: orderReference,
  itemNumber,
  name: z.string(),
  nameEn: z.optional(z.string()),
  units: unitCount,
  unitPriceMinor: moneyMinor,
  shareBps: z.int(),
  reason: z.string(),
  status: claimStatus,
  openedAtMs: epochMs,
  decidedAtMs: z.nullable(epochMs),
  refundMinor: moneyMinor,
  /** While it is open: what comes back if it is accepted now, without what discounts took off (T2) and the buyer has (O8). */
  backMinor: z.optional(moneyMinor),
  /** To its buyer: within so many days of an acceptance the money is with them (O14); absent: nobody promises that. */
  backDays: z.optional(unitCount),
  /** The desk answers before this (O9). */
  answerByMs: epochMs,
  /** Its buyer wrote a sentence. */
  hasWords: z.boolean(),
  /** How many photos it came with. */
  photos: unitCount,
});
export type ClaimView = z.infer<typeof claimView>;

/** What a buyer wrote and photographed about a claim (A4); what was destroyed since is left out. */
export const claimTextsView = z.strictObject({
  words: z.nullable(z.string()),
  /** Each as a `data:` address of a JPEG. */
  photos: z.array(z.string()),
});
export type ClaimTextsView = z.infer<typeof claimTextsView>;

/** A stream whose parcels are worked on. */
export const packingStream = z.strictObject({
  streamId: id,
  slug,
  title: z.string(),
  /** For who reads English; absent: there is the one title. */
  titleEn: z.optional(z.string()),
  status: streamStatus,
  currency: currencyCode,
  endedAtMs: z.nullable(epochMs),
});

/** One of the streams to choose from, with what of it went wrong for somebody. */
export const packingListed = z.strictObject({
  ...packingStream.shape,
  /** Claims that nobody has decided. */
  openClaims: unitCount,
  lostParcels: unitCount,
  /** Orders of which something was not handed over by the day that was promised (P4). */
  lateOrders: unitCount,
});
export type PackingListed = z.infer<typeof packingListed>;

export const packingView = z.strictObject({
  stream: packingStream,
  toPack: z.array(packGroup),
  parcels: z.array(packingParcel),
  claims: z.array(claimView),
  /** True if one of the lists is longer than what is told. */
  more: z.boolean(),
});
export type PackingView = z.infer<typeof packingView>;

/** What its buyer could claim about has the line's worth with it, so that what comes back can be said before (O6, O8). */
const myParcelLine = z.strictObject({
  ...parcelLineView.shape,
  claimed: z.strictObject({
    payMinor: moneyMinor,
    lineUnits: unitCount,
    goneUnits: unitCount,
    givenMinor: moneyMinor,
  }),
  /** Within so many days of an acceptance the money of a claim is back (O14); absent: nobody promises that. */
  backDays: z.optional(unitCount),
});

/** A parcel as its buyer sees it. */
export const myParcel = z.strictObject({
  ...parcel,
  lines: z.array(myParcelLine),
  /** Its origin for who reads English; absent: there is the one name. */
  originEn: z.optional(z.string()),
  /** A quality claim is possible before this; null while the parcel is not delivered (O6). */
  claimUntilMs: z.nullable(epochMs),
});
export type MyParcel = z.infer<typeof myParcel>;

export const myParcels = z.strictObject({ parcels: z.array(myParcel), claims: z.array(claimView) });
export type MyParcels = z.infer<typeof myParcels>;

/** What came of a table of deliveries: all of it was taken, or nothing and each bad row is named. */
/** What may be wrong with a list of deliveries; screens say it in the reader's language. */
export const deliveryFaultCode = z.enum([
  ...(['NOT_UTF8', 'NOT_CSV', 'NO_COLUMNS', 'TOO_MANY_ROWS', 'NO_CODE', 'TWICE', 'NO_TIME'] as const),
  ...(['FUTURE', 'NO_PARCEL', 'TWO_PARCELS', 'NOT_SHIPPED', 'LEFT_LATER', 'REFUSED'] as const),
]);

export const deliveriesReport = z.strictObject({
  delivered: unitCount,
  /** Parcels that had been delivered before. */
  again: unitCount,
  /** `row` as a spreadsheet counts: the header is 1; 0 is the file as a whole. */
  faults: z.array(
    z.strictObject({
      row: z.int(),
      code: deliveryFaultCode,
      /** What stood there. */
      given: z.optional(z.string()),
      /** Another row, or how many there may be. */
      other: z.optional(z.int()),
      /** The same for programs and logs. */
      what: z.string(),
    }),
  ),
});
export type DeliveryFault = DeliveriesReport['faults'][number];
export type DeliveriesReport = z.infer<typeof deliveriesReport>;
