import { type ComponentType, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { useMessages } from '../../../i18n/language.ts';
import { dropDraft, isDrafted, keepDraft } from '../../../stores/checkout-draft.ts';
import { isOnItsWay, type Placing } from '../../../stores/placing.ts';
import { voucherChoice } from '../../../stores/voucher-choice.ts';
import { useWorld } from '../../../stores/world.ts';
import { Button } from '../../../ui/Button.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { leaveToPay } from '../orders/leave-to-pay.ts';
import { OrderCard } from '../orders/OrderCard.tsx';
import { CheckoutForm } from './CheckoutForm.tsx';
import { checkoutWords } from './checkout-words.ts';
import { FromTheTop } from './FromTheTop.tsx';
import { isAboutPlace } from './is-about-place.ts';
import { LostOrder } from './LostOrder.tsx';
import { NothingLeft, useIsNothingLeft } from './NothingLeft.tsx';
import { RefusedOrder } from './RefusedOrder.tsx';
import { ReservedClock } from './ReservedClock.tsx';
import { SideSheet } from './SideSheet.tsx';
import { usePaidNow } from './use-paid-now.ts';
import { useCart, useCurrency, useLive, useViewer } from './viewer-stores.ts';
import { viewerWords } from './words.ts';
import './checkout.css';

export { takesUpCheckout } from '../../../stores/checkout-draft.ts';
export { KeptBar } from './KeptOrder.tsx';
export { RareFault } from './RareFault.tsx';
export { UnpaidOrder } from './UnpaidOrder.tsx';

/** From the cart to the confirmation: where to, how to pay, and what became of it. On a desktop in the shop's column. */
export function CheckoutSheet({
  Later,
  onClose,
  onCart,
}: {
  Later: ComponentType<{ itemNumber: number }>;
  onClose(): void;
  /** What ran out is added again there. */
  onCart(): void;
}) {
  const say = useMessages(viewerWords);
  const sayCheckout = useMessages(checkoutWords);
  const { cart } = useViewer();
  const placing = useCart((state) => state.placing);
  const { live } = useViewer();
  const { pending } = useWorld();
  const [foot, setFoot] = useState<HTMLElement | null>(null);
  const footer = <div className="pay-foot" ref={setFoot} />;
  const clock = <ReservedClock cart={usePaidNow()} />;
  const isNothingLeft = useIsNothingLeft();
  const hasLines = useLive(({ mine }) => (mine?.cart.lines.length ?? 0) > 0);
  useOpenInDraft(live.slug);
  usePaidAtOnce(placing);
  useEffect(() => {
    if (placing.kind !== 'placed') return;
    dropDraft();
    voucherChoice(live).setState({ code: null, refused: null, named: null });
  }, [placing.kind, live]);
  const leave = () => {
    // An order on its way goes on; its answer opens the sheet again.
    if (!isOnItsWay(placing)) cart.putAside();
    onClose();
  };
  /** The yes to another order, although the last one may be found. */
  const orderAnew = (lostKey: string) => {
    pending.settle(lostKey);
    cart.putAside();
  };
  // An order that is on its way has taken what was in the cart.
  if (isNothingLeft && placing.kind === 'idle') {
    return (
      <SideSheet
        title={sayCheckout.checkout}
        onClose={leave}
        footer={
          hasLines ? (
            <Button wide look="primary" onClick={onCart}>
              {sayCheckout.backToCart}
            </Button>
          ) : (
            <Button wide look="line" onClick={leave}>
              {sayCheckout.backToMarket}
            </Button>
          )
        }
      >
        <NothingLeft />
      </SideSheet>
    );
  }
  switch (placing.kind) {
    case 'idle':
    case 'sending':
    case 'in_line':
    case 'kept':
      return (
        <SideSheet
          title={sayCheckout.checkout}
          note={clock}
          onClose={leave}
          footer={footer}
          isStill={placing.kind !== 'idle'}
        >
          <CheckoutForm placing={placing} foot={foot} Later={Later} />
        </SideSheet>
      );
    case 'refused':
      // What is wrong with the address is said where it is mended.
      if (placing.isAboutAddress || isAboutPlace(placing.reason)) {
        return (
          <SideSheet title={sayCheckout.checkout} note={clock} onClose={leave} footer={footer}>
            <CheckoutForm placing={idle} foot={foot} refused={placing.reason} Later={Later} />
          </SideSheet>
        );
      }
      return (
        <SideSheet title={sayCheckout.refusedTitle} onClose={leave}>
          <FromTheTop />
          <RefusedOrder reason={placing.reason} lines={placing.lines} by={placing.by} />
        </SideSheet>
      );
    case 'unanswered':
      return (
        <SideSheet
          title={sayCheckout.unansweredTitle}
          onClose={leave}
          footer={
            <Button wide look="line" onClick={cart.askAgain}>
              {sayCheckout.askNow}
            </Button>
          }
        >
          <FromTheTop />
          <Notice>{sayCheckout.unanswered}</Notice>
        </SideSheet>
      );
    case 'lost':
      return <LostOrder loss={placing.loss} onYes={() => orderAnew(placing.key)} onClose={leave} />;
    case 'too_late':
    case 'never_arrived':
      return (
        <SideSheet
          title={sayCheckout.neverArrivedTitle}
          onClose={leave}
          footer={
            <Button wide look="line" onClick={leave}>
              {sayCheckout.backToCart}
            </Button>
          }
        >
          <FromTheTop />
          <Notice tone="fault">
            {placing.kind === 'too_late' ? sayCheckout.tooLate : sayCheckout.neverArrived}
          </Notice>
        </SideSheet>
      );
    case 'placed':
      return (
        <SideSheet
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
          <FromTheTop />
          <Placed orderId={placing.order.orderId} />
        </SideSheet>
      );
  }
}

const idle = { kind: 'idle' } as const;

/** The order as it stands by now: a payment that came in the meantime shows. */
function Placed({ orderId }: { orderId: string }) {
  const placing = useCart((state) => state.placing);
  const followed = useLive((state) => state.mine?.orders.find((order) => order.orderId === orderId));
  const cards = useLive((state) => state.view.cards);
  const isOver = useLive(({ view }) => view.stream?.status === 'ENDED' || view.stream?.status === 'CLOSED');
  const currency = useCurrency();
  const { me } = useWorld();
  const sendTo = useStore(me.store, (state) => state.me?.addresses[0] ?? null);
  const order = followed ?? (placing.kind === 'placed' ? placing.order : null);
  if (!order) return null;
  const pictures = order.lines.map(({ itemNumber }) => cards[itemNumber]?.picture ?? '');
  return (
    <OrderCard order={order} currency={currency} pictures={pictures} sendTo={sendTo} isNew isOver={isOver} />
  );
}

/** The tap that orders is the one that pays: once the order stands, its provider's page comes by itself. */
function usePaidAtOnce(placing: Placing): void {
  const before = useRef(placing.kind);
  useEffect(() => {
    // An order that was found later, or answered behind a closed sheet, is no tap of now: there a button leads on.
    const wasTapped = isOnItsWay({ kind: before.current } as Placing);
    before.current = placing.kind;
    if (placing.kind !== 'placed' || !wasTapped) return;
    const { order } = placing;
    if (order.status === 'PLACED' && order.payUrl !== null) leaveToPay(order, order.payUrl);
  }, [placing]);
}

/** A page that is loaded again while the checkout is open comes back to it. */
function useOpenInDraft(slug: string): void {
  useEffect(() => {
    keepDraft(slug, { isOpen: true });
    return () => {
      if (isDrafted(slug)) keepDraft(slug, { isOpen: false });
    };
  }, [slug]);
}
