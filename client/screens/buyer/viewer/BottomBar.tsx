import { useMessages } from '../../../i18n/language.ts';
import { earliestHold } from '../../../stores/cart-lines.ts';
import { useWorld } from '../../../stores/world.ts';
import { Button } from '../../../ui/Button.tsx';
import { Countdown } from '../../../ui/Countdown.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { CartSheet } from './cart-place.ts';
import { GoodsSum } from './GoodsSum.tsx';
import type { OpenSheet } from './open-sheet.ts';
import { Chat } from './panels.tsx';
import { Shop } from './shop-place.ts';
import { useOrderable } from './use-orderable.ts';
import { useLive, useMyCart } from './viewer-stores.ts';
import { viewerWords } from './words.ts';

/**
 * Under the thumb, in one row: the shop, the cart with its earliest deadline, the way to the checkout once there is
 * something to order, and my orders. Shop and orders stay where they are when the cart fills. Where there is a chat its field
 * has the row with the shop, and the cart stands above the card.
 * @param chat null: there is none; false: its part has not to come yet
 */
export function BottomBar({ chat, onOpen }: { chat: boolean | null; onOpen(sheet: OpenSheet): void }) {
  const say = useMessages(viewerWords);
  const count = useLive((state) => state.view.order.length);
  const { units, totalMinor, inCart } = useOrderable();
  const rest = (
    <>
      <CartPill units={inCart} onOpen={() => onOpen('cart')} />
      {units > 0 && (
        <Button onClick={() => onOpen('checkout')}>
          <span>{say.checkout}</span>{' '}
          <span className="bar-sum figures">
            <GoodsSum minor={totalMinor} />
          </span>
        </Button>
      )}
      <a className="bar-button" href="/orders" aria-label={say.myOrders} title={say.myOrders}>
        <Icon name="receipt" />
        <span className="bar-word">{say.myOrders}</span>
      </a>
    </>
  );
  return (
    <nav className="bottom-bar">
      <button
        type="button"
        className="bar-button"
        aria-label={count > 0 ? `${say.bag} ${count}` : say.bag}
        onPointerDown={Shop.fetch}
        onClick={() => onOpen('bag')}
      >
        <Icon name="bag" />
        <span>
          <span className="bar-word">{say.bag} </span>
          {count > 0 && <b className="figures">{count}</b>}
        </span>
      </button>
      {chat === null ? rest : chat ? <Chat at="row" onCart={() => onOpen('cart')} fallback={waits} /> : waits}
    </nav>
  );
}
/** As high and wide as the chat's field, which comes once all of the first picture is there. */
const waits = <i className="cart-pill" />;

/** @param units that can be ordered; what ran out is in the cart too */
function CartPill({ units, onOpen }: { units: number; onOpen(): void }) {
  const say = useMessages(viewerWords);
  const { clock } = useWorld();
  const cart = useMyCart();
  const isFull = cart.lines.length > 0;
  const untilMs = earliestHold(cart, clock.now());
  return (
    <button
      type="button"
      className={isFull ? 'cart-pill full' : 'cart-pill'}
      onPointerDown={CartSheet.fetch}
      onClick={onOpen}
    >
      {untilMs === null && <Icon name="cart" />}
      <span className="figures">
        {say.cart} {isFull && <b>{units}</b>}
      </span>
      {untilMs !== null && <Countdown untilMs={untilMs} />}
    </button>
  );
}
