import type { VoucherCodes } from '../../../shared/market/voucher/contract.ts';
import { foldCode } from '../../../shared/values/voucher-code.ts';
import type { StreamState } from '../state.ts';
import type { Voucher } from './state.ts';

/** The voucher that a code stands for, in any case; of several, the others of which are over, the last. */
export function voucherOfCode(state: Readonly<StreamState>, code: string): Voucher | null {
  const folded = foldCode(code);
  let found: Voucher | null = null;
  for (const voucher of state.vouchers.values()) {
    if (voucher.code && foldCode(voucher.code.text) === folded) found = voucher;
  }
  return found;
}

/** The codes that somebody gave: nobody else is told them (INV17). */
export function codesOf(state: Readonly<StreamState>, staffId: string): VoucherCodes {
  const codes: VoucherCodes['codes'] = [];
  for (const { voucherId, code } of state.vouchers.values()) {
    if (code?.madeBy === staffId) codes.push({ voucherId, code: code.text });
  }
  return { codes };
}

/** Whether a voucher counts for whoever typed this code, or none. */
export function isOpenTo(
  state: Readonly<StreamState>,
  typed: string | null | undefined,
): (voucher: Voucher) => boolean {
  const coded = typed == null ? null : voucherOfCode(state, typed);
  return (voucher) => voucher.code === undefined || voucher === coded;
}
