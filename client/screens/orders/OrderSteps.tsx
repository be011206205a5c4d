import type { OrderView } from '../../../shared/market/order/contract.ts';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import { Icon } from '../../ui/Icon.tsx';
import { dayAndTime } from '../../ui/time-words.ts';
import { type ParcelOfOrder, stepOf, steps } from './order-steps.ts';
import { orderWords } from './words.ts';

/** The way of an order in four steps, which move with its parcels; nothing for an order that is not on its way. */
export function OrderSteps({
  order,
  parcels,
}: {
  order: Pick<OrderView, 'status' | 'payment'> & {
    lines: readonly { units: number; unfilledUnits: number }[];
  };
  parcels: readonly ParcelOfOrder[];
}) {
  const say = useMessages(orderWords);
  const language = useLanguage();
  const now = stepOf(order, parcels);
  if (!now) return null;
  const reached = steps.indexOf(now.step);
  const words = {
    ...say.steps,
    ordered: order.payment === 'cash_on_delivery' ? say.steps.ordered : say.PAID,
  };
  return (
    <ol className="order-steps" aria-label={say.stepsOf}>
      {steps.map((step, index) => (
        <li
          key={step}
          className={index <= reached ? 'reached' : undefined}
          aria-current={index === reached ? 'step' : undefined}
        >
          <span className="order-step" aria-hidden="true">
            {index <= reached && <Icon name="check" size={14} />}
          </span>
          <span>{words[step]}</span>
          {index === reached && now.atMs !== null && (
            <span className="soft figures">{dayAndTime(now.atMs, language)}</span>
          )}
        </li>
      ))}
    </ol>
  );
}
