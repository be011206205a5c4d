import type { VoucherOff } from '../../shared/market/voucher/contract.ts';
import { useLanguage, useMessages } from '../i18n/language.ts';
import { voucherMessages } from '../i18n/vouchers.ts';
import { useMoney } from './Price.tsx';

/** `¥10.00 off from ¥99.00`: what a voucher takes off, and from when it counts. */
export function useVoucherWords(
  currency: string,
): (voucher: { off: VoucherOff; fromMinor: number }) => string {
  const say = useMessages(voucherMessages);
  const language = useLanguage();
  const money = useMoney(currency);
  return ({ off, fromMinor }) => {
    const what = offWords(off);
    return fromMinor > 0 ? say.from(what, money(fromMinor)) : what;
  };

  function offWords(off: VoucherOff): string {
    switch (off.kind) {
      case 'amount':
        return say.amount(money(off.offMinor));
      case 'percent':
        return say.percent(percentText(off.bps, language), money(off.maxMinor));
      case 'shipping':
        return off.offMinor === null ? say.freeShipping : say.shipping(money(off.offMinor));
    }
  }
}

/** Basis points as people read them: `12.5%`. */
function percentText(bps: number, language: string): string {
  return (bps / 10_000).toLocaleString(language, { style: 'percent', maximumFractionDigits: 2 });
}
