import { MAX_MINOR, parseMoney } from '../../../shared/values/money.ts';
import { amountText } from '../../screens/staff/console/amount-text.ts';
import { wholeNumber } from '../../screens/staff/console/whole-number.ts';
import type { ShippingTable } from './shipping-store.ts';

/** A table as its form holds it: text, until it is sent. */
export interface ShippingDraft {
  by: 'goods' | 'weight';
  tiers: { id: number; grams: string; fee: string }[];
  cap: string;
  freeFrom: string;
}

/** The tiers that a table may have. */

export function draftOf(table: ShippingTable | null, currency: string): ShippingDraft {
  const amount = (minor: number | null) => (minor === null ? '' : amountText(minor, currency));
  return {
    by: table?.tiers ? 'weight' : 'goods',
    tiers: (table?.tiers ?? [{ upToGrams: 1_000, feeMinor: null }]).map(({ upToGrams, feeMinor }, id) => ({
      id,
      grams: String(upToGrams),
      fee: amount(feeMinor),
    })),
    cap: amount(table?.capMinor ?? null),
    freeFrom: amount(table?.freeFromMinor ?? null),
  };
}

/** What of a draft is not an amount, or does not rise. */
export type DraftFault = 'amount' | 'weight' | 'rising' | 'free';

/**
 * The table that a draft means. At home, by the goods, without a ceiling and never free is none at all; abroad nothing is
 * sent without one.
 */
export function tableOf(
  draft: ShippingDraft,
  currency: string,
  isOverseas = false,
): { table: ShippingTable | null } | { fault: DraftFault } {
  const optional = (text: string) => (text.trim() === '' ? null : parseMoney(text, currency));
  const capMinor = optional(draft.cap);
  const freeFromMinor = optional(draft.freeFrom);
  if (capMinor === null && draft.cap.trim() !== '') return { fault: 'amount' };
  if (draft.freeFrom.trim() !== '' && (freeFromMinor === null || freeFromMinor > MAX_MINOR)) {
    return { fault: 'amount' };
  }
  if (freeFromMinor === 0) return { fault: 'free' };
  if (draft.by === 'goods') {
    if (!isOverseas && capMinor === null && freeFromMinor === null) return { table: null };
    return { table: { tiers: null, capMinor, freeFromMinor } };
  }
  const tiers: NonNullable<ShippingTable['tiers']> = [];
  for (const { grams, fee } of draft.tiers) {
    const upToGrams = wholeNumber(grams);
    const feeMinor = parseMoney(fee, currency);
    if (upToGrams === null || upToGrams < 1 || upToGrams > 1_000_000) return { fault: 'weight' };
    if (feeMinor === null) return { fault: 'amount' };
    if (upToGrams <= (tiers.at(-1)?.upToGrams ?? 0)) return { fault: 'rising' };
    tiers.push({ upToGrams, feeMinor });
  }
  return { table: { tiers, capMinor, freeFromMinor } };
}
