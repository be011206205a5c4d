import { OVERDUE_SHOWN } from '../../../shared/contract/office-lists.ts';
import type { BoardView, OverdueReason, SettlementOverview } from '../../../shared/contract/settlement.ts';
import { secondNames } from '../../../shared/values/names.ts';
import type { Directory } from '../../ports/directory.ts';
import {
  type AccountBalance,
  MAX_SETTLEMENT_ROWS,
  type ProducerPromise,
  type SettlementStore,
  type ShownStanding,
} from '../../ports/settlement.ts';
import { hostOf, originOf, producerOf } from '../../shop/ledger/accounts.ts';
import type { SettlementTerms } from '../../shop/ledger/terms.ts';
import { secondOrigins } from '../../shop/origins.ts';
import { nextDueMs, openMinor, reservedMinor } from '../../shop/payout/pay-out.ts';
import type { KeptPromises } from '../../shop/payout/statement.ts';
import { type ProducerNames, producersOf } from '../../shop/producers.ts';
import type { ShopState } from '../../shop/state.ts';
import type { ApplicationDeps } from '../deps.ts';

const PAYOUTS_SHOWN = 20;

/**
 * What the office sees: every producer, what is late and why, and whether the books balance. No producer is left out, so that a
 * page can sort them: a row each and currency of those who ever sold something, which a shop has tens or hundreds of.
 */
export async function overviewOf(
  { engines, clock, directory }: Pick<ApplicationDeps, 'engines' | 'clock' | 'directory'>,
  settlement: SettlementStore,
  terms: SettlementTerms,
): Promise<SettlementOverview> {
  const asOfMs = clock.nowMs();
  const [names, originsEn] = await engines.shop.read((shop) => [
    producersOf(shop as ShopState),
    secondOrigins(shop as ShopState),
  ]);
  const namesOf = (producerId: string): ProducerNames => names.get(producerId) ?? { producer: producerId };
  const promises = await settlement.promises(asOfMs);
  const open = await settlement.standings({ open: true, limit: MAX_SETTLEMENT_ROWS });
  const payouts = await settlement.payouts({ limit: PAYOUTS_SHOWN });
  const late = await settlement.latePayouts(payouts.map(({ payoutId }) => payoutId));
  return {
    asOfMs,
    terms,
    producers: promises.map((each) => ({
      producerId: each.producerId,
      ...namesOf(each.producerId),
      currency: each.currency,
      openMinor: each.openMinor,
      keptBack: keptBackOf(each),
      promise: keptOf(each),
    })),
    producersInAll: names.size,
    overdue: overdueOf(open, promises, asOfMs)
      .slice(0, OVERDUE_SHOWN)
      .map(({ standing, reason }) => ({
        number: standing.number,
        reference: engines.referenceOf(standing.streamId, standing.number),
        name: standing.name,
        ...secondNames({ nameEn: standing.nameEn }),
        ...namesOf(standing.producerId),
        openMinor: openMinor(standing) - reservedMinor(standing, asOfMs),
        currency: standing.currency,
        dueUntilMs: nextDueMs(standing),
        reason,
      })),
    payouts: payouts.map(({ payoutId, producerId, currency, amountMinor, atMs }) => ({
      payoutId,
      ...namesOf(producerId),
      producerId,
      currency,
      amountMinor,
      atMs,
      lateLines: late.find((each) => each.payoutId === payoutId)?.lines ?? 0,
    })),
    trialBalance: await named(await settlement.trialBalance(), { names, originsEn, directory }),
  };
}

export const keptBackOf = ({ notDueMinor, pausedMinor, reservedMinor, takenBackMinor }: ProducerPromise) => ({
  notDueMinor,
  pausedMinor,
  reservedMinor,
  takenBackMinor,
});
export const keptOf = ({ due, onTime, paidLate, overdue, paused }: ProducerPromise): KeptPromises => ({
  due,
  onTime,
  paidLate,
  overdue,
  paused,
});

/** Nobody knows an id by heart: accounts of producers and hosts with their names, of origins with their second one. */
async function named(
  balances: readonly AccountBalance[],
  {
    names,
    originsEn,
    directory,
  }: {
    names: ReadonlyMap<string, ProducerNames>;
    originsEn: ReadonlyMap<string, string>;
    directory: Pick<Directory, 'staffById'>;
  },
): Promise<SettlementOverview['trialBalance']> {
  const rows: SettlementOverview['trialBalance'] = [];
  for (const balance of balances) {
    const producerId = producerOf(balance.account);
    const hostId = hostOf(balance.account);
    const host = hostId === null ? null : await directory.staffById(hostId);
    const { producer = host?.name ?? '', producerEn } = names.get(producerId ?? '') ?? {};
    const nameEn = producerEn ?? originsEn.get(originOf(balance.account) ?? '');
    rows.push({ ...balance, name: producer, ...secondNames({ nameEn }) });
  }
  return rows;
}

/** Payables whose day has come and that are not paid, with the reason, oldest first. */
export function overdueOf(
  open: readonly ShownStanding[],
  promises: readonly ProducerPromise[],
  nowMs: number,
): { standing: ShownStanding; reason: OverdueReason }[] {
  const owed = new Map(
    promises.map(({ producerId, currency, openMinor: minor }) => [`${producerId} ${currency}`, minor]),
  );
  return open
    .filter((standing) => nextDueMs(standing) <= nowMs && openMinor(standing) > 0)
    .map((standing) => {
      const { producerId, currency, isPaused } = standing;
      const isEatenUp = (owed.get(`${producerId} ${currency}`) ?? 0) <= 0;
      const reason: OverdueReason = isPaused ? 'disputed' : isEatenUp ? 'taken_back' : 'unpaid';
      return { standing, reason };
    });
}

/** What everybody may know: how many lines were due and how many were paid in time. */
export async function boardOf(
  settlement: SettlementStore,
  { dueDays, countFrom }: SettlementTerms,
  asOfMs: number,
): Promise<BoardView> {
  const promises = await settlement.promises(asOfMs);
  const paid = new Map<string, number>();
  for (const { currency, amountMinor } of await settlement.payouts({ limit: MAX_SETTLEMENT_ROWS })) {
    paid.set(currency, (paid.get(currency) ?? 0) + amountMinor);
  }
  const sum = (what: keyof KeptPromises) => promises.reduce((total, each) => total + each[what], 0);
  return {
    asOfMs,
    producers: new Set(promises.map(({ producerId }) => producerId)).size,
    promise: {
      due: sum('due'),
      onTime: sum('onTime'),
      paidLate: sum('paidLate'),
      overdue: sum('overdue'),
      paused: sum('paused'),
    },
    dueDays,
    countFrom,
    paid: [...paid].map(([currency, amountMinor]) => ({ currency, amountMinor })),
  };
}
