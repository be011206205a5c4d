import type { Funder } from '../../../../shared/contract/flash-price.ts';
import type { VoucherOff, VoucherScope } from '../../../../shared/contract/voucher.ts';
import { MAX_VOUCHER_ITEMS } from '../../../../shared/contract/voucher-bounds.ts';
import { parseMoney } from '../../../../shared/values/money.ts';
import { HOUR } from '../../../../shared/values/time.ts';
import type { VoucherTerms } from '../../../stores/host/acts.ts';
import { wholeNumber } from '../whole-number.ts';

/** A voucher as it stands in the form: numbers as typed. */
export interface VoucherDraft {
  kind: VoucherOff['kind'];
  off: string;
  share: string;
  most: string;
  from: string;
  scope: VoucherScope['kind'];
  producerId: string;
  itemNumbers: readonly number[];
  fundedBy: Funder;
  hours: number;
  cap: string;
  perBuyer: string;
}

export const MOST_ORDERS = 1_000_000;

export const firstDraft: VoucherDraft = {
  kind: 'amount',
  off: '',
  share: '10',
  most: '',
  from: '',
  scope: 'shop',
  producerId: '',
  itemNumbers: [],
  fundedBy: 'shop',
  hours: 3,
  cap: '100',
  perBuyer: '1',
};

export type DraftFault = 'off' | 'share' | 'most' | 'from' | 'aboveFrom' | 'items' | 'cap' | 'perBuyer';

/** A change of the draft that keeps it possible: shipping is for the whole basket, a producer pays for their own goods. */
export function changed(draft: VoucherDraft, part: Partial<VoucherDraft>): VoucherDraft {
  const next = { ...draft, ...part };
  if (next.kind === 'shipping') next.scope = 'shop';
  if (next.scope === 'shop' && next.fundedBy === 'producer') next.fundedBy = 'shop';
  return next;
}

/** Reads the form. What can be said here is said before anything is sent; the ledger judges again. */
export function termsOf(
  draft: VoucherDraft,
  currency: string,
  nowMs: number,
): { terms: VoucherTerms | null; faults: ReadonlySet<DraftFault> } {
  const faults = new Set<DraftFault>();
  const fromMinor = draft.from.trim() === '' ? 0 : parseMoney(draft.from, currency);
  if (fromMinor === null) faults.add('from');
  const off = offOf(draft, currency, faults);
  if (off?.kind === 'amount' && fromMinor !== null && fromMinor > 0 && off.offMinor > fromMinor) {
    faults.add('aboveFrom');
  }
  const cap = wholeNumber(draft.cap);
  const perBuyerCap = wholeNumber(draft.perBuyer);
  if (cap === null || cap < 1 || cap > MOST_ORDERS) faults.add('cap');
  if (perBuyerCap === null || perBuyerCap < 1 || perBuyerCap > 99) faults.add('perBuyer');
  const isTooMany = draft.itemNumbers.length > MAX_VOUCHER_ITEMS;
  if (draft.scope === 'items' && (draft.itemNumbers.length === 0 || isTooMany)) faults.add('items');
  if (faults.size > 0 || !off || fromMinor === null || cap === null || perBuyerCap === null) {
    return { terms: null, faults };
  }
  const { fundedBy, hours } = draft;
  const scope = scopeOf(draft);
  const endsAtMs = Math.floor(nowMs) + hours * HOUR;
  const terms = { off, fromMinor, scope, fundedBy, startsAtMs: null, endsAtMs, cap, perBuyerCap };
  return { terms, faults };
}

function offOf(draft: VoucherDraft, currency: string, faults: Set<DraftFault>): VoucherOff | null {
  if (draft.kind === 'shipping') {
    const isFree = draft.off.trim() === '';
    const offMinor = isFree ? null : parseMoney(draft.off, currency);
    if (!isFree && !offMinor) faults.add('off');
    return { kind: 'shipping', offMinor };
  }
  if (draft.kind === 'amount') {
    const offMinor = parseMoney(draft.off, currency);
    if (!offMinor) faults.add('off');
    return offMinor ? { kind: 'amount', offMinor } : null;
  }
  const share = /^\d{1,3}(\.\d{1,2})?$/.test(draft.share.trim()) ? Number(draft.share) : 0;
  const bps = Math.round(share * 100);
  const maxMinor = parseMoney(draft.most, currency);
  if (bps < 1 || bps > 10_000) faults.add('share');
  if (!maxMinor) faults.add('most');
  return maxMinor ? { kind: 'percent', bps, maxMinor } : null;
}

function scopeOf({ scope, producerId, itemNumbers }: VoucherDraft): VoucherScope {
  if (scope === 'items') return { kind: 'items', itemNumbers: [...itemNumbers] };
  return scope === 'producer' ? { kind: 'producer', producerId } : { kind: 'shop' };
}
