import { commonMessages } from '../../i18n/common.ts';
import { useMessages } from '../../i18n/language.ts';
import { Icon } from '../../ui/Icon.tsx';
import { buyerLinksWords } from './buyer-links-words.ts';
import { MOST_COUNTED, useCartsAt, useUnitsInCarts } from './use-carts-at.ts';
import './buyer-links.css';

/**
 * My orders and the cart, one tap from every page of a buyer. Of several carts a page of their own lists them. No page has a
 * way to itself.
 */
export function BuyerLinks() {
  const common = useMessages(commonMessages);
  return (
    <>
      {location.pathname !== '/orders' && (
        <a className="icon-button" href="/orders" aria-label={common.myOrders} title={common.myOrders}>
          <Icon name="receipt" />
        </a>
      )}
      {location.pathname !== '/cart' && <CartLink />}
    </>
  );
}

/** How many stand in the cart by what this device saw last, on the corner of the icon: it comes and goes without moving anything. */
function CartLink() {
  const say = useMessages(buyerLinksWords);
  const slugs = useCartsAt();
  const units = useUnitsInCarts();
  const words = say.cart(units);
  return (
    <a
      className="icon-button cart-link"
      href={slugs.length === 1 ? `/s/${slugs[0]}#cart` : '/cart'}
      aria-label={words}
      title={words}
    >
      <Icon name="cart" />
      {units > 0 && (
        <b className="cart-count figures" aria-hidden="true">
          {units < MOST_COUNTED ? units : `${MOST_COUNTED}+`}
        </b>
      )}
    </a>
  );
}
