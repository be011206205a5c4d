import type { CodedVoucher, TypedCode } from '../../../shared/market/order/contract.ts';
import type { Bill } from '../order/bill.ts';
import type { StreamState } from '../state.ts';
import { type ClaimAt, whyGone } from './choose.ts';
import { voucherOfCode } from './code.ts';
import { effectOn, isAbout } from './offers.ts';
import { voucherEntry } from './views.ts';

/** What became of a typed code on a bill that was made with it (V1). */
export function typedCodeOf(state: Readonly<StreamState>, bill: Bill, at: ClaimAt, code: string): TypedCode {
  const voucher = voucherOfCode(state, code);
  if (!voucher) return { outcome: 'not_used', reason: 'unknown' };
  const { minor, missingMinor } = effectOn(bill, state, voucher);
  const shown: CodedVoucher = { voucherId: voucher.voucherId, ...voucherEntry(state, voucher) };
  if (bill.vouchers.includes(voucher.voucherId)) return { outcome: 'used', minor, voucher: shown };
  const gone = whyGone(state, voucher, at);
  if (gone === 'not_started') {
    return { outcome: 'not_used', reason: gone, startsAtMs: voucher.startsAtMs };
  }
  if (gone) return { outcome: 'not_used', reason: gone };
  if (!isAbout(voucher, bill)) return { outcome: 'not_used', reason: 'nothing' };
  if (missingMinor > 0) return { outcome: 'not_used', reason: 'not_met', missingMinor, voucher: shown };
  if (minor === 0) return { outcome: 'not_used', reason: 'nothing' };
  return { outcome: 'not_used', reason: 'not_better', voucher: shown };
}
