import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { MyParcel } from '../../../shared/contract/packing.ts';
import type { MyOrder } from '../../../shared/market/order/contract.ts';
import { type ClaimReason, claimReasons } from '../../../shared/market/parcel/claim-reasons.ts';
import { namedIn, originIn } from '../../../shared/values/names.ts';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import type { OrdersStore } from '../../stores/orders-store.ts';
import { Button } from '../../ui/Button.tsx';
import { FaultWords } from '../../ui/FaultWords.tsx';
import { Field } from '../../ui/Field.tsx';
import { useMoney } from '../../ui/Price.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { useServerTime } from '../../ui/server-time.ts';
import { dayAndTime } from '../../ui/time-words.ts';
import { ParcelHead } from './ParcelHead.tsx';
import { parcelWords } from './parcel-words.ts';

/** The parcels of an order: where they are, and what was said about what came in them. */
export function OrderParcels({ store, mine }: { store: OrdersStore; mine: MyOrder }) {
  const say = useMessages(parcelWords);
  const language = useLanguage();
  const money = useMoney(mine.currency);
  const { orderId } = mine.order;
  const after = useStore(store.store, (state) => state.after);
  const own = after?.parcels.filter(({ lines }) => lines.some((line) => line.orderId === orderId)) ?? [];
  const said = after?.claims.filter((claim) => claim.orderId === orderId) ?? [];
  if (own.length === 0) return null;
  return (
    <section className="order-parcels" aria-label={say.parcels}>
      <ul>
        {own.map((parcel) => (
          <li key={parcel.shipmentId}>
            <ParcelLine parcel={parcel} orderId={orderId} />
            <Claim store={store} mine={mine} parcel={parcel} />
          </li>
        ))}
        {said.map((claim) => (
          <li key={claim.claimId} className="soft">
            {say.claimed(claim.units, namedIn(language, claim).name, dayAndTime(claim.openedAtMs, language))}{' '}
            {claim.status === 'ACCEPTED' ? say.ACCEPTED(money(claim.refundMinor)) : say[claim.status]}
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

/** A claim is offered while it is possible, and its end is said (O6). */
function Claim({ store, mine, parcel }: { store: OrdersStore; mine: MyOrder; parcel: MyParcel }) {
  const say = useMessages(parcelWords);
  const language = useLanguage();
  const [isOpen, setOpen] = useState(false);
  const { claimUntilMs } = parcel;
  const isPossible = useServerTime(
    (nowMs) => parcel.status === 'DELIVERED' && claimUntilMs !== null && nowMs < claimUntilMs,
  );
  if (!isPossible || claimUntilMs === null) return null;
  return (
    <>
      <p className="soft">{say.claimUntil(dayAndTime(claimUntilMs, language))}</p>
      <Button look="line" onClick={() => setOpen(true)}>
        {say.claim}
      </Button>
      {isOpen && <ClaimSheet store={store} mine={mine} parcel={parcel} onClose={() => setOpen(false)} />}
    </>
  );
}

const shares = [10_000, 5_000, 2_500] as const;

function ClaimSheet({
  store,
  mine,
  parcel,
  onClose,
}: {
  store: OrdersStore;
  mine: MyOrder;
  parcel: MyParcel;
  onClose(): void;
}) {
  const say = useMessages(parcelWords);
  const language = useLanguage();
  const form = useRef<HTMLFormElement>(null);
  const lines = parcel.lines.filter((line) => line.orderId === mine.order.orderId);
  const [at, setAt] = useState(0);
  const [units, setUnits] = useState(1);
  // Whoever claims says it: nothing is answered for them.
  const [shareBps, setShare] = useState<number | null>(null);
  const [reason, setReason] = useState<ClaimReason | null>(null);
  /** Counts the taps that were in vain. */
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    if (attempt > 0) form.current?.querySelector<HTMLInputElement>('.unanswered input')?.focus();
  }, [attempt]);
  const busy = useStore(store.store, (state) => state.claiming[mine.order.orderId] === true);
  const line = lines[at];
  if (!line) return null;
  const most = line.units - line.sellable - line.damaged;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (reason === null || shareBps === null) return setAttempt(attempt + 1);
    const { orderId, itemNumber, unitPriceMinor } = line;
    await store.claim(mine, { orderId, itemNumber, unitPriceMinor, units, shareBps, reason });
    onClose();
  };
  return (
    <Sheet title={say.claimTitle} onClose={onClose}>
      <form className="stack" ref={form} onSubmit={(event) => void submit(event)}>
        <Choice
          name={say.what}
          options={lines.map((each, index) => [String(index), namedIn(language, each).name])}
          chosen={String(at)}
          onChoose={(index) => {
            setAt(Number(index));
            setUnits(1);
          }}
        />
        <Choice
          name={say.why}
          options={claimReasons.map((name) => [name, say[name]])}
          chosen={reason}
          isAsked={attempt > 0}
          onChoose={(name) => setReason(name as ClaimReason)}
        />
        <Field
          label={say.howMany}
          type="number"
          inputMode="numeric"
          min={1}
          max={most}
          required
          value={units}
          onChange={(event) => setUnits(Math.min(most, Math.max(1, Number(event.target.value) || 1)))}
        />
        <Choice
          name={say.howMuch}
          options={shares.map((bps) => [String(bps), say.share(bps / 100)])}
          chosen={shareBps === null ? null : String(shareBps)}
          isAsked={attempt > 0}
          onChoose={(bps) => setShare(Number(bps))}
        />
        <Button look="primary" wide type="submit" busy={busy}>
          {say.send}
        </Button>
      </form>
    </Sheet>
  );
}

function Choice({
  name,
  options,
  chosen,
  isAsked = false,
  onChoose,
}: {
  name: string;
  options: readonly (readonly [value: string, label: string])[];
  chosen: string | null;
  /** It was sent without an answer to this: that is said. */
  isAsked?: boolean;
  onChoose(value: string): void;
}) {
  const say = useMessages(parcelWords);
  const isMissing = isAsked && chosen === null;
  return (
    <fieldset
      className={isMissing ? 'claim-choice unanswered' : 'claim-choice'}
      aria-describedby={isMissing ? `${name}-fault` : undefined}
    >
      <legend>{name}</legend>
      {isMissing && <FaultWords id={`${name}-fault`}>{say.choose}</FaultWords>}
      {options.map(([value, label]) => (
        <label key={value}>
          <input
            type="radio"
            name={name}
            value={value}
            checked={value === chosen}
            onChange={() => onChoose(value)}
          />
          <bdi>{label}</bdi>
        </label>
      ))}
    </fieldset>
  );
}
