import { useMessages } from '../../../i18n/language.ts';
import { earliestHold } from '../../../stores/cart-lines.ts';
import { useWorld } from '../../../stores/world.ts';
import { Button } from '../../../ui/Button.tsx';
import { Countdown } from '../../../ui/Countdown.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { CartSheet } from './cart-place.ts';
import { cartWords } from './cart-words.ts';
import { GoodsSum } from './GoodsSum.tsx';
import { useOrderable } from './use-orderable.ts';
import { useMyCart } from './viewer-stores.ts';
import { viewerWords } from './words.ts';

/**
 * The cart at the foot of the shop: what is in it and how long that is reserved, which opens it, and the way straight to
 * the checkout. It stands there also while the cart is empty, so that the first product in it covers nothing under the
 * thumb.
 */
export function CartBar({ onCart, onCheckout }: { onCart(): void; onCheckout(): void }) {
  const say = useMessages(viewerWords);
  const sayCart = useMessages(cartWords);
  const { clock } = useWorld();
  const cart = useMyCart();
  const { units, totalMinor } = useOrderable();
  const isEmpty = cart.lines.length === 0;
  const untilMs = earliestHold(cart, clock.now());
  return (
    <div className="cart-bar">
      <button type="button" className="cart-summary" onPointerDown={CartSheet.fetch} onClick={onCart}>
        <Icon name="cart" />
        <span className="figures">
          {isEmpty ? sayCart.cartEmpty : sayCart.bar(units)}
          {units > 0 && <GoodsSum minor={totalMinor} />}
          {untilMs !== null && <Countdown untilMs={untilMs} />}
        </span>
      </button>
      <Button look="buy" disabled={units === 0} onClick={onCheckout}>
        {say.checkout}
      </Button>
    </div>
  );
}
