import { useStore } from 'zustand';
import type { MyOrder } from '../../../../shared/market/order/contract.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { createOrdersStore, type OrdersStore } from '../../../stores/orders-store.ts';
import { parcelsOf } from '../../../stores/parcels-of.ts';
import { useOwnStore } from '../../../stores/world.ts';
import { Bones } from '../../../ui/Bones.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Empty } from '../../../ui/Empty.tsx';
import { useFirstViewGone } from '../../../ui/first-view.ts';
import { Notice } from '../../../ui/Notice.tsx';
import { part } from '../../../ui/part.tsx';
import { clockTime } from '../../../ui/time-words.ts';
import { PageHead } from '../../PageHead.tsx';
import { ShopFoot } from '../ShopFoot.tsx';
import { CancelOrder } from './CancelOrder.tsx';
import { Counting } from './Counting.tsx';
import { MoveDevice } from './MoveDevice.tsx';
import { ADDRESS_HASH, mayGoElsewhere } from './may-go-elsewhere.ts';
import { OrderCard } from './OrderCard.tsx';
import { OrderedAt } from './OrderedAt.tsx';
import { OrderParcels } from './OrderParcels.tsx';
import { shippingOf } from './order-steps.ts';
import { VoucherDoor } from './VoucherDoor.tsx';
import { orderWords } from './words.ts';

// Few ever see it.
const LostOrders = part(() => import('./LostOrders.tsx').then((module) => module.LostOrders));

/** My orders over all markets, on this device without an account. */
export function OrdersScreen() {
  const say = useMessages(orderWords);
  const language = useLanguage();
  const store = useOwnStore(createOrdersStore);
  const { orders, reason, unanswered, lost, neverArrived } = useStore(store.store);
  useFirstViewGone(orders !== null || reason !== null);
  return (
    <main className="page">
      <PageHead title={say.title} isForBuyers />
      <div className="stack">
        <VoucherDoor orders={orders ?? []} />
        {unanswered.map(({ request, sentAtMs }) => (
          <Notice key={request.key} tone="held">
            {say.unanswered(clockTime(sentAtMs, language))}
          </Notice>
        ))}
        {lost.length > 0 && <LostOrders lost={lost} onForget={store.forgetLost} />}
        {neverArrived > 0 && <Notice tone="fault">{say.neverArrived}</Notice>}
        {orders === null && reason === null && (
          <div className="order">
            <Bones look="line" />
          </div>
        )}
        {reason && (
          <Notice tone="fault">
            <p>{say.unreachable}</p>
            <Button look="line" onClick={() => void store.reload()}>
              {say.tryAgain}
            </Button>
          </Notice>
        )}
        {orders?.length === 0 && (
          <Empty says={say.empty} hint={say.emptyHint}>
            <a className="button primary" href="/">
              {say.seeMarket}
            </a>
          </Empty>
        )}
        {orders?.map((mine) => (
          <Listed key={mine.order.orderId} store={store} mine={mine} />
        ))}
        {/* After the list: what stands below it would be pushed down as it comes. */}
        {(orders || reason) && (
          <>
            <a className="find-order" href="/orders/find">
              {say.find}
            </a>
            {orders && <MoveDevice onMoved={() => void store.reload()} />}
            <Counting />
            <ShopFoot />
          </>
        )}
      </div>
    </main>
  );
}

/** An order with what can be done about it, and its parcels. */
function Listed({ store, mine }: { store: OrdersStore; mine: MyOrder }) {
  const say = useMessages(orderWords);
  const { order, currency, pictures, sendTo } = mine;
  const { orderId } = order;
  const isCancelling = useStore(store.store, (state) => state.cancelling[orderId] === true);
  const fault = useStore(store.store, (state) => state.faults[orderId]);
  const after = useStore(store.store, (state) => state.after);
  const parcels = after && parcelsOf(after, orderId);
  return (
    <OrderCard
      order={order}
      currency={currency}
      pictures={pictures}
      sendTo={sendTo}
      shipping={shippingOf(mine, parcels)}
      from={<OrderedAt mine={mine} />}
      isOver={mine.hasStreamEnded}
      refund={mine.refund}
      receiptUrl={mine.receiptUrl}
      isLate={mine.isLate}
    >
      <CancelOrder
        order={order}
        currency={currency}
        backMinor={mine.cancelBackMinor}
        busy={isCancelling}
        fault={fault}
        onCancel={() => void store.cancel(mine)}
      />
      {mayGoElsewhere(mine, parcels) && (
        <a className="button line" href={`/orders/${orderId}${ADDRESS_HASH}`}>
          {say.changeAddress}
        </a>
      )}
      <OrderParcels claims={store.claims} mine={mine} after={after} />
    </OrderCard>
  );
}
