import type { BasketLine } from '../../../shared/contract/basket.ts';
import type { CardEntry } from '../../../shared/live-view/view.ts';
import { useMessages } from '../../i18n/language.ts';
import { Button } from '../../ui/Button.tsx';
import { Countdown } from '../../ui/Countdown.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Picture } from '../../ui/Picture.tsx';
import { useMoney } from '../../ui/Price.tsx';
import { Stepper } from '../../ui/Stepper.tsx';
import { ItemFault } from './Fault.tsx';
import { useCanAdd } from './PinnedButtons.tsx';
import { useAdd } from './use-add.ts';
import { useBasket, useCurrency, useLive, useMyBasket, useShownPrice, useViewer } from './viewer-stores.ts';
import { viewerWords } from './words.ts';

/** The basket by producer and origin, as parcels will be packed. */
export function BasketLines() {
  const say = useMessages(viewerWords);
  const { lines } = useMyBasket();
  const cards = useLive((state) => state.view.cards);
  if (lines.length === 0) {
    return (
      <div className="empty">
        <Icon name="basket" size={40} />
        <p>{say.basketEmpty}</p>
        <p className="soft">{say.basketEmptyHint}</p>
      </div>
    );
  }
  return groupsOf(lines, cards).map(({ from, lines: own }) => (
    <section key={from} className="parcel">
      <h3 className="soft">{from}</h3>
      <ul>
        {own.map((line) => (
          <BasketRow key={line.itemNumber} line={line} />
        ))}
      </ul>
    </section>
  ));
}

function groupsOf(lines: readonly BasketLine[], cards: Readonly<Record<number, CardEntry>>) {
  const groups = new Map<string, BasketLine[]>();
  for (const line of lines) {
    const card = cards[line.itemNumber];
    const from = card ? [card.producer, card.origin].filter(Boolean).join(' · ') : '';
    groups.set(from, [...(groups.get(from) ?? []), line]);
  }
  return [...groups].map(([from, own]) => ({ from, lines: own }));
}

function BasketRow({ line }: { line: BasketLine }) {
  const say = useMessages(viewerWords);
  const money = useMoney(useCurrency());
  const { basket } = useViewer();
  const add = useAdd();
  const { itemNumber, holds, directUnits, expiredUnits } = line;
  const card = useLive((state) => state.view.cards[itemNumber]);
  const busy = useBasket((state) => state.waiting[itemNumber] === true);
  const canAdd = useCanAdd(itemNumber);
  const price = useShownPrice(itemNumber);
  const heldUnits = holds.reduce((sum, hold) => sum + hold.units, 0);
  const units = heldUnits + directUnits;
  const untilMs = holds.reduce((first, hold) => Math.min(first, hold.untilMs), Number.POSITIVE_INFINITY);
  const name = card?.name ?? String(itemNumber);
  const bound = [...new Set(holds.map((hold) => hold.unitPriceMinor))];
  if (directUnits > 0 && price && !bound.includes(price.priceMinor)) bound.push(price.priceMinor);
  return (
    <li className={units === 0 ? 'basket-row expired' : 'basket-row'}>
      <Picture source={card?.picture ?? ''} size={56} />
      <div className="basket-about">
        <h4>
          <span className="item-number figures">{itemNumber}</span> <bdi>{name}</bdi>
        </h4>
        {units > 0 && (
          <p className="figures soft">{bound.map((minor) => say.each(money(minor))).join(' · ')}</p>
        )}
        {heldUnits > 0 && (
          <p className="held-for">
            <Countdown untilMs={untilMs} label={say.held} />
          </p>
        )}
        {directUnits > 0 && <p className="soft">{say.notHeld}</p>}
        {expiredUnits > 0 && <p className="soft">{say.expired(expiredUnits)}</p>}
      </div>
      {units > 0 && (
        <Stepper
          value={units}
          of={name}
          busy={busy}
          isMost={!canAdd}
          onMore={() => void add(itemNumber, 1)}
          onFewer={() => void basket.remove(itemNumber, 1)}
        />
      )}
      {expiredUnits > 0 && (
        <div className="take-again">
          {canAdd && price && (
            <Button look="line" busy={busy} onClick={() => void add(itemNumber, expiredUnits)}>
              {say.takeAgain(money(price.priceMinor))}
            </Button>
          )}
          <Button look="quiet" busy={busy} onClick={() => void basket.remove(itemNumber, expiredUnits)}>
            {say.remove}
          </Button>
        </div>
      )}
      <div className="row-fault">
        <ItemFault itemNumber={itemNumber} />
      </div>
    </li>
  );
}
