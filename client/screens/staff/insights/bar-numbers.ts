import type { SalesSummary } from '../../../../shared/contract/sales.ts';
import { FEW } from '../../../../shared/values/wilson.ts';
import { FEWEST_COMPARED, FEWEST_ORDERS, median } from './comparison.ts';

/** One of the six numbers that stay in sight. */
export interface BarNumber {
  name: 'gmvPaid' | 'paidOrders' | 'viewers' | 'cvr' | 'aov' | 'refundRate';
  now: number | null;
  /** The median of the streams before; null with fewer than three that have it. */
  usual: number | null;
  /** now ÷ usual − 1; null where that says nothing. */
  change: number | null;
  /** A ratio of so few that its change would say nothing. */
  isFew: boolean;
  /** More of it is worse. */
  isCost: boolean;
}

/** What of the GMV paid went back to buyers, cancelled or refunded; null with nothing paid. */
export function refundRate(
  summary: Pick<SalesSummary, 'gmvPaidMinor' | 'gmvNetOfRefundsMinor'>,
): number | null {
  const { gmvPaidMinor, gmvNetOfRefundsMinor } = summary;
  return gmvPaidMinor === 0 ? null : (gmvPaidMinor - gmvNetOfRefundsMinor) / gmvPaidMinor;
}

/**
 * The six numbers of a stream, each beside the median of the streams before it.
 * @param isOn it is on, and they are as at its minute: when something came back nobody knows, so that stands beside none
 */
export function barNumbers(
  now: SalesSummary,
  past: readonly { summary: SalesSummary }[],
  isOn = false,
): BarNumber[] {
  const number = (
    name: BarNumber['name'],
    read: (summary: SalesSummary) => number | null,
    isFew = false,
  ): BarNumber => {
    const before = past.map(({ summary }) => read(summary)).filter((value) => value !== null);
    const isUnknown = before.length < FEWEST_COMPARED || (isOn && name === 'refundRate');
    const usual = isUnknown ? null : median(before);
    const value = read(now);
    const change = value === null || !usual || isFew ? null : value / usual - 1;
    return { name, now: value, usual, change, isFew, isCost: name === 'refundRate' };
  };
  const hasFewOrders = now.paidOrders < FEWEST_ORDERS;
  return [
    number('gmvPaid', ({ gmvPaidMinor }) => gmvPaidMinor),
    number('paidOrders', ({ paidOrders }) => paidOrders),
    number('viewers', ({ viewers }) => viewers),
    number('cvr', ({ cvr }) => cvr, now.viewers < FEW),
    number('aov', ({ aovMinor }) => aovMinor, hasFewOrders),
    number('refundRate', refundRate, hasFewOrders),
  ];
}
