import type { OrderOutcome } from '../../../../shared/contract/office-orders.ts';
import type { SalesSummary } from '../../../../shared/contract/sales.ts';
import { insightsMessages } from '../../../i18n/insights.ts';
import { useMessages } from '../../../i18n/language.ts';
import { useMoney } from '../../../ui/Price.tsx';
import { OfOrders } from '../orders/OfOrders.tsx';
import { type BridgeName, bridgeSteps } from './bridge-steps.ts';
import { TheseOrders } from './TheseOrders.tsx';

const definitions: Partial<Record<BridgeName, keyof typeof insightsMessages.en.defined>> = {
  placed: 'gmvPlaced',
  paid: 'gmvPaid',
  netOfCancellations: 'gmvNetOfCancellations',
  netOfRefunds: 'gmvNetOfRefunds',
};

/** Which orders stand behind each. */
const behind: Record<BridgeName, { outcome?: OrderOutcome }> = {
  placed: {},
  expired: { outcome: 'expired' },
  cancelledUnpaid: { outcome: 'cancelled_unpaid' },
  open: { outcome: 'open' },
  paid: { outcome: 'paid' },
  cancelled: { outcome: 'cancelled' },
  netOfCancellations: { outcome: 'filled' },
  refunded: { outcome: 'refunded' },
  netOfRefunds: { outcome: 'kept' },
};

/** The four goods values and what lies between them, as one waterfall that sums exactly. */
export function Bridge({
  slug,
  summary,
  currency,
}: {
  slug: string;
  summary: SalesSummary;
  currency: string;
}) {
  const say = useMessages(insightsMessages);
  const money = useMoney(currency);
  const steps = bridgeSteps(summary);
  const whole = Math.max(1, summary.gmvPlacedMinor, summary.gmvPaidMinor);
  const share = (minor: number) => `${(Math.max(0, minor) / whole) * 100}%`;
  return (
    <ol className="bridge">
      {steps.map(({ name, kind, minor, fromMinor, toMinor }) => {
        const definition = definitions[name];
        const orders = { stream: slug, ...behind[name] };
        const sum = kind === 'step' && minor !== 0 ? `−${money(-minor)}` : money(Math.abs(minor));
        const bar = (
          <span className="bridge-row">
            <span className="bridge-name">{say.bridge[name]}</span>
            <span className="bridge-track" aria-hidden="true">
              <i
                style={{
                  left: share(Math.min(fromMinor, toMinor)),
                  width: share(Math.abs(fromMinor - toMinor)),
                }}
              />
            </span>
            <span className="bridge-sum figures">
              {definition ? (
                sum
              ) : (
                <OfOrders filter={orders} count={minor}>
                  {sum}
                </OfOrders>
              )}
            </span>
          </span>
        );
        return (
          <li key={name} className={kind}>
            {definition ? (
              <details className="bridge-total">
                <summary>{bar}</summary>
                <p>
                  {say.defined[definition]}
                  <TheseOrders
                    filter={orders}
                    count={minor}
                    isNet={name === 'netOfCancellations' || name === 'netOfRefunds'}
                  />
                </p>
              </details>
            ) : (
              bar
            )}
          </li>
        );
      })}
    </ol>
  );
}
