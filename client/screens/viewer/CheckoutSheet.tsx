import { useMessages } from '../../i18n/language.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { OrderCard } from '../orders/OrderCard.tsx';
import { CheckoutForm } from './CheckoutForm.tsx';
import { RefusedOrder } from './RefusedOrder.tsx';
import { useBasket, useCurrency, useLive, useViewer } from './viewer-stores.ts';
import { viewerWords } from './words.ts';

/** From the basket to the confirmation: where to, how to pay, and what became of it. */
export function CheckoutSheet({ onClose }: { onClose(): void }) {
  const say = useMessages(viewerWords);
  const { basket } = useViewer();
  const placing = useBasket((state) => state.placing);
  const leave = () => {
    // An order on its way goes on; its answer opens the sheet again.
    if (placing.kind !== 'sending') basket.putAside();
    onClose();
  };
  switch (placing.kind) {
    case 'idle':
    case 'sending':
      return (
        <Sheet title={say.checkout} onClose={leave}>
          <CheckoutForm isSending={placing.kind === 'sending'} />
        </Sheet>
      );
    case 'refused':
      return (
        <Sheet title={say.refusedTitle} onClose={leave}>
          <RefusedOrder reason={placing.reason} lines={placing.lines} by={placing.by} />
        </Sheet>
      );
    case 'unanswered':
      return (
        <Sheet
          title={say.unansweredTitle}
          onClose={leave}
          footer={
            <Button wide look="line" onClick={basket.askAgain}>
              {say.askNow}
            </Button>
          }
        >
          <Notice>{say.unanswered}</Notice>
        </Sheet>
      );
    case 'never_arrived':
      return (
        <Sheet
          title={say.neverArrivedTitle}
          onClose={leave}
          footer={
            <Button wide look="line" onClick={leave}>
              {say.backToBasket}
            </Button>
          }
        >
          <Notice>{say.neverArrived}</Notice>
        </Sheet>
      );
    case 'placed':
      return (
        <Sheet
          title={say.placedTitle}
          onClose={leave}
          footer={
            <div className="two-buttons">
              <Button wide look="quiet" onClick={leave}>
                {say.backToMarket}
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
