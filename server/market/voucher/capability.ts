import type { Fact } from '../facts.ts';
import type { Capability } from '../kernel/capability.ts';
import { type Invalidated, invalidateEntry } from '../kernel/invalidated.ts';
import type { StreamState } from '../state.ts';
import { voucherCommands } from './commands.ts';
import type { VoucherFacts } from './facts.ts';
import { voucherFolds } from './fold.ts';
import { voucherViews } from './views.ts';

/** Vouchers and promotions (V1–V3). */
export const voucher = {
  fold: voucherFolds,
  commands: voucherCommands,
  invalidates: {
    voucher_created: tellVoucher,
    voucher_edited: tellVoucher,
    voucher_ended: tellVoucher,
    promotion_set: (into, _state, { itemNumber }) => {
      invalidateEntry(into, 'promotions', itemNumber);
      into.stream = true;
      // The floor reads an item's promotion and its new version with the item.
      into.stock.add(itemNumber);
      into.urgent = true;
    },
  },
  on: { merge: null, streamEnds: null, itemRemoved: null },
  views: voucherViews,
} satisfies Capability<VoucherFacts>;

function tellVoucher(
  into: Invalidated,
  _state: StreamState,
  { voucherId }: Fact<'voucher_created' | 'voucher_edited' | 'voucher_ended'>,
): void {
  into.vouchers.add(voucherId);
  // Whether totals have to be asked for stands with the stream.
  into.stream = true;
  into.urgent = true;
}
