import type { Funder } from '../../../shared/market/flash-sale/contract.ts';
import { MAX_VOUCHER_ITEMS, MAX_VOUCHER_ORDERS } from '../../../shared/market/voucher/bounds.ts';
import type { ConsoleVoucher, VoucherOff, VoucherScope } from '../../../shared/market/voucher/contract.ts';
import { parseMoney } from '../../../shared/values/money.ts';
import { HOUR } from '../../../shared/values/time.ts';
import { MAX_UNITS } from '../../../shared/values/unit-bounds.ts';
import { readCode } from '../../../shared/values/voucher-code.ts';
import { amountText } from '../../screens/staff/console/amount-text.ts';
import { wholeNumber } from '../../screens/staff/console/whole-number.ts';
import type { VoucherChanges, VoucherTerms } from '../../stores/host/host-commands.ts';

/** A voucher as it stands in the form: numbers as typed. */
export interface VoucherDraft {
  name: string;
  /** As it was typed; '': none. */
  code: string;
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

export const firstDraft: VoucherDraft = {
  name: '',
  code: '',
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

export type DraftFault =
  | 'code'
  | 'off'
  | 'share'
  | 'most'
  | 'from'
  | 'aboveFrom'
  | 'items'
  | 'cap'
  | 'perBuyer';

/** A change of the draft that keeps it possible: shipping is for the whole cart, a producer pays for their own goods. */
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
  const name = draft.name.trim();
  const code = draft.code.trim() === '' ? undefined : readCode(draft.code);
  if (code === null) faults.add('code');
  const fromMinor = draft.from.trim() === '' ? 0 : parseMoney(draft.from, currency);
  if (fromMinor === null) faults.add('from');
  const off = offOf(draft, currency, faults);
  if (isAbove(off, fromMinor)) faults.add('aboveFrom');
  const cap = wholeNumber(draft.cap);
  const perBuyerCap = wholeNumber(draft.perBuyer);
  if (cap === null || cap < 1 || cap > MAX_VOUCHER_ORDERS) faults.add('cap');
  if (perBuyerCap === null || perBuyerCap < 1 || perBuyerCap > MAX_UNITS) faults.add('perBuyer');
  const isTooMany = draft.itemNumbers.length > MAX_VOUCHER_ITEMS;
  if (draft.scope === 'items' && (draft.itemNumbers.length === 0 || isTooMany)) faults.add('items');
  if (
    faults.size > 0 ||
    !off ||
    fromMinor === null ||
    cap === null ||
    perBuyerCap === null ||
    code === null
  ) {
    return { terms: null, faults };
  }
  const { fundedBy, hours } = draft;
  const scope = scopeOf(draft);
  const endsAtMs = Math.floor(nowMs) + hours * HOUR;
  const called = { ...(name !== '' && { name }), ...(code !== undefined && { code }) };
  const terms = { ...called, off, fromMinor, scope, fundedBy, startsAtMs: null, endsAtMs, cap, perBuyerCap };
  return { terms, faults };
}

/** The form of a voucher as it stands; `hours` 0: its end stays. */
export function draftOf(voucher: ConsoleVoucher, currency: string): VoucherDraft {
  const { name, off, fromMinor, cap } = voucher;
  const text = (minor: number) => amountText(minor, currency);
  return {
    ...{ ...firstDraft, name, kind: off.kind, hours: 0, cap: String(cap) },
    from: fromMinor > 0 ? text(fromMinor) : '',
    off: off.kind === 'percent' || off.offMinor === null ? '' : text(off.offMinor),
    share: off.kind === 'percent' ? String(off.bps / 100) : firstDraft.share,
    most: off.kind === 'percent' ? text(off.maxMinor) : '',
  };
}

/** What the form changes of a voucher; null while it changes nothing, or cannot be. */
export function changesOf(
  voucher: ConsoleVoucher,
  draft: VoucherDraft,
  currency: string,
  nowMs: number,
): { changes: VoucherChanges | null; faults: ReadonlySet<DraftFault> } {
  const faults = new Set<DraftFault>();
  const changes: VoucherChanges = {};
  const name = draft.name.trim();
  if (name !== voucher.name) changes.name = name === '' ? null : name;
  if (voucher.claimed === 0) {
    const fromMinor = draft.from.trim() === '' ? 0 : parseMoney(draft.from, currency);
    if (fromMinor === null) faults.add('from');
    else if (fromMinor !== voucher.fromMinor) changes.fromMinor = fromMinor;
    const off = offOf(draft, currency, faults);
    if (isAbove(off, fromMinor)) faults.add('aboveFrom');
    if (off && !isSameOff(off, voucher.off)) changes.off = off;
  }
  const cap = wholeNumber(draft.cap);
  if (cap === null || cap < Math.max(1, voucher.claimed) || cap > MAX_VOUCHER_ORDERS) faults.add('cap');
  else if (cap !== voucher.cap) changes.cap = cap;
  if (draft.hours > 0) changes.endsAtMs = Math.floor(nowMs) + draft.hours * HOUR;
  const isChanged = faults.size === 0 && Object.keys(changes).length > 0;
  return { changes: isChanged ? changes : null, faults };
}

function isSameOff(a: VoucherOff, b: VoucherOff): boolean {
  if (a.kind === 'percent' || b.kind === 'percent') {
    return a.kind === 'percent' && b.kind === 'percent' && a.bps === b.bps && a.maxMinor === b.maxMinor;
  }
  return a.kind === b.kind && a.offMinor === b.offMinor;
}

function isAbove(off: VoucherOff | null, fromMinor: number | null): boolean {
  return off?.kind === 'amount' && fromMinor !== null && fromMinor > 0 && off.offMinor > fromMinor;
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
