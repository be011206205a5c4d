import type { Refusal } from '../../../shared/contract/refusals.ts';
import {
  MAX_COUNTDOWN_SECONDS,
  MAX_FLASH_SECONDS,
  MIN_COUNTDOWN_SECONDS,
  MIN_FLASH_SECONDS,
} from '../../../shared/market/flash-sale/bounds.ts';
import type { Funder } from '../../../shared/market/flash-sale/contract.ts';
import { SECOND } from '../../../shared/values/time.ts';
import { MAX_UNITS } from '../../../shared/values/unit-bounds.ts';
import type { FactOf, StreamFact } from '../facts.ts';
import type { By } from '../kernel/by.ts';
import type { DecideAt, Decision } from '../kernel/decision.ts';
import { accept, refused } from '../kernel/decision.ts';
import { isSelling } from '../kernel/selling.ts';
import type { Item } from '../lineup/state.ts';
import type { StreamState } from '../state.ts';

export interface AnnounceRequest {
  itemNumber: number;
  version: number;
  priceMinor: number;
  startsAtMs: number | null;
  durationSeconds: number;
  prelaunchSeconds: number;
  cap: number;
  perBuyerCap: number;
  afterEnd: 'list' | 'off';
  fundedBy: Funder;
  floorConsent?: boolean | undefined;
}

export interface AnnounceReply {
  seq: number;
  version: number;
  undoUntilMs: number;
  flashId: string;
  warning: { recentLowMinor: number } | null;
}

/** How far in the past a start may be and still mean "now". */
const PAST_START_MS = 5 * SECOND;

/**
 * Decides a new flash price (F1). It starts at its time or after its countdown; a start that is due starts in the
 * same batch.
 * @param by.recentLowMinor the lowest price charged for the good in the last 30 days, looked up before the batch
 */
export function announceFlash(
  state: StreamState,
  request: AnnounceRequest,
  by: DecideAt & { by: By; recentLowMinor: number | null },
): Decision<AnnounceReply> {
  if (!isSelling(state)) return refused({ code: 'STREAM_NOT_LIVE' });
  const item = state.items.get(request.itemNumber);
  if (!item || item.isRemoved) return refused({ code: 'NOT_IN_LINEUP', itemNumber: request.itemNumber });
  if (item.version !== request.version) {
    return refused({ code: 'STALE_VERSION', itemNumber: item.itemNumber, version: item.version });
  }
  const startsAtMs = request.startsAtMs ?? by.atMs + request.prelaunchSeconds * SECOND;
  const invalid = whyInvalid(state, item, request, startsAtMs, by.atMs);
  if (invalid) return refused(invalid);
  const isAboveLow = by.recentLowMinor !== null && request.priceMinor > by.recentLowMinor;
  if (isAboveLow && state.settings.strictRecentLow) {
    return refused(invalidFlash('priceMinor', 'above_recent_low', by.recentLowMinor ?? undefined));
  }

  const flashId = by.ids.next();
  const start = Math.max(startsAtMs, by.atMs);
  const announced: FactOf<'flashSale'> = {
    type: 'flash_sale_announced',
    flashId,
    itemNumber: item.itemNumber,
    priceMinor: request.priceMinor,
    listPriceMinor: item.listPriceMinor,
    startsAtMs: start,
    endsAtMs: start + request.durationSeconds * SECOND,
    cap: request.cap,
    perBuyerCap: request.perBuyerCap,
    prelaunchSeconds: request.prelaunchSeconds,
    afterEnd: request.afterEnd,
    fundedBy: request.fundedBy,
    floorConsent: request.floorConsent === true,
    by: by.by,
  };
  const facts: StreamFact[] = [announced];
  if (start <= by.atMs) facts.push({ type: 'flash_sale_started', flashId, dueAtMs: start });
  return accept(facts, (after, seq) => ({
    seq,
    version: after.flashes.get(flashId)?.version ?? seq,
    undoUntilMs: by.atMs + state.settings.undoMs,
    flashId,
    warning: isAboveLow && by.recentLowMinor !== null ? { recentLowMinor: by.recentLowMinor } : null,
  }));
}

type InvalidReason = Extract<Refusal, { code: 'FLASH_INVALID' }>['reason'];

export function invalidFlash(field: string, reason: InvalidReason, limit?: number): Refusal {
  return { code: 'FLASH_INVALID', field, reason, ...(limit === undefined ? {} : { limit }) };
}

/** F1, field by field, in the order of the form. */
function whyInvalid(
  state: StreamState,
  item: Item,
  request: AnnounceRequest,
  startsAtMs: number,
  atMs: number,
): Refusal | null {
  const price = whyPriceInvalid(item, request.priceMinor, request.floorConsent === true);
  if (price) return price;
  const prelaunch = request.prelaunchSeconds;
  if (prelaunch !== 0 && (prelaunch < MIN_COUNTDOWN_SECONDS || prelaunch > MAX_COUNTDOWN_SECONDS))
    return invalidFlash('prelaunchSeconds', 'prelaunch');
  if (startsAtMs < atMs - PAST_START_MS) return invalidFlash('startsAtMs', 'prelaunch');
  const length = whyLengthInvalid(request.durationSeconds * SECOND);
  if (length) return length;
  const cap = whyCapInvalid(item, request.cap);
  if (cap) return cap;
  const perBuyer = whyPerBuyerCapInvalid(request.perBuyerCap);
  if (perBuyer) return perBuyer;
  const current = item.flashId === null ? undefined : state.flashes.get(item.flashId);
  if (current && (current.phase === 'announced' || current.phase === 'running')) {
    return invalidFlash('itemNumber', 'overlap');
  }
  return null;
}

/** `0 < price < list`, and not below the producer's floor without a recorded consent (F1). */
export function whyPriceInvalid(item: Item, priceMinor: number, hasConsent: boolean): Refusal | null {
  if (priceMinor < 1 || priceMinor >= item.listPriceMinor) {
    return invalidFlash('priceMinor', 'not_below_list', item.listPriceMinor);
  }
  if (priceMinor < item.floorMinor && !hasConsent) {
    return { code: 'CONSENT_MISSING', itemNumber: item.itemNumber, floorMinor: item.floorMinor };
  }
  return null;
}

/** How long a flash may last (F1). */
export function whyLengthInvalid(lengthMs: number): Refusal | null {
  return lengthMs < MIN_FLASH_SECONDS * SECOND || lengthMs > MAX_FLASH_SECONDS * SECOND
    ? invalidFlash('durationSeconds', 'duration')
    : null;
}

/** How many units of a flash one buyer may have (F1). */
export function whyPerBuyerCapInvalid(perBuyerCap: number): Refusal | null {
  return perBuyerCap < 1 || perBuyerCap > MAX_UNITS
    ? invalidFlash('perBuyerCap', 'per_buyer_cap', MAX_UNITS)
    : null;
}

/** `1 ≤ cap ≤ available + held` (F1). */
export function whyCapInvalid(item: Item, cap: number): Refusal | null {
  const limit = item.available + item.held;
  return cap < 1 || cap > limit ? invalidFlash('cap', 'cap', limit) : null;
}
