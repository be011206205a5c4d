import type { CartView } from '../../../../shared/market/cart/contract.ts';
import { useMessages } from '../../../i18n/language.ts';
import { earliestHold } from '../../../stores/cart-lines.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { useServerTime } from '../../../ui/server-time.ts';
import { timeLeft } from '../../../ui/time-words.ts';
import { cartWords } from './cart-words.ts';
import './cart.css';

/** How long the first of the lines is still reserved; nothing where nothing is. */
export function ReservedClock({ cart }: { cart: CartView }) {
  const say = useMessages(cartWords);
  const left = useServerTime((nowMs) => {
    const untilMs = earliestHold(cart, nowMs);
    return untilMs === null ? null : timeLeft(untilMs - nowMs);
  });
  return left === null ? null : (
    <p className="reserved figures" role="timer" aria-live="off">
      <Icon name="clock" size={16} />
      <span>{say.reservedFor(left)}</span>
    </p>
  );
}
