import { useMessages } from '../../i18n/language.ts';
import { isOnItsWay } from '../../stores/basket-store.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { OrderCard } from '../orders/OrderCard.tsx';
import { CheckoutForm } from './CheckoutForm.tsx';
import { checkoutWords } from './checkout-words.ts';
import { RefusedOrder } from './RefusedOrder.tsx';
import { useBasket, useCurrency, useLive, useViewer } from './viewer-stores.ts';
import { viewerWords } from './words.ts';

/** From the basket to the confirmation: where to, how to pay, and what became of it. */
export function CheckoutSheet({ onClose }: { onClose(): void }) {
  const say = useMessages(viewerWords);
  const sayCheckout = useMessages(checkoutWords);
  const { basket } = useViewer();
  const placing = useBasket((state) => state.placing);
  const leave = () => {
    // An order on its way goes on; its answer opens the sheet again.
    if (!isOnItsWay(placing)) basket.putAside();
    onClose();
  };
  switch (placing.kind) {
    case 'idle':
    case 'sending':
    case 'in_line':
      return (
        <Sheet title={sayCheckout.checkout} onClose={leave}>
          <CheckoutForm placing={placing.kind} />
        </Sheet>
      );
    case 'refused':
      return (
        <Sheet title={sayCheckout.refusedTitle} onClose={leave}>
          <RefusedOrder reason={placing.reason} lines={placing.lines} by={placing.by} />
        </Sheet>
      );
    case 'unanswered':
      return (
        <Sheet
          title={sayCheckout.unansweredTitle}
          onClose={leave}
          footer={
            <Button wide look="line" onClick={basket.askAgain}>
              {sayCheckout.askNow}
            </Button>
          }
        >
          <Notice>{sayCheckout.unanswered}</Notice>
        </Sheet>
      );
    case 'never_arrived':
      return (
        <Sheet
          title={sayCheckout.neverArrivedTitle}
          onClose={leave}
          footer={
            <Button wide look="line" onClick={leave}>
              {sayCheckout.backToBasket}
            </Button>
          }
        >
          <Notice>{sayCheckout.neverArrived}</Notice>
        </Sheet>
      );
    case 'placed':
      return (
        <Sheet
          title={sayCheckout.placedTitle}
          onClose={leave}
          footer={
            <div className="two-buttons">
              <Button wide look="quiet" onClick={leave}>
                {sayCheckout.backToMarket}
              </Button>
              <a className="button quiet" href="/orders">
                {say.myOrders}
              </a>
            </div>
          }
        >
          <Placed orderId={placing.order.orderId} />
        </Sheet>
      );
  }
}

/** The order as it stands by now: a payment that came in the meantime shows. */
function Placed({ orderId }: { orderId: string }) {
  const placing = useBasket((state) => state.placing);
  const followed = useLive((state) => state.mine?.orders.find((order) => order.orderId === orderId));
  const currency = useCurrency();
  const order = followed ?? (placing.kind === 'placed' ? placing.order : null);
  return order && <OrderCard order={order} currency={currency} isNew />;
}
