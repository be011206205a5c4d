import * as z from 'zod/mini';
import { voucherOff } from '../market/voucher/contract.ts';
import { id, itemNumber, slug, unitCount } from '../values/ids.ts';
import { currencyCode, moneyMinor } from '../values/money.ts';
import { epochMs } from '../values/time.ts';
import { ofStream } from './of-stream.ts';

/**
 * How a voucher stands to a buyer. `open`: it counts as soon as the cart reaches its sum; `used`: they have used it as often as
 * one may; `taken`: all of it was claimed; `over`: its time is over.
 */
export const myVoucherState = z.enum(['open', 'used', 'taken', 'over']);

/** A voucher of a stream that is on, without a code (V1, INV17), as it stands to one buyer. */
export const myVoucher = z.strictObject({
  voucherId: id,
  state: myVoucherState,
  slug,
  ...ofStream,
  currency: currencyCode,
  off: voucherOff,
  fromMinor: moneyMinor,
  /** Whose products it is for; null: everybody's. */
  producer: z.nullable(z.string()),
  /** The items it is for; null: all of them. */
  itemNumbers: z.nullable(z.array(itemNumber)),
  startsAtMs: epochMs,
  endsAtMs: epochMs,
  /** How many can still be claimed, min(actual, 21). */
  left: unitCount,
});
export type MyVoucher = z.infer<typeof myVoucher>;

/** Those that are open first, of them the one that ends first. */
export const myVouchers = z.strictObject({ vouchers: z.array(myVoucher) });
export type MyVouchers = z.infer<typeof myVouchers>;
