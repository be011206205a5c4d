import type { SalesSummary } from '../../../../shared/contract/sales.ts';

export type BridgeName =
  | 'placed'
  | 'expired'
  | 'cancelledUnpaid'
  | 'open'
  | 'paid'
  | 'cancelled'
  | 'netOfCancellations'
  | 'refunded'
  | 'netOfRefunds';

/** One bar of the waterfall: a total that stands, or a step down from `fromMinor` to `toMinor`. */
export interface BridgeStep {
  name: BridgeName;
  kind: 'total' | 'step';
  minor: number;
  fromMinor: number;
  toMinor: number;
}

/** The way from what was placed to what was kept: placed − expired − cancelled unpaid − open = paid, and on. */
export function bridgeSteps({
  bridge,
  ...summary
}: Pick<
  SalesSummary,
  'bridge' | 'gmvPlacedMinor' | 'gmvPaidMinor' | 'gmvNetOfCancellationsMinor' | 'gmvNetOfRefundsMinor'
>): BridgeStep[] {
  const steps: BridgeStep[] = [];
  let level = 0;
  const total = (name: BridgeName, minor: number) => {
    level = minor;
    steps.push({ name, kind: 'total', minor, fromMinor: minor, toMinor: 0 });
  };
  const down = (name: BridgeName, minor: number) => {
    steps.push({ name, kind: 'step', minor: 0 - minor, fromMinor: level, toMinor: level - minor });
    level -= minor;
  };
  total('placed', summary.gmvPlacedMinor);
  down('expired', bridge.expiredMinor);
  down('cancelledUnpaid', bridge.cancelledUnpaidMinor);
  down('open', bridge.openMinor);
  total('paid', summary.gmvPaidMinor);
  down('cancelled', bridge.cancelledMinor);
  total('netOfCancellations', summary.gmvNetOfCancellationsMinor);
  down('refunded', bridge.refundedMinor);
  total('netOfRefunds', summary.gmvNetOfRefundsMinor);
  return steps;
}
