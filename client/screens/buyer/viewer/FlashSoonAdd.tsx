import { useState } from 'react';
import { useStore } from 'zustand';
import { useMessages } from '../../../i18n/language.ts';
import { flashTaps } from '../../../stores/flash-taps.ts';
import { useWorld } from '../../../stores/world.ts';
import { Button } from '../../../ui/Button.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { useMoney } from '../../../ui/Price.tsx';
import { useServerTime } from '../../../ui/server-time.ts';
import { timeLeft } from '../../../ui/time-words.ts';
import { flashSoonWords } from './flash-soon-words.ts';
import { useAdd } from './use-add.ts';
import { useCard, useCurrency, useLive, useViewer } from './viewer-stores.ts';
import './flash-soon.css';

/** What is kept of an item until its flash starts, and who keeps it. */
function useKeptTaps(itemNumber: number) {
  const { live, cart } = useViewer();
  const world = useWorld();
  const [taps] = useState(() => flashTaps(live, cart, world));
  const kept = useStore(taps.store, (all) => all[itemNumber]);
  return { taps, kept };
}

/**
 * While a flash counts down: its price is the large button, and a tap on it is kept until the start (F7). Whoever wants the
 * product now pays the list price, and reads so on the button for it, which stands before the large one: with the start it
 * is gone, and the large one stays where it is.
 * @param wide on the page of a product, across its foot
 */
export function FlashSoonAdd({ itemNumber, wide = false }: { itemNumber: number; wide?: boolean }) {
  const say = useMessages(flashSoonWords);
  const money = useMoney(useCurrency());
  const { taps, kept } = useKeptTaps(itemNumber);
  const flash = useLive(({ view }) => view.flash[itemNumber]);
  const card = useCard(itemNumber);
  const add = useAdd();
  const left = useServerTime((nowMs) => timeLeft((flash?.startsAtMs ?? nowMs) - nowMs));
  if (!flash || !card) return null;
  const isFull = kept !== undefined && kept.units >= flash.perBuyerCap;
  return (
    <>
      <button
        type="button"
        className="add-instead figures"
        onClick={() => (kept ? taps.callOff(itemNumber) : void add(itemNumber, 1))}
      >
        {kept ? say.callOff : say.addNow(money(card.listPriceMinor))}
      </button>
      <Button
        look="buy"
        className={wide ? 'add-soon' : 'add-pinned add-soon'}
        wide={wide}
        aria-pressed={kept !== undefined}
        aria-disabled={isFull || undefined}
        onClick={() => taps.keep(itemNumber)}
      >
        <span className="figures">
          {kept ? say.kept(kept.units, money(flash.priceMinor)) : money(flash.priceMinor)}
        </span>
        <small className="figures">{kept ? say.addedIn(left) : say.startsIn(left)}</small>
      </Button>
    </>
  );
}

/**
 * In a row of the shop: a tap keeps one unit at the flash price, and another one calls it off. Who wants it now at list
 * price, or more of it, finds that on the product's own page.
 */
export function FlashSoonOne({ itemNumber, name }: { itemNumber: number; name: string }) {
  const say = useMessages(flashSoonWords);
  const money = useMoney(useCurrency());
  const { taps, kept } = useKeptTaps(itemNumber);
  const flash = useLive(({ view }) => view.flash[itemNumber]);
  if (!flash) return null;
  const price = money(flash.priceMinor);
  return (
    <button
      type="button"
      className="icon-button add-button add-soon-one"
      aria-pressed={kept !== undefined}
      aria-label={kept ? say.callOffOf(name) : say.oneOf(name, price)}
      title={price}
      onClick={() => (kept ? taps.callOff(itemNumber) : taps.keep(itemNumber))}
    >
      <Icon name={kept ? 'check' : 'flash'} size={20} />
    </button>
  );
}

/** Beside the price of a row: what it will cost, and when. */
export function FlashSoonPrice({ itemNumber }: { itemNumber: number }) {
  const say = useMessages(flashSoonWords);
  const money = useMoney(useCurrency());
  const flash = useLive(({ view }) => view.flash[itemNumber]);
  const left = useServerTime((nowMs) => timeLeft((flash?.startsAtMs ?? nowMs) - nowMs));
  if (!flash) return null;
  return (
    <span className="flash-soon-price figures">
      <Icon name="flash" size={14} />
      {money(flash.priceMinor)} <small>{say.startsIn(left)}</small>
    </span>
  );
}
