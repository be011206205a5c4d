import type { By } from '../../market/kernel/by.ts';
import type { DecideAt, Decision } from '../../market/kernel/decision.ts';
import { accept, refused } from '../../market/kernel/decision.ts';
import type { Payable } from '../ledger/book.ts';
import type { PayableRef } from '../ledger/entry.ts';
import { isTimeZone } from '../ledger/local-day.ts';
import { defaultTerms, dueUntil, type SettlementTerms, termsAt } from '../ledger/terms.ts';
import type { ShopFact, ShopState } from '../state.ts';
import { type BankMove, BY_HAND, type PaidLine, versionKey } from './facts.ts';

type ShopDecision<Reply> = Decision<Reply, ShopFact, ShopState>;

/** Lines of one payout; more are paid by the next one. */
export const MAX_PAYOUT_LINES = 2_000;
/** Changes of terms in a shop's life. */
const MAX_TERMS = 500;

/** A payable and what was paid of it. */
export interface Standing extends Payable {
  paidMinor: number;
  /** When it was first paid, or null. */
  paidAtMs: number | null;
}

/** What is still owed of a payable; below 0 after a refund of what was paid out (M3). */
export function openMinor({ shareMinor, reversedShareMinor, paidMinor }: Standing): number {
  return shareMinor - reversedShareMinor - paidMinor;
}

/** What of a payable's open share is kept in reserve until later than an instant (M7). */
export function reservedMinor(standing: Standing, untilMs: number): number {
  if (standing.reservedUntilMs <= untilMs) return 0;
  return Math.max(0, Math.min(standing.reservedMinor, openMinor(standing)));
}

/** Until when the next part of a payable is due: its share, then what was kept of it in reserve (M7). */
export function nextDueMs(standing: Standing): number {
  const { reservedUntilMs, dueUntilMs } = standing;
  const isPaidButFor = openMinor(standing) > 0 && openMinor(standing) <= standing.reservedMinor;
  return isPaidButFor ? reservedUntilMs : dueUntilMs;
}

/**
 * What a payout now would pay of these: every line that is due by then and not PAUSED, without what is kept of it in reserve
 * beyond that (M7), and whatever has to be taken back at once (M3), oldest due date first.
 */
export function payoutOf(standings: readonly Standing[], untilMs: number): PaidLine[] {
  return standings
    .filter((each) => !each.isPaused && (openMinor(each) < 0 || each.dueUntilMs <= untilMs))
    .sort((a, b) => a.dueUntilMs - b.dueUntilMs || (refKey(a) < refKey(b) ? -1 : 1))
    .map((each) => ({ ...refOf(each), amountMinor: openMinor(each) - reservedMinor(each, untilMs) }))
    .filter(({ amountMinor }) => amountMinor !== 0)
    .slice(0, MAX_PAYOUT_LINES);
}

export function refKey({ streamId, orderId, lineIndex, deliverySeq }: PayableRef): string {
  return `${streamId} ${orderId} ${lineIndex} ${deliverySeq}`;
}

function refOf({ streamId, orderId, lineIndex, deliverySeq }: PayableRef): PayableRef {
  return { streamId, orderId, lineIndex, deliverySeq };
}

/**
 * Records that a producer was paid (M4). The lines were looked up before; `version` says on which payouts and adjustments
 * they were reckoned: another one meanwhile, or other amounts → STALE_VERSION. Nothing to pay, or less than nothing → BAD_REQUEST: it is
 * carried to the next payout.
 */
export function payOut(
  state: ShopState,
  request: {
    payoutId: string;
    producerId: string;
    currency: string;
    amountMinor: number;
    lines: readonly PaidLine[];
    version: number;
  },
  by: { by: By },
): ShopDecision<{ payoutId: string; amountMinor: number }> {
  const { payoutId, producerId, currency, amountMinor, lines } = request;
  const version = state.settlement.versions.get(versionKey(producerId, currency)) ?? 0;
  if (version !== request.version) return refused({ code: 'STALE_VERSION', version });
  if (lines.length > MAX_PAYOUT_LINES) return refused({ code: 'TOO_MANY_LINES', max: MAX_PAYOUT_LINES });
  const sum = lines.reduce((total, line) => total + line.amountMinor, 0);
  const isTwice = new Set(lines.map(refKey)).size < lines.length;
  if (amountMinor <= 0 || isTwice) return refused({ code: 'BAD_REQUEST', field: 'amountMinor' });
  // A refund or a claim came between what somebody saw and this.
  if (sum !== amountMinor) return refused({ code: 'STALE_VERSION', version });
  return accept(
    [{ type: 'payout_made', payoutId, producerId, currency, amountMinor, lines: [...lines], by: by.by }],
    () => ({ payoutId, amountMinor }),
  );
}

/** Corrects what a producer is owed, with the reason that stands on the statement (M4). */
export function adjustSettlement(
  state: ShopState,
  request: { producerId: string; currency: string; amountMinor: number; reason: string },
  by: DecideAt & { by: By },
): ShopDecision<{ adjustmentId: string }> {
  const { producerId, currency, amountMinor, reason } = request;
  if (![...state.producers.values()].includes(producerId)) return refused({ code: 'NOT_FOUND' });
  if (amountMinor === 0) return refused({ code: 'BAD_REQUEST', field: 'amountMinor' });
  const adjustmentId = by.ids.next();
  const dueUntilMs = dueUntil(termsAt(state.settlement.terms, by.atMs), by.atMs, null);
  return accept(
    [
      {
        type: 'settlement_adjusted',
        ...{ adjustmentId, producerId, currency, amountMinor, reason, dueUntilMs, by: by.by },
      },
    ],
    () => ({ adjustmentId }),
  );
}

/** Books money that moved between the shop's bank, its providers, carriers, hosts and buyers (M5). */
export function bookBank(
  _state: ShopState,
  request: { move: BankMove; party: string; currency: string; amountMinor: number; feeMinor: number },
  by: DecideAt & { by: By },
): ShopDecision<{ bookingId: string }> {
  const { move, party, currency, amountMinor, feeMinor } = request;
  const hasFee = move === 'provider_paid' || move === 'cash_brought';
  if (feeMinor > (hasFee ? amountMinor : 0)) return refused({ code: 'BAD_REQUEST', field: 'feeMinor' });
  const hasParty = move === 'host_paid' || move === 'carrier_paid';
  if (!hasParty && party !== '') return refused({ code: 'BAD_REQUEST', field: 'party' });
  const bookingId = by.ids.next();
  return accept(
    [{ type: 'bank_booked', ...{ bookingId, move, party, currency, amountMinor, feeMinor, by: by.by } }],
    () => ({ bookingId }),
  );
}

/**
 * Records that a buyer who had paid cash was given back what they are owed: no provider does it (M5). What is owed was
 * looked up before; `version` says on which refunds by hand: another one meanwhile, or another amount → STALE_VERSION.
 * Nothing owed → BAD_REQUEST.
 */
export function payBack(
  state: ShopState,
  request: { orderId: string; currency: string; amountMinor: number; owedMinor: number; version: number },
  by: DecideAt & { by: By },
): ShopDecision<{ bookingId: string }> {
  const { orderId, currency, amountMinor, owedMinor } = request;
  const version = state.settlement.versions.get(versionKey(BY_HAND, currency)) ?? 0;
  if (version !== request.version) return refused({ code: 'STALE_VERSION', version });
  if (owedMinor <= 0) return refused({ code: 'BAD_REQUEST', field: 'orderId' });
  if (owedMinor !== amountMinor) return refused({ code: 'STALE_VERSION', version });
  const bookingId = by.ids.next();
  const move = { move: 'refund_paid', party: '', currency, amountMinor, feeMinor: 0 } as const;
  return accept([{ type: 'bank_booked', ...{ bookingId, ...move, orderId, by: by.by } }], () => ({
    bookingId,
  }));
}

/**
 * Takes a zone for the shop's days, without a word of when producers are paid: only as long as nobody has set that, and
 * no stream was ever made (M2). Else, and for a zone that nobody knows → nothing happens.
 */
export function suggestTimeZone(
  state: ShopState,
  { timeZone }: { timeZone: string },
  by: { by: By },
): ShopDecision<object> {
  const isNew = state.settlement.terms.length === 0 && state.slugs.size === 0;
  if (!isNew || !isTimeZone(timeZone) || timeZone === defaultTerms.timeZone) return accept([], () => ({}));
  const terms = { ...defaultTerms, timeZone };
  return accept([{ type: 'settlement_terms_set', terms, by: by.by }], () => ({}));
}

/** Sets when producers are paid, for what is delivered from now on (M2). A zone that nobody knows → BAD_REQUEST. */
export function setTerms(
  state: ShopState,
  request: { terms: SettlementTerms },
  by: { by: By },
): ShopDecision<{ terms: SettlementTerms }> {
  const { terms } = request;
  if (!isTimeZone(terms.timeZone)) return refused({ code: 'BAD_REQUEST', field: 'timeZone' });
  if (state.settlement.terms.length >= MAX_TERMS) return refused({ code: 'TOO_MANY_LINES', max: MAX_TERMS });
  return accept([{ type: 'settlement_terms_set', terms, by: by.by }], () => ({ terms }));
}
