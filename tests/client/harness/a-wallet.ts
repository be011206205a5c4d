import type { MyVoucher } from '../../../shared/contract/my-vouchers.ts';
import { MINUTE } from '../market.ts';

/** Vouchers of a buyer: two that count, one for a maker's products, and one of each that does not. */
export function aWallet(): MyVoucher[] {
  const now = Date.now();
  const voucher = {
    ...{ slug: 'potato-day', streamTitle: '剑川土豆节', streamTitleEn: 'Potato Festival', currency: 'CNY' },
    ...{
      off: { kind: 'amount', offMinor: 500 } as const,
      fromMinor: 6_000,
      producer: null,
      itemNumbers: null,
    },
    ...{ state: 'open' as const, startsAtMs: now - 40 * MINUTE, endsAtMs: now + 50 * MINUTE, left: 21 },
  };
  const id = (n: number) => `0190a000-0000-7000-8000-0000000000f${n}`;
  return [
    { ...voucher, voucherId: id(1) },
    {
      ...{ ...voucher, voucherId: id(2), fromMinor: 0, itemNumbers: [3, 7, 12] },
      ...{ off: { kind: 'percent', bps: 1_000, maxMinor: 2_000 } as const, endsAtMs: now + 3_000 * MINUTE },
    },
    { ...voucher, voucherId: id(3), fromMinor: 3_000, state: 'used' },
    { ...voucher, voucherId: id(4), fromMinor: 20_000, state: 'taken', left: 0 },
    { ...voucher, voucherId: id(5), fromMinor: 9_900, state: 'over', endsAtMs: now - MINUTE },
  ];
}
