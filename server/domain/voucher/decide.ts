import type { Funder } from '../../../shared/contract/flash-price.ts';
import type { Refusal } from '../../../shared/contract/refusals.ts';
import type { Promotion, VoucherOff, VoucherScope } from '../../../shared/contract/voucher.ts';
import { DAY } from '../../../shared/values/time.ts';
import { type ConsoleReply, consoleReply, ofItem, ofVoucher } from '../console-reply.ts';
import { accept, type Decision, refused } from '../decision.ts';
import type { StreamFact } from '../facts.ts';
import type { ConsoleAt } from '../lineup/decide.ts';
import { MAX_VOUCHERS, type StreamState } from '../state.ts';

export interface VoucherTerms {
  off: VoucherOff;
  fromMinor: number;
  scope: VoucherScope;
  fundedBy: Funder;
  startsAtMs: number | null;
  endsAtMs: number;
  cap: number;
  perBuyerCap: number;
}

/** A voucher or a promotion holds this long at the most. */
const LONGEST_MS = 31 * DAY;

/**
 * Makes a voucher (V1). One that is for goods of a single producer is that producer's, any other is the shop's; a
 * producer pays for their own goods only, and shipping is for the whole basket.
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
  const fault = whyInvalid(request, owner.producerId, startsAtMs, by.atMs);
  if (fault) return refused(fault);
  const { off, fromMinor, scope, fundedBy, endsAtMs, cap, perBuyerCap } = request;
  const voucherId = by.ids.next();
  const { producerId } = owner;
  const terms = { off, fromMinor, scope, producerId, fundedBy, startsAtMs, endsAtMs, cap, perBuyerCap };
  const fact: StreamFact = { type: 'voucher_created', voucherId, ...terms, by: by.by };
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
  const isOver = voucher.isEnded || voucher.endsAtMs <= by.atMs;
  const fact: StreamFact = { type: 'voucher_ended', voucherId, endedAtMs: by.atMs, by: by.by };
  return accept(isOver ? [] : [fact], consoleReply(null, ofVoucher(voucherId)));
}

/** Sets an item's promotion, or takes it away (V1); it has to be cheaper than the list price. */
export function setPromotion(
  state: StreamState,
  request: {
    itemNumber: number;
    version: number;
    promotion: (Omit<Promotion, 'startsAtMs'> & { startsAtMs: number | null }) | null;
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
  const fact: StreamFact = { type: 'promotion_set', itemNumber, was: item.promotion ?? null, now, by: by.by };
  return accept([fact], consoleReply(null, ofItem(itemNumber)));
}

type InvalidReason = Extract<Refusal, { code: 'VOUCHER_INVALID' }>['reason'];

function invalid(field: string, reason: InvalidReason, limit?: number): Refusal {
  return { code: 'VOUCHER_INVALID', field, reason, ...(limit === undefined ? {} : { limit }) };
}

/** Field by field, in the order of the form. */
function whyInvalid(
  { off, fromMinor, scope, fundedBy, endsAtMs }: VoucherTerms,
  producerId: string | null,
  startsAtMs: number,
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
  const isFit = endsAtMs > startsAtMs && endsAtMs > atMs && endsAtMs - startsAtMs <= LONGEST_MS;
  return isFit ? null : invalid('endsAtMs', 'duration', LONGEST_MS);
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

function whyOver(state: StreamState) {
  const isOver = state.status === 'CLOSED' || state.status === 'CANCELLED';
  return isOver ? refused({ code: 'STREAM_CLOSED' }) : null;
}
