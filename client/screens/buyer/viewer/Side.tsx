import { useMessages } from '../../../i18n/language.ts';
import { CartBar } from './CartBar.tsx';
import { Shop } from './shop-place.ts';
import { useLive } from './viewer-stores.ts';
import { viewerWords } from './words.ts';

/**
 * The shop with the picture: its list, and at its foot a bar that is always as high, with what is in the cart. The cart
 * itself takes this column while it is open, and the shop keeps its place behind it.
 */
export function Side({ onCart, onCheckout }: { onCart(): void; onCheckout(): void }) {
  const say = useMessages(viewerWords);
  const count = useLive((state) => state.view.order.length);
  return (
    <aside className="side" aria-label={say.bag}>
      <header>
        <h2>{say.bagTitle(count)}</h2>
        <a href="/orders">{say.myOrders}</a>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard. */}
      <div className="body" tabIndex={0}>
        <Shop />
      </div>
      <footer>
        <CartBar onCart={onCart} onCheckout={onCheckout} />
      </footer>
    </aside>
  );
}

/** In a hand with a chat the cart joins the card once something is in it: above it, so that the card stays under the thumb. */
export function CartStrip(ways: { onCart(): void; onCheckout(): void }) {
  return (
    <div className="cart-strip">
      <CartBar {...ways} />
    </div>
  );
}
