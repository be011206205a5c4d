import type { TakesBackAll } from '../kernel/undone.ts';
import { isOver } from './decide.ts';
import { whyNotBack } from './edit.ts';
import type { VoucherUndo } from './state.ts';

export const voucherTakesBack: TakesBackAll<VoucherUndo> = {
  voucher: {
    grant: 'voucher',
    versionOf: (state, { voucherId }) => state.vouchers.get(voucherId)?.version ?? 0,
    inverse: (state, last, { by, atMs }) => {
      const { voucherId, terms } = last;
      const voucher = state.vouchers.get(voucherId);
      if (!voucher || isOver(voucher, atMs) || whyNotBack(voucher, terms)) return null;
      return { type: 'voucher_edited', voucherId, ...terms, undoes: last.seq, by };
    },
  },
};
