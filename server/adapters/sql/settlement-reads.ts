import type { StoredFact } from '../../event-log/ports/store.ts';
import type { PayoutRow, SettlementStateRow } from '../../ports/rows.ts';
import type {
  AccountBalance,
  AccountEntry,
  GivenByHand,
  LatePayout,
  OwedByHand,
  ProducerPromise,
  SettlementStore,
  ShownPaidLine,
  ShownStanding,
  ToPack,
} from '../../ports/settlement.ts';
import { MAX_SETTLEMENT_ROWS, SETTLEMENT } from '../../ports/settlement.ts';
import { SHOP } from '../../shop/payout/post.ts';
import type { SqlValue } from './schema.ts';
import * as text from './settlement-texts.ts';

/** Orders asked for in one question. */
const MAX_ASKED = 2_000;

/** A question as SQL and its values: each engine asks it in its own way. */
export interface Ask<Row> {
  text: string;
  values: SqlValue[];
  rowOf(kept: unknown): Row;
}

const asIs = <Row>(kept: unknown) => kept as Row;

export const settlementAsks = {
  states: (streamId: string, kind: string, ids: readonly string[]): Ask<SettlementStateRow> => ({
    text: text.STATES(most(ids).length),
    values: [streamId, kind, ...most(ids)],
    rowOf: asIs<SettlementStateRow>,
  }),
  placed: (streamId: string, orderIds: readonly string[]): Ask<StoredFact> => ({
    text: text.PLACED(most(orderIds).length),
    values: [streamId, ...most(orderIds)],
    rowOf: asIs<StoredFact>,
  }),
  behind: (limit: number): Ask<{ streamId: string }> => ({
    text: text.BEHIND,
    values: [SETTLEMENT, limit],
    rowOf: asIs<{ streamId: string }>,
  }),
  standings: ({
    producerId = '',
    currency = '',
    open,
    limit,
  }: Parameters<SettlementStore['standings']>[0]): Ask<ShownStanding> => ({
    text: text.STANDINGS,
    values: [
      ...[producerId, producerId, currency, currency],
      ...[open ? 1 : 0, Math.min(limit, MAX_SETTLEMENT_ROWS)],
    ],
    rowOf: (kept) => {
      const row = kept as Omit<ShownStanding, 'isPaused'> & { isPaused: number };
      return { ...row, isPaused: row.isPaused === 1 };
    },
  }),
  account: (producerId: string, currency: string, fromMs: number, toMs: number): Ask<AccountEntry> => ({
    text: text.ACCOUNT,
    values: [producerId, currency, fromMs, toMs, MAX_SETTLEMENT_ROWS],
    rowOf: asIs<AccountEntry>,
  }),
  owedBefore: (producerId: string, currency: string, beforeMs: number): Ask<{ owedMinor: number }> => ({
    text: text.OWED_BEFORE,
    values: [producerId, currency, beforeMs],
    rowOf: asIs<{ owedMinor: number }>,
  }),
  trialBalance: (): Ask<AccountBalance> => ({
    text: text.TRIAL_BALANCE,
    values: [],
    rowOf: asIs<AccountBalance>,
  }),
  promises: (nowMs: number): Ask<ProducerPromise> => ({
    text: text.PROMISES,
    values: [nowMs, nowMs],
    rowOf: asIs<ProducerPromise>,
  }),
  toPack: (producerId: string, sinceMs: number): Ask<ToPack> => ({
    text: text.TO_PACK,
    values: [producerId, sinceMs],
    rowOf: asIs<ToPack>,
  }),
  owedByHand: (limit: number): Ask<OwedByHand> => ({
    text: text.OWED_BY_HAND,
    values: [Math.min(limit, MAX_SETTLEMENT_ROWS)],
    rowOf: asIs<OwedByHand>,
  }),
  givenByHand: (orderIds: readonly string[]): Ask<GivenByHand> => ({
    text: text.GIVEN_BY_HAND(most(orderIds).length),
    values: [SHOP, ...most(orderIds)],
    rowOf: asIs<GivenByHand>,
  }),
  payouts: ({ producerId = '', limit }: Parameters<SettlementStore['payouts']>[0]): Ask<PayoutRow> => ({
    text: text.PAYOUTS,
    values: [producerId, producerId, Math.min(limit, MAX_SETTLEMENT_ROWS)],
    rowOf: asIs<PayoutRow>,
  }),
  payout: (payoutId: string): Ask<PayoutRow> => ({
    text: text.PAYOUT,
    values: [payoutId],
    rowOf: asIs<PayoutRow>,
  }),
  paidLines: (payoutId: string): Ask<ShownPaidLine> => ({
    text: text.PAID_LINES,
    values: [payoutId, MAX_SETTLEMENT_ROWS],
    rowOf: asIs<ShownPaidLine>,
  }),
  latePayouts: (payoutIds: readonly string[]): Ask<LatePayout> => ({
    text: text.LATE_PAYOUTS(most(payoutIds).length),
    values: most(payoutIds),
    rowOf: asIs<LatePayout>,
  }),
};

function most(ids: readonly string[]): string[] {
  if (ids.length > MAX_ASKED) throw new RangeError(`${ids.length} are too many to ask for at once.`);
  return [...ids];
}

/**
 * The reading half of the settlement's port.
 * @param short asks what is answered at once
 * @param report asks what may take longer, where it stands in nobody's way
 */
export function settlementReads(
  short: <Row>(ask: Ask<Row>) => Promise<Row[]>,
  report: <Row>(ask: Ask<Row>) => Promise<Row[]>,
): Omit<SettlementStore, 'write'> {
  return {
    states: async (streamId, kind, ids) =>
      ids.length === 0 ? [] : short(settlementAsks.states(streamId, kind, ids)),
    placed: async (streamId, orderIds) =>
      orderIds.length === 0 ? [] : short(settlementAsks.placed(streamId, orderIds)),
    behind: async (limit) => (await short(settlementAsks.behind(limit))).map(({ streamId }) => streamId),
    standings: (filter) => report(settlementAsks.standings(filter)),
    account: (producerId, currency, fromMs, toMs) =>
      report(settlementAsks.account(producerId, currency, fromMs, toMs)),
    owedBefore: async (producerId, currency, beforeMs) =>
      (await report(settlementAsks.owedBefore(producerId, currency, beforeMs)))[0]?.owedMinor ?? 0,
    trialBalance: () => report(settlementAsks.trialBalance()),
    promises: (nowMs) => report(settlementAsks.promises(nowMs)),
    toPack: (producerId, sinceMs) => report(settlementAsks.toPack(producerId, sinceMs)),
    owedByHand: (limit) => report(settlementAsks.owedByHand(limit)),
    givenByHand: async (orderIds) =>
      orderIds.length === 0 ? [] : report(settlementAsks.givenByHand(orderIds)),
    payouts: (filter) => report(settlementAsks.payouts(filter)),
    payout: async (payoutId) => {
      const [payout] = await report(settlementAsks.payout(payoutId));
      return payout ? { payout, lines: await report(settlementAsks.paidLines(payoutId)) } : null;
    },
    latePayouts: async (payoutIds) =>
      payoutIds.length === 0 ? [] : report(settlementAsks.latePayouts(payoutIds)),
  };
}
