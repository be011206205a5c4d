import { type FormEvent, useState } from 'react';
import { useStore } from 'zustand';
import type { FoundOrder } from '../../../../shared/contract/find-order.ts';
import { namedIn } from '../../../../shared/values/names.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { sentenceOf } from '../../../market/sentences.ts';
import { createFindOrderStore, readReference } from '../../../stores/find-order-store.ts';
import { useWorld } from '../../../stores/world.ts';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/Field.tsx';
import { useFirstViewGone } from '../../../ui/first-view.ts';
import { Notice } from '../../../ui/Notice.tsx';
import { useMoney } from '../../../ui/Price.tsx';
import { dayAndTime } from '../../../ui/time-words.ts';
import { useWording } from '../../../ui/wording.ts';
import { PageHead } from '../../PageHead.tsx';
import { ShopFoot } from '../ShopFoot.tsx';
import { findWords } from './find-words.ts';
import { isPromised, OrderShips } from './OrderShips.tsx';
import { OrderSteps } from './OrderSteps.tsx';
import { handedOverMs, stepOf } from './order-steps.ts';
import { ParcelHead } from './ParcelHead.tsx';
import { parcelWords } from './parcel-words.ts';
import { StatusPill } from './StatusPill.tsx';
import { orderWords } from './words.ts';
import './orders.css';

/** Fewer digits are no phone. */
const MIN_DIGITS = 7;

/** An order on a device that did not place it: by its number and its phone (B7). */
export function FindOrderScreen() {
  const say = useMessages(findWords);
  const world = useWorld();
  const [finding] = useState(() => createFindOrderStore(world));
  const found = useStore(finding.store, (state) => state.found);
  useFirstViewGone(true);
  return (
    <main className="page order-page">
      <PageHead title={say.title} back="/orders" isForBuyers />
      <div className="stack">
        {found ? (
          <>
            <Found order={found} />
            <Button look="line" wide onClick={finding.again}>
              {say.another}
            </Button>
          </>
        ) : (
          <AskForm finding={finding} />
        )}
        <p className="soft">{say.privacy}</p>
      </div>
      <ShopFoot />
    </main>
  );
}

function AskForm({ finding }: { finding: ReturnType<typeof createFindOrderStore> }) {
  const say = useMessages(findWords);
  const language = useLanguage();
  const wording = useWording('CNY');
  const { reason, isAsking } = useStore(finding.store);
  const [typed, setTyped] = useState('');
  const [phone, setPhone] = useState('');
  const [isTried, setTried] = useState(false);
  const reference = readReference(typed);
  const isPhone = phone.replace(/\D/g, '').length >= MIN_DIGITS;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (reference !== null && isPhone) void finding.find({ reference, phone });
  };
  return (
    <form className="stack" noValidate onSubmit={submit}>
      <p>{say.about}</p>
      <Field
        label={say.reference}
        hint={say.referenceHint}
        inputMode="text"
        autoComplete="off"
        maxLength={40}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        {...(isTried && reference === null && { fault: say.referenceWrong })}
      />
      <Field
        label={say.phone}
        hint={say.phoneHint}
        type="tel"
        autoComplete="tel"
        maxLength={32}
        value={phone}
        onChange={(event) => setPhone(event.target.value)}
        {...(isTried && !isPhone && { fault: say.phoneWrong })}
      />
      {reason && (
        <Notice tone="fault">
          {reason.code === 'NOT_FOUND' ? say.notFound : sentenceOf(reason, language, wording)}
        </Notice>
      )}
      <Button look="primary" wide type="submit" busy={isAsking}>
        {say.find}
      </Button>
    </form>
  );
}

function Found({ order }: { order: FoundOrder }) {
  const say = useMessages(findWords);
  const sayOrder = useMessages(orderWords);
  const sayParcel = useMessages(parcelWords);
  const language = useLanguage();
  const money = useMoney(order.currency);
  const title = (language === 'en' && order.streamTitleEn) || order.streamTitle;
  const named = (line: { name: string; nameEn?: string | undefined; units: number }) =>
    say.units(line.units, namedIn(language, line).name);
  return (
    <article className="order" aria-label={sayOrder.number(order.reference)}>
      <header>
        <div>
          <h2 className="figures">{sayOrder.number(order.reference)}</h2>
          <p className="soft figures">
            {dayAndTime(order.placedAtMs, language)} · <bdi>{title}</bdi>
          </p>
        </div>
        <StatusPill order={order} shipping={order} />
      </header>
      <ul className="found-lines">
        {order.lines.map((line) => (
          <li key={line.itemNumber}>
            <bdi>{named(line)}</bdi>
            {line.unfilledUnits > 0 && (
              <span className="soft"> · {sayOrder.unfilled(line.unfilledUnits)}</span>
            )}
          </li>
        ))}
      </ul>
      <OrderSteps order={order} shipping={order} />
      {isPromised(order) && (
        <OrderShips
          lines={order.lines}
          step={stepOf(order, order)?.step ?? null}
          isLate={order.isLate === true}
          shippedAtMs={handedOverMs(order)}
        />
      )}
      {order.refundedMinor > 0 && <p>{say.refunded(money(order.refundedMinor))}</p>}
      {order.parcels.length === 0 && order.status === 'PAID' && <p className="soft">{say.noParcel}</p>}
      {order.parcels.length > 0 && (
        <section className="order-parcels" aria-label={sayParcel.parcels}>
          <ul>
            {order.parcels.map((parcel) => (
              <li key={parcel.shipmentId}>
                <ParcelHead parcel={parcel} from="" />
                <p className="soft">{say.inIt(parcel.lines.map(named).join(', '))}</p>
              </li>
            ))}
          </ul>
        </section>
      )}
    </article>
  );
}
