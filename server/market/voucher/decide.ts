import type { Refusal } from '../../../shared/contract/refusals.ts';
import type { Funder } from '../../../shared/market/flash-sale/contract.ts';
import { MAX_VOUCHER_DAYS, MAX_VOUCHERS } from '../../../shared/market/voucher/bounds.ts';
import type { Promotion, VoucherOff, VoucherScope } from '../../../shared/market/voucher/contract.ts';
import { DAY } from '../../../shared/values/time.ts';
import type { StreamFact } from '../facts.ts';
import type { ConsoleAt } from '../kernel/console-at.ts';
import { type ConsoleReply, consoleReply, ofItem, ofVoucher } from '../kernel/console-reply.ts';
import { accept, type Decision, refused } from '../kernel/decision.ts';
import type { StreamState } from '../state.ts';
import { voucherOfCode } from './code.ts';
import { whyBelowFloor, whyBundleBelowFloor } from './floor-price.ts';
import type { Voucher } from './state.ts';

export interface VoucherTerms {
  name?: string | undefined;
  /** As it was typed; absent: it counts by itself. */
  code?: string | undefined;
  off: VoucherOff;
  fromMinor: number;
  scope: VoucherScope;
  fundedBy: Funder;
  startsAtMs: number | null;
  endsAtMs: number;
  cap: number;
  perBuyerCap: number;
  floorConsent?: boolean | undefined;
}

/** A voucher or a promotion holds this long at the most. */
const MAX_VOUCHER_MS = MAX_VOUCHER_DAYS * DAY;

/**
 * Makes a voucher (V1). One that is for goods of a single producer is that producer's, any other is the shop's; a
 * producer pays for their own goods only, and shipping is for the whole cart. A code is given once, for as long as its
 * voucher is not over.
 */
export function createVoucher(
  state: StreamState,
  request: VoucherTerms,
  by: ConsoleAt,
): Decision<ConsoleReply & { voucherId: string }> {
  const closed = whyOver(state);
  if (closed) return closed;
  if (state.vouchers.size >= MAX_VOUCHERS) return refused(invalid('scope', 'too_many', MAX_VOUCHERS));
  const owner = ownerOf(state, request.scope);
  if (!owner) return refused(invalid('scope', 'scope'));
  const startsAtMs = request.startsAtMs ?? by.atMs;
  const fault = whyInvalid({ ...request, ...owner, startsAtMs }, by.atMs);
  if (fault) return refused(fault);
  const { code, name, off, fromMinor, scope, fundedBy, endsAtMs, cap, perBuyerCap } = request;
  const taken = code === undefined ? null : voucherOfCode(state, code);
  if (taken && !isOver(taken, by.atMs)) return refused(invalid('code', 'code_taken'));
  const belowFloor = whyBelowFloor(state, { ...request, ...owner });
  if (belowFloor && !request.floorConsent) return refused(belowFloor);
  const voucherId = by.ids.next();
  const { producerId } = owner;
  const terms = { off, fromMinor, scope, producerId, fundedBy, startsAtMs, endsAtMs, cap, perBuyerCap };
  const fact: StreamFact = {
    type: 'voucher_created',
    voucherId,
    ...terms,
    ...(name !== undefined && { name }),
    ...(code !== undefined && { code: code.toUpperCase() }),
    ...(belowFloor && { floorConsent: true }),
    by: by.by,
  };
  const reply = consoleReply(null, ofVoucher(voucherId));
  return accept([fact], (after, seq) => ({ ...reply(after, seq), voucherId }));
}

/** Ends a voucher; carries no version and always wins (L4). Over already → nothing happens. */
export function endVoucher(
  state: StreamState,
  { voucherId }: { voucherId: string },
  by: ConsoleAt,
): Decision<ConsoleReply> {
  const voucher = state.vouchers.get(voucherId);
  if (!voucher) return refused({ code: 'NOT_FOUND' });
  const fact: StreamFact = { type: 'voucher_ended', voucherId, endedAtMs: by.atMs, by: by.by };
  return accept(isOver(voucher, by.atMs) ? [] : [fact], consoleReply(null, ofVoucher(voucherId)));
}

/** True once a voucher can't be claimed any more, whoever asks: it was ended, or its time is over. */
export function isOver({ isEnded, endsAtMs }: Pick<Voucher, 'isEnded' | 'endsAtMs'>, atMs: number): boolean {
  return isEnded || endsAtMs <= atMs;
}

/**
 * Sets an item's promotion, or takes it away (V1). It has to be cheaper than the list price, and one that the producer
 * pays for goes below their floor only with their recorded consent.
 */
export function setPromotion(
  state: StreamState,
  request: {
    itemNumber: number;
    version: number;
    promotion: (Omit<Promotion, 'startsAtMs'> & { startsAtMs: number | null }) | null;
    floorConsent?: boolean | undefined;
  },
  by: ConsoleAt,
): Decision<ConsoleReply> {
  const closed = whyOver(state);
  if (closed) return closed;
  const { itemNumber } = request;
  const item = state.items.get(itemNumber);
  if (!item || item.isRemoved) return refused({ code: 'NOT_IN_LINEUP', itemNumber });
  if (item.version !== request.version) {
    return refused({ code: 'STALE_VERSION', itemNumber, version: item.version });
  }
  const now = request.promotion && {
    ...request.promotion,
    startsAtMs: request.promotion.startsAtMs ?? by.atMs,
  };
  if (now) {
    const length = whyLengthInvalid(now.startsAtMs, now.endsAtMs, by.atMs);
    if (length) return refused(length);
    const singly = now.units * item.listPriceMinor;
    if (now.totalMinor >= singly) return refused(invalid('totalMinor', 'not_cheaper', singly - 1));
    if (now.totalMinor < now.units) return refused(invalid('totalMinor', 'too_low', now.units));
  }
  const belowFloor = now && whyBundleBelowFloor(item, now);
  if (belowFloor && !request.floorConsent) return refused(belowFloor);
  const fact: StreamFact = {
    ...{ type: 'promotion_set', itemNumber, was: item.promotion ?? null, now },
    ...(belowFloor && { floorConsent: true }),
    by: by.by,
  };
  return accept([fact], consoleReply(null, ofItem(itemNumber)));
}

type InvalidReason = Extract<Refusal, { code: 'VOUCHER_INVALID' }>['reason'];

export function invalid(field: string, reason: InvalidReason, limit?: number): Refusal {
  return { code: 'VOUCHER_INVALID', field, reason, ...(limit === undefined ? {} : { limit }) };
}

/** Why a voucher can't have these terms, field by field, in the order of the form. */
export function whyInvalid(
  {
    off,
    fromMinor,
    scope,
    producerId,
    fundedBy,
    startsAtMs,
    endsAtMs,
  }: Pick<Voucher, 'off' | 'fromMinor' | 'scope' | 'producerId' | 'fundedBy' | 'startsAtMs' | 'endsAtMs'>,
  atMs: number,
): Refusal | null {
  if (off.kind === 'shipping' && scope.kind !== 'shop') return invalid('scope', 'scope');
  if (fundedBy === 'producer' && producerId === null) return invalid('fundedBy', 'funder');
  if (off.kind === 'amount' && fromMinor > 0 && off.offMinor > fromMinor) {
    return invalid('offMinor', 'above_threshold', fromMinor);
  }
  return whyLengthInvalid(startsAtMs, endsAtMs, atMs);
}

function whyLengthInvalid(startsAtMs: number, endsAtMs: number, atMs: number): Refusal | null {
  const isFit = endsAtMs > startsAtMs && endsAtMs > atMs && endsAtMs - startsAtMs <= MAX_VOUCHER_MS;
  return isFit ? null : invalid('endsAtMs', 'duration', MAX_VOUCHER_MS);
}

/** Whose voucher it is; null if its goods or its producer are not in this stream. */
function ownerOf(state: StreamState, scope: VoucherScope): { producerId: string | null } | null {
  if (scope.kind === 'shop') return { producerId: null };
  const items = [...state.items.values()];
  const meant =
    scope.kind === 'producer'
      ? items.filter(({ producerId }) => producerId === scope.producerId)
      : items.filter(({ itemNumber }) => scope.itemNumbers.includes(itemNumber));
  const isWhole = scope.kind === 'producer' || meant.length === new Set(scope.itemNumbers).size;
  const [first] = meant;
  if (!first || !isWhole) return null;
  const isOfOne = meant.every(({ producerId }) => producerId === first.producerId);
  return { producerId: isOfOne ? first.producerId : null };
}

export function whyOver(state: StreamState) {
  const hasEnded = state.status === 'CLOSED' || state.status === 'CANCELLED';
  return hasEnded ? refused({ code: 'STREAM_CLOSED' }) : null;
}
