import { commonMessages } from '../../i18n/common.ts';
import { useMessages } from '../../i18n/language.ts';
import { Icon } from '../../ui/Icon.tsx';
import { useCartsAt } from './use-carts-at.ts';

/** My orders and the cart, one tap from every page of a buyer. Of several carts a page of their own lists them. No page has a way to itself. */
export function BuyerLinks() {
  const say = useMessages(commonMessages);
  const slugs = useCartsAt();
  const cart = slugs.length === 1 ? `/s/${slugs[0]}#cart` : '/cart';
  return (
    <>
      {location.pathname !== '/orders' && (
        <a className="icon-button" href="/orders" aria-label={say.myOrders} title={say.myOrders}>
          <Icon name="receipt" />
        </a>
      )}
      {location.pathname !== '/cart' && (
        <a className="icon-button" href={cart} aria-label={say.cart} title={say.cart}>
          <Icon name="cart" />
        </a>
      )}
    </>
  );
}
