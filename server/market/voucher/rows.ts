import type { VoucherRow } from '../../ports/rows.ts';
import type { Voucher } from './state.ts';

/** A voucher and how often it was claimed. */
export function voucherRow(streamId: string, voucher: Voucher): VoucherRow {
  const { voucherId, off, producerId, fundedBy, startsAtMs, endsAtMs, cap, claimed } = voucher;
  return {
    streamId,
    voucherId,
    kind: off.kind,
    producerId,
    fundedBy,
    startsAtMs,
    endsAtMs,
    cap,
    claimed,
  };
}
