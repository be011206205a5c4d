import {
  PAID_LINES_SHOWN,
  type PayableView,
  type PayoutDetail,
} from '../../../shared/contract/settlement.ts';
import { secondNames } from '../../../shared/values/names.ts';
import { factOf } from '../../event-log/commit/hash-chain.ts';
import type { SettlementStore } from '../../ports/settlement.ts';
import type { PayableRef } from '../../shop/ledger/entry.ts';
import type { SettlementFact } from '../../shop/payout/facts.ts';
import { SHOP } from '../../shop/payout/post.ts';
import type { ProducerNames } from '../../shop/producers.ts';
import { SHOP_LOG } from '../../shop/shop.ts';
import { calledBy } from '../account/called-by.ts';
import type { ApplicationDeps } from '../deps.ts';

type Deps = Pick<ApplicationDeps, 'engines' | 'store' | 'directory'>;
type Adjusted = Extract<SettlementFact, { type: 'settlement_adjusted' }>;

/** Whether a payable is an adjustment: those alone are of the shop's own log. */
export const isAdjustment = ({ streamId }: Pick<PayableRef, 'streamId'>) => streamId === SHOP;

/** Why and by whom an account was adjusted, out of the fact itself; nothing for an order line (M4). */
export async function adjustmentPart(
  { store, directory }: Pick<Deps, 'store' | 'directory'>,
  payable: PayableRef,
): Promise<Pick<PayableView, 'adjustment'>> {
  if (!isAdjustment(payable)) return {};
  const stored = await store.factAt(SHOP_LOG, payable.deliverySeq);
  if (stored?.type !== 'settlement_adjusted') return {};
  const { reason, by } = factOf<Adjusted>(stored);
  const named = calledBy(await directory.staffById(by.staffId));
  return { adjustment: { reason, ...named, atMs: stored.atMs } };
}

/** One payout with the lines that it paid, which lead to their orders (M4). @returns null if there is none of that id */
export async function onePayout(
  deps: Deps,
  settlement: Pick<SettlementStore, 'payout'>,
  asked: { payoutId: string; timeZone: string; namesOf(producerId: string): Promise<ProducerNames | null> },
): Promise<PayoutDetail | null> {
  const known = await settlement.payout(asked.payoutId);
  if (!known) return null;
  const { payoutId, producerId, currency, amountMinor, atMs, seq, staffId } = known.payout;
  const adjustments = known.lines.filter(isAdjustment).length;
  const lines: PayoutDetail['lines'] = [];
  for (const line of known.lines.slice(0, PAID_LINES_SHOWN)) {
    lines.push({
      reference: isAdjustment(line) ? '' : deps.engines.referenceOf(line.streamId, line.number),
      name: line.name,
      ...secondNames({ nameEn: line.nameEn }),
      ...{ units: line.units, amountMinor: line.amountMinor, dueUntilMs: line.dueUntilMs },
      ...(await adjustmentPart(deps, line)),
    });
  }
  return {
    payoutId,
    producerId,
    ...((await asked.namesOf(producerId)) ?? { producer: producerId }),
    ...{ currency, amountMinor, atMs, timeZone: asked.timeZone, seq },
    ...calledBy(await deps.directory.staffById(staffId)),
    orderLines: known.lines.length - adjustments,
    adjustments,
    lines,
  };
}
