import type { Capability } from '../kernel/capability.ts';
import type { VoucherFacts } from './facts.ts';
import { voucherFolds } from './fold.ts';

/** Vouchers and promotions (V1–V3). */
export const voucher = {
  fold: voucherFolds,
} satisfies Capability<VoucherFacts>;
