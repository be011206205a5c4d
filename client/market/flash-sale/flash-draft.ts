import type { ConsoleItem } from '../../../shared/contract/console.ts';
import { MAX_FLASH_SECONDS } from '../../../shared/market/flash-sale/bounds.ts';
import type { Funder } from '../../../shared/market/flash-sale/contract.ts';
import { basisPoints, currencyDecimals, parseMoney, roundHalfUp } from '../../../shared/values/money.ts';
import { MINUTE } from '../../../shared/values/time.ts';
import { MAX_UNITS } from '../../../shared/values/unit-bounds.ts';
import { amountText } from '../../screens/staff/console/amount-text.ts';
import { wholeNumber } from '../../screens/staff/console/whole-number.ts';
import type { FlashTerms } from '../../stores/host/host-commands.ts';
import { startTyped } from './start-time.ts';

/** A flash price as it stands in the form: numbers as typed. */
export interface FlashDraft {
  price: string;
  minutes: string;
  cap: string;
  perBuyer: string;
  prelaunchSeconds: number;
  /** A time of day in place of a countdown; null: there is none. */
  startTime: string | null;
  afterEnd: 'list' | 'off';
  fundedBy: Funder;
  hasConsent: boolean;
}

const USUAL_BPS = 8_000;
const USUAL_CAP = 50;
const USUAL_MINUTES = 5;

/** The most pieces that a flash may take: what is available or held (F1). */
export function roomFor(item: Pick<ConsoleItem, 'available' | 'held'>): number {
  return item.available + item.held;
}

/** The units that carts hold at list price: all but those of the item's newest flash (F7). */
export function atListPrice({ held, flash }: Pick<ConsoleItem, 'held' | 'flash'>): number {
  return Math.max(0, held - (flash?.held ?? 0));
}

/**
 * A price below list, rounded to ten of the smallest coins where a currency has any and the price is not tiny.
 * @param bps what is left of the list price, in basis points
 */
export function loweredPrice(listMinor: number, bps: number, currency: string): number {
  const exact = basisPoints(listMinor, bps);
  return currencyDecimals(currency) === 2 && exact >= 100 ? roundHalfUp(exact / 10) * 10 : Math.max(1, exact);
}

/** The form prefilled with the last sensible values: this item's last flash, else what a market usually does. */
export function draftFor(item: ConsoleItem, currency: string): FlashDraft {
  const last = item.flash;
  const room = roomFor(item);
  const isLastLower = last !== null && last.priceMinor < item.listPriceMinor;
  const priceMinor = isLastLower ? last.priceMinor : loweredPrice(item.listPriceMinor, USUAL_BPS, currency);
  const planned = last ? Math.round((last.endsAtMs - last.startsAtMs) / MINUTE) : USUAL_MINUTES;
  return {
    price: amountText(priceMinor, currency),
    minutes: String(Math.min(MAX_FLASH_SECONDS / 60, Math.max(1, planned))),
    cap: String(Math.min(last?.cap ?? USUAL_CAP, room)),
    perBuyer: String(last?.perBuyerCap ?? 2),
    prelaunchSeconds: last?.prelaunchSeconds ?? 0,
    startTime: null,
    afterEnd: last?.afterEnd ?? 'list',
    fundedBy: last?.fundedBy ?? 'producer',
    hasConsent: false,
  };
}

export type DraftFault = 'price' | 'below' | 'minutes' | 'cap' | 'perBuyer' | 'consent' | 'start';

/** Reads the form. What F1 can say here is said before anything is sent; the ledger judges again. */
export function termsOf(
  draft: FlashDraft,
  item: ConsoleItem,
  currency: string,
  nowMs: number,
): {
  terms: FlashTerms | null;
  faults: ReadonlySet<DraftFault>;
  priceMinor: number | null;
  cap: number | null;
} {
  const faults = new Set<DraftFault>();
  const priceMinor = parseMoney(draft.price, currency);
  const cap = wholeNumber(draft.cap);
  const minutes = wholeNumber(draft.minutes);
  const perBuyerCap = wholeNumber(draft.perBuyer);
  if (priceMinor === null || priceMinor < 1) faults.add('price');
  else if (priceMinor >= item.listPriceMinor) faults.add('below');
  if (minutes === null || minutes < 1 || minutes > MAX_FLASH_SECONDS / 60) faults.add('minutes');
  if (cap === null || cap < 1 || cap > roomFor(item)) faults.add('cap');
  if (perBuyerCap === null || perBuyerCap < 1 || perBuyerCap > MAX_UNITS) faults.add('perBuyer');
  const startsAtMs = draft.startTime === null ? null : startTyped(draft.startTime, nowMs);
  if (draft.startTime !== null && startsAtMs === null) faults.add('start');
  const isBelowFloor = priceMinor !== null && priceMinor < (item.floorMinor ?? 0);
  if (isBelowFloor && !draft.hasConsent) faults.add('consent');
  if (faults.size > 0 || priceMinor === null || minutes === null || cap === null || perBuyerCap === null) {
    return { terms: null, faults, priceMinor, cap };
  }
  const { prelaunchSeconds, afterEnd, fundedBy } = draft;
  const terms: FlashTerms = {
    priceMinor,
    startsAtMs,
    durationSeconds: minutes * 60,
    prelaunchSeconds: startsAtMs === null ? prelaunchSeconds : 0,
    cap,
    perBuyerCap,
    afterEnd,
    fundedBy,
    ...(isBelowFloor ? { floorConsent: true } : {}),
  };
  return { terms, faults, priceMinor, cap };
}
