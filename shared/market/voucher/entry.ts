import type { Keyed } from '../../live-view/entry.ts';
import type { VoucherOff } from './contract.ts';

/** A voucher that is not over and has no code (V1). */
export interface VoucherEntry {
  off: VoucherOff;
  /** The goods it is for have to cost this much at least. */
  fromMinor: number;
  /** Whose goods it is for; null: everybody's. */
  producer: string | null;
  /** The items it is for; null: all of them. */
  itemNumbers: readonly number[] | null;
  startsAtMs: number;
  endsAtMs: number;
  /** How many can still be claimed, min(actual, 21). */
  left: number;
}

/** Vouchers by id, in the order they were made. */
export const vouchers: Keyed<'vouchers', string, VoucherEntry> = {
  field: 'vouchers',
  none: {},
  keyOf: String,
};
