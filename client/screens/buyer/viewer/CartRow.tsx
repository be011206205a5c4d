import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { CartLine } from '../../../../shared/market/cart/contract.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { type AsideLine, setAsideOf } from '../../../stores/set-aside.ts';
import { useWorld } from '../../../stores/world.ts';
import { Button } from '../../../ui/Button.tsx';
import { Countdown } from '../../../ui/Countdown.tsx';
import { useMoney } from '../../../ui/Price.tsx';
import { Stepper } from '../../../ui/Stepper.tsx';
import { useServerTime } from '../../../ui/server-time.ts';
import { clockTime } from '../../../ui/time-words.ts';
import { AboutGood } from './AboutGood.tsx';
import { cartWords } from './cart-words.ts';
import { FaultPlace } from './FaultPlace.tsx';
import { OnItsWay } from './OnItsWay.tsx';
import { useAdd } from './use-add.ts';
import { useCanAdd } from './use-can-add.ts';
import { useLeftOut } from './use-paid-now.ts';
import { useCard, useCart, useCurrency, useShownPrice, useViewer } from './viewer-stores.ts';

/** A line shows a clock of its own only when so little of its time is left; before, the cart's one clock is enough. */
const LAST_MS = 60_000;

/**
 * A product in the cart: whether it is paid now, its bound price, and how many. What ran out stays, with the way to add it again.
 * @param children what else can be done with it, below it
 */
export function CartRow({
  line,
  onRemoved,
  children,
}: {
  line: CartLine;
  /** Its last unit was taken out. */
  onRemoved(): void;
  children?: ReactNode;
}) {
  const say = useMessages(cartWords);
  const money = useMoney(useCurrency());
  const { cart } = useViewer();
  const add = useAdd();
  const { itemNumber, holds, directUnits, expiredUnits } = line;
  const card = useCard(itemNumber);
  const busy = useCart((state) => state.waiting[itemNumber] !== undefined);
  const canAdd = useCanAdd(itemNumber);
  const price = useShownPrice(itemNumber);
  const heldUnits = holds.reduce((sum, hold) => sum + hold.units, 0);
  const units = heldUnits + directUnits;
  const untilMs = holds.reduce((first, hold) => Math.min(first, hold.untilMs), Number.POSITIVE_INFINITY);
  const isLast = useServerTime((nowMs) => untilMs - nowMs < LAST_MS);
  const name = card?.name ?? String(itemNumber);
  const bound = [...new Set(holds.map((hold) => hold.unitPriceMinor))];
  if (directUnits > 0 && price && !bound.includes(price.priceMinor)) bound.push(price.priceMinor);
  return (
    <li className={units === 0 ? 'cart-row expired' : 'cart-row'}>
      {units > 0 && <PayNow itemNumber={itemNumber} name={name} />}
      <AboutGood itemNumber={itemNumber} source={card?.picture ?? ''} size={56} />
      {heldUnits > 0 && <StillHeld itemNumber={itemNumber} />}
      <div className="cart-about">
        <h4>
          <bdi>{name}</bdi>
        </h4>
        {units > 0 && (
          <p className="line-price figures">
            <span>{bound.map((minor) => money(minor)).join(' · ')}</span>
            <SaveForLater
              line={{ itemNumber, units, seenMinor: Math.max(...bound) }}
              expiredUnits={expiredUnits}
              name={name}
            />
            {heldUnits > 0 && isLast && (
              <span className="held-for">
                <Countdown untilMs={untilMs} />
              </span>
            )}
          </p>
        )}
        {heldUnits > 0 && <ReservedAgain itemNumber={itemNumber} untilMs={untilMs} />}
        {directUnits > 0 && <p className="soft">{say.notReserved}</p>}
        {expiredUnits > 0 && <p className="soft">{say.expired(expiredUnits)}</p>}
      </div>
      {units > 0 && (
        <Stepper
          value={units}
          of={name}
          busy={busy}
          isMost={!canAdd}
          note={<OnItsWay itemNumber={itemNumber} />}
          onMore={() => void add(itemNumber, 1)}
          onFewer={() => {
            void cart.remove(itemNumber, 1);
            if (units === 1) onRemoved();
          }}
        />
      )}
      {children}
      {expiredUnits > 0 && <Expired itemNumber={itemNumber} units={expiredUnits} />}
      <div className="row-fault">
        <FaultPlace itemNumber={itemNumber} />
      </div>
    </li>
  );
}

/** Whether a line goes to the checkout. Without its tick it stays in the cart, and reserved, and is in no sum. */
function PayNow({ itemNumber, name }: { itemNumber: number; name: string }) {
  const say = useMessages(cartWords);
  const leftOut = useLeftOut();
  const isOut = useStore(leftOut.store, ({ items }) => items.includes(itemNumber));
  return (
    <label className="pay-now">
      <input
        type="checkbox"
        aria-label={say.payNow(name)}
        checked={!isOut}
        onChange={() => leftOut.set(itemNumber, !isOut)}
      />
    </label>
  );
}

/** Of a line that came back into the cart: its reservation began anew, and ends at another time than the one before. */
function ReservedAgain({ itemNumber, untilMs }: { itemNumber: number; untilMs: number }) {
  const say = useMessages(cartWords);
  const language = useLanguage();
  const aside = setAsideOf(useViewer().live, useWorld().keep);
  const isAgain = useStore(aside.store, ({ again }) => again.includes(itemNumber));
  return isAgain && <p className="soft figures">{say.reservedAgain(clockTime(untilMs, language))}</p>;
}

/** Over the picture of a line without its tick, where it moves nothing: its reservation goes on all the same. */
function StillHeld({ itemNumber }: { itemNumber: number }) {
  const say = useMessages(cartWords);
  const isOut = useStore(useLeftOut().store, ({ items }) => items.includes(itemNumber));
  return isOut && <p className="still-held">{say.stillHeld}</p>;
}

/** What can be done with units whose reservation ran out. */
function Expired({ itemNumber, units }: { itemNumber: number; units: number }) {
  const say = useMessages(cartWords);
  const money = useMoney(useCurrency());
  const { cart, live } = useViewer();
  const aside = setAsideOf(live, useWorld().keep);
  const add = useAdd();
  const busy = useCart((state) => state.waiting[itemNumber] !== undefined);
  const canAdd = useCanAdd(itemNumber);
  const price = useShownPrice(itemNumber);
  return (
    <div className="take-again">
      {canAdd && price && (
        <Button
          look="line"
          busy={busy}
          onClick={() => void add(itemNumber, units).then((isTaken) => isTaken && aside.cameBack(itemNumber))}
        >
          {say.takeAgain(money(price.priceMinor))}
        </Button>
      )}
      <Button look="quiet" busy={busy} onClick={() => void cart.remove(itemNumber, units)}>
        {say.remove}
      </Button>
    </div>
  );
}

/** Takes a line out of the cart and keeps it on this device. @param name as this reader knows it */
function SaveForLater({ line, expiredUnits, name }: { line: AsideLine; expiredUnits: number; name: string }) {
  const say = useMessages(cartWords);
  const { cart, live } = useViewer();
  const aside = setAsideOf(live, useWorld().keep);
  const busy = useCart((state) => state.waiting[line.itemNumber] !== undefined);
  const save = () => {
    // As everybody reads it, beside its second name: the page may change its language.
    const { name, nameEn } = live.store.getState().view.cards[line.itemNumber] ?? {};
    void aside.put(cart, { ...line, ...(name && { name }), ...(nameEn && { nameEn }) }, expiredUnits);
  };
  return (
    <button
      type="button"
      className="set-aside"
      aria-label={say.setAsideOf(name)}
      aria-disabled={busy || undefined}
      onClick={busy ? undefined : save}
    >
      {say.setAside}
    </button>
  );
}
