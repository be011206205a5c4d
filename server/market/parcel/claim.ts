import type { Refusal } from '../../../shared/contract/refusals.ts';
import { MAX_CLAIMS } from '../../../shared/market/parcel/bounds.ts';
import type { StreamFact } from '../facts.ts';
import { accept, type DecideAt, type Decision, refused } from '../kernel/decision.ts';
import type { Order } from '../order/order.ts';
import { findOrders, findOwnOrder, type LookedUp } from '../order/recall.ts';
import { refundableUnits, refundOf } from '../order/refund.ts';
import type { StreamState } from '../state.ts';
import type { PackingAt } from './pack.ts';

export interface ClaimReply {
  seq: number;
  claimId: string;
}

/**
 * Opens a quality claim (O6): a share of some delivered units was missing or bad, said while `t < delivery + 48 h`, both by
 * the wall: the delivery is the carrier's time (T7).
 * The units of a line at one price may lie in two lines, one per flash: the claim is about the first that has enough.
 */
export function openClaim(
  state: StreamState,
  request: {
    orderId: string;
    itemNumber: number;
    unitPriceMinor: number;
    units: number;
    shareBps: number;
    reason: string;
    textId?: string | undefined;
    photoIds?: string[] | undefined;
  },
  by: DecideAt & { buyerId: string; lookedUp: LookedUp | null; wallMs: number; areTextsKept: boolean },
): Decision<ClaimReply> {
  const found = findOwnOrder(state, request.orderId, by);
  if (found.kind === 'refused') return refused(found.refusal);
  const { order, recall } = found;
  if ((order.afterSale?.claims.length ?? 0) >= MAX_CLAIMS) {
    return refused({ code: 'CLAIM_INVALID', reason: 'too_many' });
  }
  if (!by.areTextsKept) return refused({ code: 'CLAIM_INVALID', reason: 'texts' });
  const lines = order.lines.flatMap((line, lineIndex) =>
    line.itemNumber === request.itemNumber && line.unitPriceMinor === request.unitPriceMinor
      ? [{ lineIndex, ...claimable(state, order, lineIndex, by.wallMs) }]
      : [],
  );
  if (lines.length === 0) return refused({ code: 'NOT_FOUND' });
  const line = lines.find(({ units }) => units >= request.units);
  if (!line) return refused(whyNotClaimed(lines));
  const claimId = by.ids.next();
  const { orderId, units, shareBps, reason, textId, photoIds } = request;
  const opened: StreamFact = {
    type: 'claim_opened',
    claimId,
    orderId,
    lineIndex: line.lineIndex,
    units,
    shareBps,
    reason,
    ...(textId !== undefined && { textId }),
    ...(photoIds && { photoIds: [...new Set(photoIds)] }),
  };
  return accept([...recall, opened], (_after, seq) => ({ seq, claimId }));
}

/**
 * Its buyer takes back a claim that nobody has decided (O6). Taken back already → the same answer again. Its units may be
 * claimed anew; its words and photos are destroyed (A4).
 */
export function withdrawClaim(
  state: StreamState,
  { orderId, claimId }: { orderId: string; claimId: string },
  by: DecideAt & { buyerId: string; lookedUp: LookedUp | null },
): Decision<ClaimReply> {
  const found = findOwnOrder(state, orderId, by);
  if (found.kind === 'refused') return refused(found.refusal);
  const claim = found.order.afterSale?.claims.find((known) => known.claimId === claimId);
  if (!claim) return refused({ code: 'NOT_FOUND' });
  const reply = (_after: Readonly<StreamState>, seq: number) => ({ seq, claimId });
  if (claim.status === 'WITHDRAWN') return accept([], reply);
  if (claim.status !== 'OPEN') return refused({ code: 'CLAIM_INVALID', reason: 'decided' });
  const withdrawn: StreamFact = {
    type: 'claim_decided',
    claimId,
    accepted: false,
    refund: null,
    isWithdrawn: true,
  };
  return accept([...found.recall, withdrawn], reply);
}

/**
 * Decides an open claim: accepted, the missing or bad share is paid back, exact to the fen (O6, T2).
 * @param request.orderId looked up to be the claim's; decided already, the same way → the same answer again
 */
export function decideClaim(
  state: StreamState,
  request: { claimId: string; orderId: string; accepted: boolean },
  by: PackingAt,
): Decision<ClaimReply> {
  const { claimId, accepted } = request;
  const found = findOrders(state, [request.orderId], by.orders, by.atMs);
  if (found.kind === 'refused') return refused(found.refusal);
  const [order] = found.orders;
  const claim = order?.afterSale?.claims.find((known) => known.claimId === claimId);
  if (!order || !claim) return refused({ code: 'NOT_FOUND' });
  const reply = (_after: Readonly<StreamState>, seq: number) => ({ seq, claimId });
  if (claim.status === (accepted ? 'ACCEPTED' : 'DECLINED')) return accept([], reply);
  if (claim.status !== 'OPEN') return refused({ code: 'CLAIM_INVALID', reason: 'decided' });
  const units = Math.min(claim.units, refundableUnits(order, claim.lineIndex));
  const { lineIndex, shareBps } = claim;
  const refund = accepted && units > 0 ? refundOf(order, lineIndex, units, { shareBps, isPaid: true }) : null;
  const decided: StreamFact = { type: 'claim_decided', claimId, accepted, refund, by: by.by };
  return accept([...found.recall, decided], reply);
}

interface Claimable {
  /** Units that may be claimed now. */
  units: number;
  /** Units that were delivered, whenever. */
  delivered: number;
  /** The end of the last window that is over, or null. */
  overAtMs: number | null;
}

/** Units of a line that are with the buyer since less than 48 h, and neither claimed nor paid back. */
export function claimable(
  state: Readonly<StreamState>,
  order: Order,
  lineIndex: number,
  nowMs: number,
): Claimable {
  let inTime = 0;
  let delivered = 0;
  let overAtMs: number | null = null;
  for (const { status, deliveredAtMs, lines } of order.afterSale?.shipments ?? []) {
    if (status !== 'DELIVERED' || deliveredAtMs === null) continue;
    const untilMs = deliveredAtMs + state.settings.claimMs;
    for (const line of lines) {
      if (line.lineIndex !== lineIndex) continue;
      const kept = line.units - line.sellable - line.damaged;
      delivered += kept;
      if (nowMs < untilMs) inTime += kept;
      else overAtMs = Math.max(overAtMs ?? 0, untilMs);
    }
  }
  const open = (order.afterSale?.claims ?? []).reduce(
    (sum, claim) => (claim.lineIndex === lineIndex && claim.status === 'OPEN' ? sum + claim.units : sum),
    0,
  );
  const units = Math.max(0, Math.min(inTime, refundableUnits(order, lineIndex) - open));
  return { units, delivered, overAtMs };
}

function whyNotClaimed(lines: readonly Claimable[]): Refusal {
  if (lines.every(({ delivered }) => delivered === 0))
    return { code: 'CLAIM_INVALID', reason: 'not_delivered' };
  const max = Math.max(...lines.map(({ units }) => units));
  if (max > 0) return { code: 'CLAIM_INVALID', reason: 'units', max };
  return lines.some(({ overAtMs }) => overAtMs !== null)
    ? { code: 'CLAIM_INVALID', reason: 'too_late' }
    : { code: 'CLAIM_INVALID', reason: 'units', max: 0 };
}
