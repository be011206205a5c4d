import { useState } from 'react';
import { useStore } from 'zustand';
import type { ClaimView, MyParcel, MyParcels } from '../../../../shared/contract/packing.ts';
import type { MyOrder } from '../../../../shared/market/order/contract.ts';
import { namedIn, originIn } from '../../../../shared/values/names.ts';
import { DAY } from '../../../../shared/values/time.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { sentenceOf } from '../../../market/sentences.ts';
import type { OrderClaims } from '../../../stores/order-claims.ts';
import { Button } from '../../../ui/Button.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { useMoney } from '../../../ui/Price.tsx';
import { part } from '../../../ui/part.tsx';
import { useServerTime } from '../../../ui/server-time.ts';
import { dayAndTime, dayOnly } from '../../../ui/time-words.ts';
import { useWording } from '../../../ui/wording.ts';
import { CallShop } from './CallShop.tsx';
import { claimableUnits } from './claimable.ts';
import { ParcelHead } from './ParcelHead.tsx';
import { parcelWords } from './parcel-words.ts';

const SentWithClaim = part(() => import('./SentWithClaim.tsx').then((module) => module.SentWithClaim));
const ClaimSheet = part(() => import('./ClaimSheet.tsx').then((module) => module.ClaimSheet));

/** The parcels of an order: where they are, and what was said about what came in them. */
export function OrderParcels({
  claims: store,
  mine,
  after,
}: {
  claims: OrderClaims;
  mine: MyOrder;
  /** Parcels and claims of its buyer; null: not known yet. */
  after: MyParcels | null;
}) {
  const say = useMessages(parcelWords);
  const language = useLanguage();
  const money = useMoney(mine.currency);
  const { orderId } = mine.order;
  const own = after?.parcels.filter(({ lines }) => lines.some((line) => line.orderId === orderId)) ?? [];
  const said = after?.claims.filter((claim) => claim.orderId === orderId) ?? [];
  if (own.length === 0) return null;
  return (
    <section className="order-parcels" aria-label={say.parcels}>
      <ul>
        {own.map((parcel) => (
          <li key={parcel.shipmentId}>
            <ParcelLine parcel={parcel} orderId={orderId} />
            <Claim store={store} mine={mine} parcel={parcel} own={own} said={said} />
          </li>
        ))}
        {said.map((claim) => (
          <li key={claim.claimId}>
            <p className="soft">
              {say.claimed(
                claim.units,
                namedIn(language, claim).name,
                dayAndTime(claim.openedAtMs, language),
              )}{' '}
              {(claim.hasWords || claim.photos > 0) && `${say.sentWith(claim.photos, claim.hasWords)} `}
              {claim.status === 'ACCEPTED' ? say.ACCEPTED(money(claim.refundMinor)) : say[claim.status]}{' '}
              {mine.refund?.state !== 'given' && <MoneyBy claim={claim} />}
            </p>
            {(claim.hasWords || claim.photos > 0) && <SentWithClaim claim={claim} currency={mine.currency} />}
            {claim.status === 'OPEN' && <OpenClaim store={store} mine={mine} claim={claim} money={money} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function ParcelLine({ parcel, orderId }: { parcel: MyParcel; orderId: string }) {
  const say = useMessages(parcelWords);
  const language = useLanguage();
  const others = parcel.lines.filter((line) => line.orderId !== orderId);
  return (
    <>
      <ParcelHead parcel={parcel} from={parcel.origin === '' ? '' : originIn(language, parcel)} />
      {others.length > 0 && (
        <p className="soft">{say.together(new Set(others.map((line) => line.reference)))}</p>
      )}
    </>
  );
}

/** A claim is offered while something is left to claim, and its end is said (O6); afterwards, when an open one is answered. */
function Claim({
  store,
  mine,
  parcel,
  own,
  said,
}: {
  store: OrderClaims;
  mine: MyOrder;
  parcel: MyParcel;
  /** The parcels of its order, and what was said about them. */
  own: readonly MyParcel[];
  said: readonly ClaimView[];
}) {
  const say = useMessages(parcelWords);
  const language = useLanguage();
  const [isOpen, setOpen] = useState(false);
  const { claimUntilMs } = parcel;
  const isPossible = useServerTime(
    (nowMs) => parcel.status === 'DELIVERED' && claimUntilMs !== null && nowMs < claimUntilMs,
  );
  if (!isPossible || claimUntilMs === null) return null;
  const lines = parcel.lines
    .filter(({ orderId }) => orderId === mine.order.orderId)
    .map((line) => ({ ...line, most: claimableUnits(line, own, said) }));
  const claimable = lines.filter(({ most }) => most > 0);
  if (claimable.length === 0) {
    const open = said.filter(
      ({ status, itemNumber }) => status === 'OPEN' && lines.some((line) => line.itemNumber === itemNumber),
    );
    if (open.length === 0) return null;
    // By when stands with each claim, below.
    return <p className="soft">{say.reported}</p>;
  }
  return (
    <>
      <p className="soft">{say.claimUntil(dayAndTime(claimUntilMs, language))}</p>
      <Button look="line" onClick={() => setOpen(true)}>
        {say.claim}
      </Button>
      {isOpen && <ClaimSheet store={store} mine={mine} lines={claimable} onClose={() => setOpen(false)} />}
    </>
  );
}

/** By which day the money of an accepted claim is there (O14). */
function MoneyBy({ claim: { status, decidedAtMs, refundMinor, backDays } }: { claim: ClaimView }) {
  const say = useMessages(parcelWords);
  const language = useLanguage();
  const byMs = (decidedAtMs ?? 0) + (backDays ?? 0) * DAY;
  const isOver = useServerTime((nowMs) => nowMs >= byMs);
  if (status !== 'ACCEPTED' || decidedAtMs === null || backDays === undefined || refundMinor === 0)
    return null;
  return (isOver ? say.moneyWasDue : say.moneyBy)(dayOnly(byMs, language));
}

/** By when the shop answers (O9), whom to call once that is over, how much would come back, and the way to take it back. */
function OpenClaim({
  store,
  mine,
  claim,
  money,
}: {
  store: OrderClaims;
  mine: MyOrder;
  claim: ClaimView;
  money(minor: number): string;
}) {
  const say = useMessages(parcelWords);
  const language = useLanguage();
  const [isAsked, setAsked] = useState(false);
  const isOverdue = useServerTime((nowMs) => nowMs >= claim.answerByMs);
  const busy = useStore(store.store, (state) => state.claiming[mine.order.orderId] === true);
  const fault = useStore(store.store, (state) => state.claimFaults[claim.claimId]);
  const wording = useWording(mine.currency);
  return (
    <>
      <p className="soft">
        {(isOverdue ? say.answerOverdue : say.answerBy)(dayAndTime(claim.answerByMs, language))}{' '}
        {say.comesBack(
          money(claim.backMinor ?? 0),
          mine.order.payment === 'cash_on_delivery',
          claim.backDays,
        )}
      </p>
      {isOverdue && <CallShop />}
      {fault && <Notice tone="fault">{sentenceOf(fault, language, wording)}</Notice>}
      {isAsked ? (
        <div className="two-buttons">
          <Button wide look="quiet" onClick={() => setAsked(false)}>
            {say.keepClaim}
          </Button>
          <Button wide look="line" busy={busy} onClick={() => void store.withdraw(mine, claim.claimId)}>
            {say.withdrawSure}
          </Button>
        </div>
      ) : (
        <Button look="quiet" onClick={() => setAsked(true)}>
          {say.withdraw}
        </Button>
      )}
    </>
  );
}
