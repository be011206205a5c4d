import { useState } from 'react';
import { useStore } from 'zustand';
import type { CartLine } from '../../../../shared/market/cart/contract.ts';
import type { CardEntry } from '../../../../shared/market/lineup/entry.ts';
import type { ShippingQuote, TakingOffer } from '../../../../shared/market/order/contract.ts';
import { useMessages } from '../../../i18n/language.ts';
import { useWorld } from '../../../stores/world.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { useMoney } from '../../../ui/Price.tsx';
import { CartRow } from './CartRow.tsx';
import { cartWords } from './cart-words.ts';
import { OnItsWay } from './OnItsWay.tsx';
import { ProducerNames } from './ProducerNames.tsx';
import { ShipLines, useShipDates } from './ShipLines.tsx';
import { type Suggestion, suggestionFor } from './suggestion.ts';
import { TakeFlash } from './TakeFlash.tsx';
import { useAdd } from './use-add.ts';
import { useCards, useOriginName } from './use-cards.ts';
import { useCart, useCurrency, useIsSelling, useLive, useMyCart } from './viewer-stores.ts';
import './cart.css';

/**
 * The lines of the cart by origin, as parcels are charged.
 * @param shipping what each parcel costs; null: not known yet
 * @param takings what could have a flash price (F7), as it was reckoned for the address
 */
export function CartGroups({
  shipping,
  takings,
  addressId,
  onRemoved,
}: {
  shipping: readonly ShippingQuote[] | null;
  takings: readonly TakingOffer[];
  addressId: string | null;
  /** The last unit of an item was taken out. */
  onRemoved(itemNumber: number): void;
}) {
  const { lines } = useMyCart();
  const { me } = useWorld();
  // An address has a country only if it is abroad; the first one is where an order goes.
  const isAbroad = useStore(me.store, (state) => state.me?.addresses[0]?.country !== undefined);
  const cards = useCards();
  const isQuoted = useLive(({ view }) => view.stream?.isQuoted === true);
  const nameOf = useOriginName();
  const promised = useShipDates();
  return groupsOf(lines, cards).map(({ origin, producers, lines: own }) => {
    const quote = shipping?.find((each) => each.origin === origin);
    return (
      <section key={origin} className="cart-group">
        <h3>
          <ProducerNames of={producers} />
          {origin !== '' && (
            <span className="soft">
              {' · '}
              <bdi>{nameOf(origin)}</bdi>
            </span>
          )}
        </h3>
        {isQuoted && <GroupShipping quote={quote} />}
        <ShipLines
          promised={promised}
          itemNumbers={own.map(({ itemNumber }) => itemNumber)}
          isAbroad={isAbroad}
        />
        <ul>
          {own.map((line) => {
            const offer = takings.find(({ itemNumber }) => itemNumber === line.itemNumber);
            return (
              <CartRow key={line.itemNumber} line={line} onRemoved={() => onRemoved(line.itemNumber)}>
                {offer && <TakeFlash offer={offer} addressId={addressId} />}
              </CartRow>
            );
          })}
          <SuggestionRow quote={quote} lines={own} />
        </ul>
      </section>
    );
  });
}

function groupsOf(lines: readonly CartLine[], cards: Readonly<Record<number, CardEntry>>) {
  const groups = new Map<string, CartLine[]>();
  for (const line of lines) {
    const origin = cards[line.itemNumber]?.origin ?? '';
    groups.set(origin, [...(groups.get(origin) ?? []), line]);
  }
  return [...groups].map(([origin, own]) => {
    const producers = own.flatMap(({ itemNumber }) => {
      const producer = cards[itemNumber]?.producer;
      return producer ? [{ itemNumber, producer }] : [];
    });
    return { origin, producers, lines: own };
  });
}

/** One line, as high with a fee as without: what the parcel costs to send, and what is missing until it costs nothing, or why it does. */
function GroupShipping({ quote }: { quote: ShippingQuote | undefined }) {
  const say = useMessages(cartWords);
  const money = useMoney(useCurrency());
  const missingMinor = quote ? missingOf(quote) : 0;
  return (
    <p className="cart-shipping figures">
      {quote && (
        <>
          <span>
            {say.shipping} <b>{quote.feeMinor === 0 ? say.free : money(quote.feeMinor)}</b>
          </span>
          {missingMinor > 0 && <span className="cart-hint">{say.toFree(money(missingMinor))}</span>}
          {isFreeByEarlier(quote) && <span className="cart-hint">{say.withEarlier}</span>}
        </>
      )}
    </p>
  );
}

/** What is missing until a parcel that costs something travels free; 0: it does, or never will. */
function missingOf({ feeMinor, missingToFreeMinor }: ShippingQuote): number {
  return feeMinor === 0 ? 0 : (missingToFreeMinor ?? 0);
}

/** Whether a parcel costs nothing more, no voucher pays for it, and a paid order travels in it. */
function isFreeByEarlier({ feeMinor, discounts, isWithPaid }: ShippingQuote): boolean {
  return isWithPaid === true && feeMinor === 0 && discounts.length === 0;
}

/**
 * At most one product that brings a group to free shipping, or nearer to it, in one tap. Whether a group has a place for it
 * is decided by the first quote of its lines: more units or a tick fill or empty that place, and move nothing below it.
 */
function SuggestionRow({ quote, lines }: { quote: ShippingQuote | undefined; lines: readonly CartLine[] }) {
  const say = useMessages(cartWords);
  const money = useMoney(useCurrency());
  const add = useAdd();
  const { clock } = useWorld();
  const isSelling = useIsSelling();
  const view = useLive((state) => state.view);
  const cards = useCards();
  const [last, setLast] = useState<{ suggestion: Suggestion | null; items: string } | null>(null);
  const items = lines.map(({ itemNumber }) => itemNumber).join(' ');
  const suggestion =
    quote && missingOf(quote) > 0 && isSelling
      ? suggestionFor(
          view,
          {
            origin: quote.origin,
            missingMinor: missingOf(quote),
            gramsLeft: quote.gramsLeft,
            inCart: new Set(lines.map(({ itemNumber }) => itemNumber)),
          },
          clock.now(),
        )
      : null;
  const busy = useCart((state) => suggestion !== null && state.waiting[suggestion.itemNumber] !== undefined);
  const isSame = last?.items === items;
  const hasPlace = isSame ? last.suggestion !== null : suggestion !== null;
  if (quote && (!isSame || (hasPlace && suggestion && last.suggestion?.itemNumber !== suggestion.itemNumber)))
    setLast({ suggestion, items });
  const shown = suggestion ?? (isSame && isSelling ? last.suggestion : null);
  if (!hasPlace || !shown) return null;
  const { itemNumber, priceMinor } = shown;
  const name = cards[itemNumber]?.name ?? shown.name;
  return (
    <li className={suggestion ? undefined : 'cart-unsaid'}>
      <button
        type="button"
        className="cart-suggestion"
        aria-busy={busy || undefined}
        onClick={busy ? undefined : () => void add(itemNumber, 1)}
      >
        <Icon name="plus" size={16} />
        <span className="unseen">{say.addAlso}</span> <bdi>{name}</bdi>{' '}
        <span className="figures">{busy ? <OnItsWay itemNumber={itemNumber} /> : money(priceMinor)}</span>
      </button>
    </li>
  );
}
