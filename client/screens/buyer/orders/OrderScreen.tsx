import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { MyParcel } from '../../../../shared/contract/packing.ts';
import type { AddressView } from '../../../../shared/market/account/contract.ts';
import type { MyOrder } from '../../../../shared/market/order/contract.ts';
import type { Step } from '../../../../shared/market/parcel/reach.ts';
import { AT_DOOR } from '../../../../shared/values/at-door.ts';
import { useMessages } from '../../../i18n/language.ts';
import { createOrderStore, type OrderState, type OrderStore } from '../../../stores/order-store.ts';
import { useOwnStore, useWorld } from '../../../stores/world.ts';
import { Bones } from '../../../ui/Bones.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Empty } from '../../../ui/Empty.tsx';
import { useFirstViewGone } from '../../../ui/first-view.ts';
import { Notice } from '../../../ui/Notice.tsx';
import { part } from '../../../ui/part.tsx';
import { PageHead } from '../../PageHead.tsx';
import { ShopFoot } from '../ShopFoot.tsx';
import { CancelOrder } from './CancelOrder.tsx';
import { useIsLeavingWith } from './leave-to-pay.ts';
import { useLookBack } from './look-back.ts';
import { ADDRESS_HASH, mayGoElsewhere } from './may-go-elsewhere.ts';
import { OrderCard } from './OrderCard.tsx';
import { OrderedAt } from './OrderedAt.tsx';
import { OrderParcels } from './OrderParcels.tsx';
import { OrderProducers } from './OrderProducers.tsx';
import { OrderReturns } from './OrderReturns.tsx';
import { shippingOf, stepOf } from './order-steps.ts';
import { orderWords } from './words.ts';

/**
 * One order on a page of its own: where a payment comes back to. It shows what the server says, asked again by itself while
 * a payment may be on its way; what stands in the address decides nothing.
 */
export function OrderScreen({ slug: orderId = '' }: { slug?: string }) {
  const say = useMessages(orderWords);
  const store = useOwnStore((world) => createOrderStore(orderId, world));
  const { mine, reason, isChecking, isSlow, isGivenUp, parcels, after, isCancelling, fault, turnFault } =
    useStore(store.store);
  useFirstViewGone(mine !== null || reason !== null);
  const isLeaving = useIsLeavingWith(orderId);
  const lookBack = useLookBack(mine);
  const [isAtDoorChosen, setAtDoorChosen] = useState(() => new URLSearchParams(location.search).has(AT_DOOR));
  if (!mine && reason?.code === 'NOT_FOUND') return <Missing />;
  const isWaiting = mine?.order.status === 'PLACED';
  const shipping = mine && shippingOf(mine, parcels);
  const step = (mine && shipping && stepOf(mine.order, shipping)?.step) ?? null;
  const atDoor = mine?.atDoor && !isChecking ? mine.atDoor : null;
  // Who chose it on the payment page finds the question first, and has no use for what came of that page.
  const isAtDoorFirst = isAtDoorChosen && isWaiting && atDoor?.refusal === null;
  return (
    <main className="page order-page">
      <PageHead title={mine ? titleOf(mine.order, step, say) : say.orderTitle} back="/orders" isForBuyers />
      <div className="stack">
        {(isChecking || isSlow) && (!mine || isWaiting) && (
          <Waited says={isSlow ? say.slow : isLeaving ? say.leaving : say.checking} longest={say.slow} />
        )}
        {isGivenUp && isWaiting && !isAtDoorFirst && <Notice>{say.givenUp}</Notice>}
        {mine?.order.status === 'PAID' && step === 'ordered' && mine.order.payment !== 'cash_on_delivery' && (
          <Notice tone="done">{say.paidWell}</Notice>
        )}
        {reason && (
          <Notice tone="fault">
            <p>{say.unreachable}</p>
            <Button look="line" onClick={() => void store.reload()}>
              {say.tryAgain}
            </Button>
          </Notice>
        )}
        {mine && isAtDoorFirst && (
          <div className="order-ask">
            <PayAtDoor store={store} mine={mine} isFirst onNo={() => setAtDoorChosen(false)} />
          </div>
        )}
        {mine ? (
          <OrderCard
            order={mine.order}
            currency={mine.currency}
            pictures={mine.pictures}
            sendTo={mine.sendTo}
            isChecking={isChecking}
            shipping={shipping}
            from={<OrderedAt mine={mine} />}
            isOver={mine.hasStreamEnded}
            refund={mine.refund}
            receiptUrl={mine.receiptUrl}
            isLate={mine.isLate}
            isPayQuiet={isAtDoorFirst && turnFault === null}
          >
            {atDoor && !isAtDoorFirst && <PayAtDoor store={store} mine={mine} />}
            <OrderProducers slug={mine.slug} lines={mine.order.lines} />
            {mine.order.status !== 'CANCELLED' && <OrderReturns slug={mine.slug} lines={mine.order.lines} />}
            <CancelOrder
              order={mine.order}
              currency={mine.currency}
              backMinor={mine.cancelBackMinor}
              busy={isCancelling}
              fault={fault}
              onCancel={() => void store.cancel()}
            />
            <MayChangeAddress store={store} mine={mine} parcels={parcels} />
            <OrderParcels claims={store.claims} mine={mine} after={after} />
          </OrderCard>
        ) : (
          reason === null && (
            <div className="order">
              <Bones look="line" />
            </div>
          )
        )}
        {/* With all that it has: nothing in it moves what stands below. */}
        {mine && lookBack !== undefined && (
          <nav className="stack">
            {lookBack && (
              <a className="button wide primary" href={lookBack.path}>
                {lookBack.isOfTap ? say.lookBackAtTap : say.lookBack}
              </a>
            )}
            {mine.hasStreamEnded ? (
              <a className="button wide line" href="/">
                {say.seeMarket}
              </a>
            ) : (
              <a className={`button wide ${isWaiting ? 'line' : 'primary'}`} href={`/s/${mine.slug}`}>
                {say.backToStream}
              </a>
            )}
          </nav>
        )}
        {mine && lookBack !== undefined && <ShopFoot />}
      </div>
    </main>
  );
}

const PayAtDoor = part(() => import('./PayAtDoor.tsx').then((module) => module.PayAtDoor));
const ChangeAddress = part(() => import('./ChangeAddress.tsx').then((module) => module.ChangeAddress));

const NONE: readonly AddressView[] = [];

/** The form for another address, as long as there can be another. */
function MayChangeAddress({
  store,
  mine,
  parcels,
}: {
  store: OrderStore;
  mine: MyOrder;
  parcels: readonly MyParcel[] | null;
}) {
  const say = useMessages(orderWords);
  const [isOpen, setOpen] = useState(false);
  const [isChanged, setChanged] = useState(false);
  useEffect(() => {
    if (location.hash !== ADDRESS_HASH) return;
    // Once: neither a reload nor a step back opens it again.
    history.replaceState(history.state, '', location.pathname + location.search);
    setOpen(true);
  }, []);
  const { me } = useWorld();
  const addresses = useStore(me.store, (state) => state.me?.addresses ?? NONE);
  const { sendTo } = mine;
  if (!sendTo || !mayGoElsewhere(mine, parcels)) return null;
  const kept = addresses.filter(({ addressId, country }) => addressId !== sendTo.addressId && !country);
  return (
    <>
      <Button
        look="line"
        onClick={() => {
          setChanged(false);
          setOpen(true);
        }}
      >
        {say.changeAddress}
      </Button>
      <p className="address-changed" role="status">
        {isChanged && say.addressChanged}
      </p>
      {isOpen && (
        <ChangeAddress
          store={store}
          mine={mine}
          kept={kept}
          onClose={() => setOpen(false)}
          onChanged={() => {
            setOpen(false);
            setChanged(true);
          }}
        />
      )}
    </>
  );
}

/** What is said while a payment is waited for, in a place as high as the longest of it: nothing below it moves. */
function Waited({ says, longest }: { says: string; longest: string }) {
  return (
    <div className="order-waited">
      <Notice tone="held">{says}</Notice>
      <div className="order-unsaid" aria-hidden="true">
        <Notice tone="held">{longest}</Notice>
      </div>
    </div>
  );
}

/** How an order stands, as its page is headed. @param step how far all of it is; null: not on its way, or not known */
function titleOf(
  order: NonNullable<OrderState['mine']>['order'],
  step: Step | null,
  say: (typeof orderWords)['en'],
): string {
  switch (order.status) {
    case 'PAID':
      if (step === null) return say.orderTitle;
      if (step !== 'ordered') return say.stepTitles[step];
      return order.payment === 'cash_on_delivery' ? say.placedTitle : say.paidTitle;
    case 'PLACED':
      return say.unpaidTitle;
    case 'COMPLETED':
      return say.completedTitle;
    case 'CANCELLED':
      return say.cancelledTitle;
    default:
      return say[order.status];
  }
}

/** No order of this device has this number; it says nothing about other people's. */
function Missing() {
  const say = useMessages(orderWords);
  return (
    <main className="page">
      <PageHead title={say.orderTitle} back="/orders" isForBuyers />
      <Empty says={say.notHere} hint={say.notHereHint}>
        <a className="button primary" href="/orders">
          {say.title}
        </a>
        <a className="button line" href="/orders/find">
          {say.find}
        </a>
        <a className="button line" href="/">
          {say.seeMarket}
        </a>
      </Empty>
    </main>
  );
}
