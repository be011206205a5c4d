import { useState } from 'react';
import { useStore } from 'zustand';
import type { MyOrder } from '../../../../shared/market/order/contract.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { sentenceOf } from '../../../market/sentences.ts';
import type { OrderStore } from '../../../stores/order-store.ts';
import { Button } from '../../../ui/Button.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { useMoney } from '../../../ui/Price.tsx';
import { useServerTime } from '../../../ui/server-time.ts';
import { useWording } from '../../../ui/wording.ts';
import { atDoorWords } from './at-door-words.ts';

/** The other way to pay of an order that waits (O13): one tap and a yes, since it cannot be turned back; else why there is none. */
export function PayAtDoor({
  store,
  mine,
  isFirst = false,
  onNo,
}: {
  store: OrderStore;
  mine: MyOrder;
  /** It was chosen on the payment page: only the yes is left, before all else of the order. */
  isFirst?: boolean;
  onNo?(): void;
}) {
  const say = useMessages(atDoorWords);
  const language = useLanguage();
  const wording = useWording(mine.currency);
  const money = useMoney(mine.currency);
  const [isAsked, setAsked] = useState(isFirst);
  const { isTurning, turnFault } = useStore(store.store);
  const { order, atDoor } = mine;
  const yes = async () => {
    await store.payAtDoor();
    // Its page is another one now, and begins at its head.
    if (!store.store.getState().turnFault) scrollTo(0, 0);
  };
  const isInTime = useServerTime((nowMs) => nowMs < order.payByMs);
  if (!atDoor || !isInTime) return null;
  const { refusal } = atDoor;
  if (refusal) {
    return (
      <p className="soft">
        {refusal.code === 'PAYMENT_FAILED' ? say.notOffered : sentenceOf(refusal, language, wording)}
      </p>
    );
  }
  return (
    <>
      {turnFault && <Notice tone="fault">{sentenceOf(turnFault, language, wording)}</Notice>}
      {isAsked ? (
        <section className="stack" aria-label={say.title}>
          <h2>{say.question}</h2>
          <p>{say.sure(money(order.totalMinor))}</p>
          <div className="two-buttons">
            <Button
              wide
              look="quiet"
              onClick={() => {
                setAsked(false);
                onNo?.();
              }}
            >
              {say.no}
            </Button>
            <Button wide look="primary" busy={isTurning} onClick={() => void yes()}>
              {say.yes}
            </Button>
          </div>
        </section>
      ) : (
        <Button wide look="line" onClick={() => setAsked(true)}>
          {say.title}
        </Button>
      )}
    </>
  );
}
