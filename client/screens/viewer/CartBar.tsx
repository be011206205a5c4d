import { useMessages } from '../../i18n/language.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { useMoney } from '../../ui/Price.tsx';
import { useOrderable } from './use-orderable.ts';
import { useCurrency, useMyBasket } from './viewer-stores.ts';
import { viewerWords } from './words.ts';

/**
 * The cart at the foot of the open shop: what is in it, which opens it, and the way straight to the checkout. It stands
 * there also while the cart is empty, so that the first product in it covers nothing under the thumb.
 */
export function CartBar({ onCart, onCheckout }: { onCart(): void; onCheckout(): void }) {
  const say = useMessages(viewerWords);
  const money = useMoney(useCurrency());
  const { units, totalMinor } = useOrderable();
  const isEmpty = useMyBasket().lines.length === 0;
  return (
    <div className="cart-bar">
      <button type="button" className="cart-summary" onClick={onCart}>
        <Icon name="basket" />
        <span className="figures">{isEmpty ? say.basketEmpty : say.cartBar(units, money(totalMinor))}</span>
      </button>
      <Button look="buy" disabled={units === 0} onClick={onCheckout}>
        {say.checkout}
      </Button>
    </div>
  );
}
