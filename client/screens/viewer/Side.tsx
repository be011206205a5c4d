import { useState } from 'react';
import { useMessages } from '../../i18n/language.ts';
import { CartBar } from './CartBar.tsx';
import { CartBeside } from './cart-place.tsx';
import { Shop } from './shop-place.tsx';
import { useIsLow } from './use-media.ts';
import { viewerWords } from './words.ts';

/**
 * Shop and cart beside the picture. They share the column in fixed parts, so that a cart that fills covers nothing that
 * is about to be tapped; where it is too low for both, one stands there at a time.
 */
export function Side({ onCheckout }: { onCheckout(): void }) {
  const say = useMessages(viewerWords);
  const isLow = useIsLow();
  const [isCartOpen, setCartOpen] = useState(false);
  if (isLow && isCartOpen) {
    return (
      <aside className="side">
        <CartBeside onClose={() => setCartOpen(false)} onCheckout={onCheckout} />
      </aside>
    );
  }
  return (
    <aside className="side">
      <section className="side-bag" aria-label={say.bag}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard. */}
        <div className="body" tabIndex={0}>
          <Shop />
        </div>
        {isLow && (
          <footer>
            <CartBar onCart={() => setCartOpen(true)} onCheckout={onCheckout} />
          </footer>
        )}
      </section>
      {!isLow && <CartBeside onCheckout={onCheckout} />}
    </aside>
  );
}
