import type { SalesReport, SalesSummary } from '../../../../shared/contract/sales.ts';
import { useGmvNow } from '../use-gmv-now.ts';

/**
 * The summary of a report with its GMV, orders and average as the console has them just now: a report is counted anew
 * every few seconds, and two pages that name one number have to agree.
 */
export function useSummaryNow({ slug, status, liveStartMs, asOfMs, summary }: SalesReport): SalesSummary {
  const isMoving = status !== 'CLOSED' && status !== 'CANCELLED';
  const now = useGmvNow(slug, isMoving && liveStartMs !== null, isMoving);
  // Of the two the newer one; a report that was read after it counts the same orders.
  if (!now || !isMoving || now.asOfMs < asOfMs) return summary;
  const { paidMinor, paidOrders } = now.gmv;
  return {
    ...summary,
    gmvPaidMinor: paidMinor,
    // What was paid since the report has not come back yet.
    gmvNetOfRefundsMinor: summary.gmvNetOfRefundsMinor + paidMinor - summary.gmvPaidMinor,
    paidOrders,
    aovMinor: paidOrders === 0 ? null : paidMinor / paidOrders,
  };
}
