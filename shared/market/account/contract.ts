import * as z from 'zod/mini';
import type { CapabilityContract } from '../../contract/capability.ts';
import { limitReason } from '../../contract/limit-reason.ts';
import { lasting } from '../../contract/refusal.ts';
import { countryCode } from '../../values/country.ts';
import { commandKey, id } from '../../values/ids.ts';
import { line } from '../../values/text.ts';
import { epochMs } from '../../values/time.ts';

/** Staff roles (A1). A buyer needs no account. */
export const staffRole = z.enum(['operator', 'host', 'assistant', 'producer', 'analyst', 'packer']);
export type StaffRole = z.infer<typeof staffRole>;

/** The zone of the clock of whoever signs in, by its IANA name: a new shop takes that of its first operator (M2). */
const ownTimeZone = z.string().check(z.maxLength(60));

export const signInRequest = z.strictObject({
  email: z.string().check(z.maxLength(254), z.regex(/^[^\s@]+@[^\s@]+$/)),
  password: z.string().check(z.minLength(1), z.maxLength(200)),
  timeZone: z.optional(ownTimeZone),
});
export const linkSignInRequest = z.strictObject({
  token: z.string().check(z.minLength(20), z.maxLength(100)),
  timeZone: z.optional(ownTimeZone),
});
export const staffView = z.strictObject({
  staffId: id,
  name: z.string(),
  /** Left out: they have no second name. */
  nameEn: z.optional(z.string()),
  email: z.string(),
  role: staffRole,
});
export type StaffView = z.infer<typeof staffView>;

/** A phone number in E.164 (`+8613800138000`); spaces and dashes are dropped before it is judged. */
export const phone = z.pipe(
  z.string().check(z.maxLength(32)),
  z.pipe(
    z.transform((text: string) => text.replace(/[\s\-()]/g, '')),
    z.string().check(z.regex(/^\+?[0-9]{7,15}$/)),
  ),
);
/** What an address was made of, so that each part is judged by the rules of its country (`address-rules.ts`). */
export const addressParts = z.strictObject({
  /** With a district, in China alone; the city as the list has it, 省直辖县 too. */
  province: z.optional(line(30)),
  city: z.optional(line(60)),
  district: z.optional(line(30)),
  /** With the house. */
  street: line(200),
  postcode: z.optional(line(12)),
});
export type AddressParts = z.infer<typeof addressParts>;
/** Asked once, kept encrypted, never in the log or a frame (A3). */
export const saveAddressRequest = z.strictObject({
  key: commandKey,
  name: line(60),
  /** Left out: that of `phoneOf`. */
  phone: z.optional(phone),
  /** An address of the same buyer: this one has its phone, of which a page knows the end alone. Goes without `phone`. */
  phoneOf: z.optional(id),
  /** What is kept, and stands on the parcel. */
  address: line(200),
  /** Judged and not kept: composed they are the address. Left out: it came as one line. */
  parts: z.optional(addressParts),
  /** Left out: at home. */
  country: z.optional(countryCode),
});
/** What a device shows of a kept address: enough to recognise it. */
export const addressView = z.strictObject({
  addressId: id,
  name: z.string(),
  phoneEnd: z.string(),
  address: z.string(),
  /** There only if it is abroad. */
  country: z.optional(countryCode),
});
export type AddressView = z.infer<typeof addressView>;

/** A code that moves this guest's carts and orders to another device; used once, valid 10 minutes (B2). */
export const deviceCode = z.string().check(z.regex(/^[0-9A-HJKMNP-TV-Z]{8}$/));
export const deviceCodeReply = z.strictObject({ code: deviceCode, expiresAtMs: z.int() });
export const mergeDeviceRequest = z.strictObject({ code: deviceCode });
/** Whether practice payments work for who asks: not at all, because they sit at the server itself, or for everybody. */
export const practice = z.enum(['off', 'this_machine', 'everybody']);
export type Practice = z.infer<typeof practice>;
/** Where those who work here find what they do, in the order in which it is shown. */
export const staffPage = z.enum([
  'home',
  'live',
  'orders',
  'buyers',
  'products',
  'packing',
  'settlement',
  'insights',
  'settings',
]);
export type StaffPage = z.infer<typeof staffPage>;

export const meView = z.strictObject({
  buyerId: id,
  addresses: z.array(addressView),
  staff: z.nullable(staffView),
  /** The pages that this member of staff may open; of a buyer none. */
  pages: z.array(staffPage),
  /** The shop's zone (M2), by which staff's pages go, and in a demo every page; null: each reader's own. */
  timeZone: z.nullable(z.string()),
  practice,
  /** This market is a show: people and orders in it are made up. */
  isDemo: z.boolean(),
});
export type MeView = z.infer<typeof meView>;

export const account = {
  refusals: {
    /** A buyer has been joined by as many devices as may ever be. */
    MERGE_LIMIT: lasting('keys and authority', { max: z.int() }),
    /** The shop lets this buyer take and order nothing until then (B11); whom to ask, as the shop says it. */
    BUYER_RESTRICTED: lasting('limits', {
      untilMs: epochMs,
      reason: limitReason,
      contact: z.optional(z.string()),
    }),
  },
  facts: ['buyers_merged'],
  named: {
    addressParts,
    addressView,
    deviceCodeReply,
    linkSignInRequest,
    meView,
    mergeDeviceRequest,
    saveAddressRequest,
    signInRequest,
    staffView,
  },
} as const satisfies CapabilityContract;
