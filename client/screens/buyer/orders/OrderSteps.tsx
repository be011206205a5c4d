import type { OrderView } from '../../../../shared/market/order/contract.ts';
import { steps } from '../../../../shared/market/parcel/reach.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { dayAndTime } from '../../../ui/time-words.ts';
import { isOnItsWay, type Shipping, stepOf } from './order-steps.ts';
import { orderWords } from './words.ts';

/**
 * The way of an order in four steps, which move with its parcels; nothing for an order that is not on its way.
 * @param shipping null: not known yet. Then no step is the one that it has reached.
 */
export function OrderSteps({
  order,
  shipping,
}: {
  order: Pick<OrderView, 'status' | 'payment'>;
  shipping: Shipping | null;
}) {
  const say = useMessages(orderWords);
  const language = useLanguage();
  const now = shipping && stepOf(order, shipping);
  if (!isOnItsWay(order) || (shipping && !now)) return null;
  const reached = now ? steps.indexOf(now.step) : 0;
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
          aria-current={step === now?.step ? 'step' : undefined}
        >
          <span className="order-step" aria-hidden="true">
            {index <= reached && <Icon name="check" size={14} />}
          </span>
          <span>{words[step]}</span>
          {step === now?.step && now.atMs !== null && (
            <span className="soft figures">{dayAndTime(now.atMs, language)}</span>
          )}
        </li>
      ))}
    </ol>
  );
}
