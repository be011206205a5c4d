import * as z from 'zod/mini';
import { MAX_PACK_DAYS, MAX_TRAVEL_DAYS } from '../market/shipping/bounds.ts';
import { lastChange } from '../market/stream/terms.ts';
import { unitCount } from '../values/ids.ts';
import { line } from '../values/text.ts';
import { keyed, version } from './command.ts';

/** A day of the calendar, `2026-12-03`. */
export const day = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/));

/** The days of an order's line that were promised, in the shop's zone (P4); absent: none was. */
export const promisedDates = { shipBy: z.optional(day), arriveBy: z.optional(day) };

export const shipDates = z.strictObject({ shipBy: day, arriveBy: z.optional(day) });

const shipDays = z.strictObject({
  packDays: z.int().check(z.gte(1), z.lte(MAX_PACK_DAYS)),
  travelDays: z.int().check(z.gte(1), z.lte(MAX_TRAVEL_DAYS)),
});

/** When each origin of a stream ships what is ordered now; of a planned stream, on the day it begins. */
export const streamShipDates = z.strictObject({
  origins: z.array(z.strictObject({ origin: z.string(), ...shipDates.shape })),
});
export type StreamShipDates = z.infer<typeof streamShipDates>;

/** An origin with the days that it takes (P4). */
export const originDays = z.strictObject({
  origin: z.string(),
  /** For who reads English; absent: there is the one name. */
  originEn: z.optional(z.string()),
  /** How many products come from there. */
  products: unitCount,
  /** Null: buyers are promised no day. */
  days: z.nullable(shipDays),
  /** How often that was said; 0: never. */
  version,
  /** Who said it last; absent: nobody did. */
  changed: z.optional(lastChange),
});
export type OriginDays = z.infer<typeof originDays>;

export const originDaysList = z.strictObject({ origins: z.array(originDays) });

export const setShipDaysRequest = z.strictObject({
  ...keyed,
  version,
  origin: line(60),
  /** Null: no day is promised any more. */
  days: z.nullable(shipDays),
});
export type SetShipDaysRequest = z.infer<typeof setShipDaysRequest>;
