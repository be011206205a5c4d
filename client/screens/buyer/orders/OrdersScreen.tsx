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
import { OrderCard } from './OrderCard.tsx';
import { OrderedAt, streamTitleIn } from './OrderedAt.tsx';
import { OrderParcels } from './OrderParcels.tsx';
import { shippingOf } from './order-steps.ts';
import { orderWords } from './words.ts';

// Few ever see it.
const LostOrders = part(() => import('./LostOrders.tsx').then((module) => module.LostOrders));

/** Links to the vouchers of streams: more would be a list of their own below the orders. */
const MOST_STREAMS = 3;

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
            {onePerOpenStream(orders ?? []).map((mine) => (
              <a key={mine.slug} className="find-order" href={`/s/${mine.slug}#shop-vouchers`}>
                {say.vouchersOf(streamTitleIn(language, mine))}
              </a>
            ))}
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

/** An order of each stream in which one may still order: its vouchers are there. */
function onePerOpenStream(orders: readonly MyOrder[]): MyOrder[] {
  const open = orders.filter((mine) => !mine.hasStreamEnded);
  return [...new Map(open.map((mine) => [mine.slug, mine])).values()].slice(0, MOST_STREAMS);
}

/** An order with what can be done about it, and its parcels. */
function Listed({ store, mine }: { store: OrdersStore; mine: MyOrder }) {
  const { order, currency, pictures, sendTo } = mine;
  const { orderId } = order;
  const isCancelling = useStore(store.store, (state) => state.cancelling[orderId] === true);
  const fault = useStore(store.store, (state) => state.faults[orderId]);
  const after = useStore(store.store, (state) => state.after);
  return (
    <OrderCard
      order={order}
      currency={currency}
      pictures={pictures}
      sendTo={sendTo}
      shipping={shippingOf(mine, after && parcelsOf(after, orderId))}
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
      <OrderParcels claims={store.claims} mine={mine} after={after} />
    </OrderCard>
  );
}
