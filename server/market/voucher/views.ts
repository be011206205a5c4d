import { MORE_THAN_TOLD } from '../../../shared/market/stock/bounds.ts';
import type { ConsoleVoucher } from '../../../shared/market/voucher/contract.ts';
import type { VoucherEntry } from '../../../shared/market/voucher/entry.ts';
import type { PromotionEntry } from '../../../shared/market/voucher/promotions-entry.ts';
import { shownItem, shownItems } from '../kernel/shown-item.ts';
import type { Views } from '../kernel/views.ts';
import type { StreamState } from '../state.ts';
import type { Voucher } from './state.ts';

export const voucherViews = {
  live: {
    promotions: { keys: shownItems, shown: promotionEntry },
    vouchers: { keys: ({ vouchers }) => vouchers.keys(), shown: shownVoucher },
  },
  console: {
    vouchers: {
      keys: ({ vouchers }) => vouchers.keys(),
      shown: (state, voucherId) => {
        const voucher = state.vouchers.get(voucherId);
        return voucher && consoleVoucher(state, voucher);
      },
    },
  },
} satisfies Views;

function promotionEntry(state: StreamState, itemNumber: number): PromotionEntry | null {
  const promotion = shownItem(state, itemNumber)?.promotion;
  if (!promotion) return null;
  const { units, totalMinor, startsAtMs, endsAtMs } = promotion;
  return { units, totalMinor, startsAtMs, endsAtMs };
}

/** One that was ended is not shown, and of one that has a code viewers hear nothing (INV17). */
function shownVoucher(state: StreamState, voucherId: string): VoucherEntry | null | undefined {
  const voucher = state.vouchers.get(voucherId);
  if (voucher?.code) return undefined;
  return voucher && !voucher.isEnded ? voucherEntry(state, voucher) : null;
}

/** What a voucher says to those who may use it. */
export function voucherEntry(
  state: Readonly<StreamState>,
  voucher: Voucher,
): VoucherEntry & { itemNumbers: number[] | null } {
  const { off, fromMinor, scope, startsAtMs, endsAtMs, cap, claimed } = voucher;
  return {
    off,
    fromMinor,
    producer: scope.kind === 'producer' ? producerName(state, scope.producerId) : null,
    itemNumbers: scope.kind === 'items' ? [...scope.itemNumbers] : null,
    startsAtMs,
    endsAtMs,
    left: Math.min(cap - claimed, MORE_THAN_TOLD),
  };
}

/** A producer by name: the same name is the same producer. */
function producerName(state: Readonly<StreamState>, producerId: string): string {
  for (const item of state.items.values()) if (item.producerId === producerId) return item.producer;
  return '';
}

function consoleVoucher(state: Readonly<StreamState>, voucher: Voucher): ConsoleVoucher {
  const { producerId, name = '', code, ...shown } = voucher;
  const hasCode = code !== undefined;
  return { ...shown, name, hasCode, producer: producerId === null ? null : producerName(state, producerId) };
}
