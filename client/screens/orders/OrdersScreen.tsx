import { useState } from 'react';
import { useStore } from 'zustand';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import { createOrdersStore, type MyOrder, type OrdersStore } from '../../stores/orders-store.ts';
import { useOwnStore } from '../../stores/world.ts';
import { afterSaleSentence } from '../../ui/after-sale-sentences.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { sentenceFor } from '../../ui/sentences.ts';
import { useServerTime } from '../../ui/server-time.ts';
import { clockTime } from '../../ui/time-words.ts';
import { useWording } from '../../ui/wording.ts';
import { PageHead } from '../PageHead.tsx';
import { Counting } from './Counting.tsx';
import { MoveDevice } from './MoveDevice.tsx';
import { OrderCard } from './OrderCard.tsx';
import { OrderParcels } from './OrderParcels.tsx';
import { orderWords } from './words.ts';

/** My orders over all markets, on this device without an account. */
export function OrdersScreen() {
  const say = useMessages(orderWords);
  const language = useLanguage();
  const store = useOwnStore(createOrdersStore);
  const { orders, reason, unanswered, neverArrived } = useStore(store.store);
  return (
    <main className="page">
      <PageHead title={say.title} />
      <div className="stack">
        {unanswered.map(({ request, sentAtMs }) => (
          <Notice key={request.key} tone="held">
            {say.unanswered(clockTime(sentAtMs, language))}
          </Notice>
        ))}
        {neverArrived > 0 && <Notice>{say.neverArrived}</Notice>}
        {orders === null && reason === null && <Bones />}
        {reason && (
          <Notice>
            <p>{say.unreachable}</p>
            <Button look="line" onClick={() => void store.reload()}>
              {say.tryAgain}
            </Button>
          </Notice>
        )}
        {orders?.length === 0 && (
          <div className="empty">
            <p>{say.empty}</p>
            <p className="soft">{say.emptyHint}</p>
            <p>
              <a href="/">{say.seeMarket}</a>
            </p>
          </div>
        )}
        {orders?.map((mine) => (
          <OrderCard
            key={mine.order.orderId}
            order={mine.order}
            currency={mine.currency}
            from={<a href={`/s/${mine.slug}`}>{mine.streamTitle}</a>}
          >
            <Cancel store={store} mine={mine} />
            <OrderParcels store={store} mine={mine} />
          </OrderCard>
        ))}
        {orders && <MoveDevice onMoved={() => void store.reload()} />}
        <Counting />
      </div>
    </main>
  );
}

/** Two taps to cancel, so that a slip of the thumb costs nothing; gone once it is no longer free. */
function Cancel({ store, mine }: { store: OrdersStore; mine: MyOrder }) {
  const say = useMessages(orderWords);
  const language = useLanguage();
  const wording = useWording(mine.currency);
  const [isAsked, setAsked] = useState(false);
  const { order } = mine;
  const busy = useStore(store.store, (state) => state.cancelling[order.orderId] === true);
  const fault = useStore(store.store, (state) => state.faults[order.orderId]);
  const isFree = useServerTime((nowMs) => {
    if (order.status === 'PLACED') return nowMs < order.payByMs;
    return order.status === 'PAID' && nowMs < (order.freeCancelUntilMs ?? 0);
  });
  return (
    <>
      {fault && (
        <Notice>
          {afterSaleSentence(fault, language, wording) ?? sentenceFor(fault, language, wording)}
        </Notice>
      )}
      {isFree && !isAsked && (
        <Button look="line" onClick={() => setAsked(true)}>
          {say.cancel}
        </Button>
      )}
      {isFree && isAsked && (
        <div className="two-buttons">
          <Button wide look="quiet" onClick={() => setAsked(false)}>
            {say.keepIt}
          </Button>
          <Button wide look="line" busy={busy} onClick={() => void store.cancel(mine)}>
            {say.cancelSure}
          </Button>
        </div>
      )}
    </>
  );
}

function Bones() {
  return (
    <div className="order" aria-hidden="true">
      <i className="bone" />
      <i className="bone short" />
      <i className="bone" />
    </div>
  );
}
