import type { ProducerShares, RefundPreview, RefundQuery } from '../../../shared/contract/order-refund.ts';
import type { Refusal } from '../../../shared/contract/refusals.ts';
import { linesOfText, type NamedLine } from '../../../shared/market/order/refund-lines.ts';
import { ok, type Result, refuse } from '../../../shared/values/result.ts';
import type { StaffActor } from '../../application/application.ts';
import type { ApplicationDeps } from '../../application/deps.ts';
import { helpedOrder } from '../../application/order/order-refund.ts';
import { type AskedUnits, askedUnits } from '../../market/order/asked-lines.ts';
import { unitsOfLines } from '../../market/order/give-back.ts';
import type { Order, RefundedLine } from '../../market/order/order.ts';
import { dueAtDoor } from '../../market/order/refund.ts';
import { amountOfLines, isUnpaidCash } from '../../market/order/refund-amount.ts';
import { settledOrder, sharesWith } from './shares.ts';

type Lines = Omit<RefundedLine, 'orderId'>[];

/**
 * What a refund would do (O8): reckoned by its own rule and by the settlement's, on a copy of what they know. Refused as the
 * refund itself would be now; BAD_REQUEST for what is neither units of each line nor an amount.
 */
export async function previewRefund(
  deps: ApplicationDeps,
  actor: StaffActor,
  orderId: string,
  asked: RefundQuery,
): Promise<Result<RefundPreview, Refusal>> {
  const found = await helpedOrder(deps, actor, orderId);
  if (!found.ok) return found;
  const { order } = found.value;
  const lines = linesOf(order, asked);
  if (!Array.isArray(lines)) return refuse(lines);
  const refundMinor = lines.reduce((sum, line) => sum + line.refundMinor, 0);
  const settled = await settledOrder(deps, found.value);
  const refunded = { type: 'order_refunded', orderId, lines } as const;
  const of = new Set(lines.map(({ lineIndex }) => lineIndex));
  const shares = settled && (await sharesWith(deps, found.value, settled, refunded, of));
  return ok({
    refundMinor,
    ...(isUnpaidCash(order) && {
      due: { beforeMinor: dueAtDoor(order), afterMinor: dueAtDoor(order, lines) },
    }),
    ...{ share: shares && together(shares), shares },
  });
}

function linesOf(order: Order, { item: itemNumber, priceMinor, ...asked }: RefundQuery): Lines | Refusal {
  const { units, amountMinor, bearer } = asked;
  const line = { itemNumber, unitPriceMinor: priceMinor };
  const more = asked.more === undefined ? [] : linesOfText(asked.more);
  if (units !== undefined) {
    if (!more.every(hasUnits)) return { code: 'BAD_REQUEST', field: 'more' };
    return unitsOfLines(order, askedUnits({ ...line, units, more })) ?? { code: 'NOT_CANCELLABLE' };
  }
  if (amountMinor === undefined || !bearer) return { code: 'BAD_REQUEST', field: 'amountMinor' };
  return amountOfLines(order, { ...line, more, amountMinor, bearer, backMinor: order.refundedMinor });
}

const hasUnits = (line: NamedLine): line is AskedUnits => line.units !== undefined;

function together(shares: ProducerShares) {
  const sum = (of: 'beforeMinor' | 'afterMinor') => shares.reduce((all, share) => all + share[of], 0);
  return { beforeMinor: sum('beforeMinor'), afterMinor: sum('afterMinor') };
}
