import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { namedIn } from '../../../../shared/values/names.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { type AsideLine, setAsideOf } from '../../../stores/set-aside.ts';
import { useWorld } from '../../../stores/world.ts';
import { Button } from '../../../ui/Button.tsx';
import { Picture } from '../../../ui/Picture.tsx';
import { useMoney } from '../../../ui/Price.tsx';
import { useStockWords } from '../../../ui/StockLabel.tsx';
import { AboutGood } from './AboutGood.tsx';
import { AllowanceNote } from './Allowance.tsx';
import { cartWords } from './cart-words.ts';
import { ItemFault } from './Fault.tsx';
import { useAdd } from './use-add.ts';
import { useCanAdd, useHasStock } from './use-can-add.ts';
import {
  useCard,
  useCart,
  useCurrency,
  useIsOver,
  useLive,
  useMyCart,
  useShownPrice,
  useViewer,
} from './viewer-stores.ts';

/**
 * What this buyer has set aside, below the cart: it is not paid with the rest, and not reserved. It is taken again at the
 * price of now, which the button says, and whose change since then stands beside it.
 */
export function AsideLines() {
  const say = useMessages(cartWords);
  const { live } = useViewer();
  const { keep } = useWorld();
  const aside = setAsideOf(live, keep);
  const lines = useStore(aside.store, (state) => state.lines);
  useEffect(() => {
    addEventListener('storage', aside.reload);
    return () => removeEventListener('storage', aside.reload);
  }, [aside]);
  return (
    <section className="aside-lines" aria-label={say.aside} hidden={lines.length === 0}>
      <h3>
        {say.aside} <span className="soft">{say.asideHint}</span>
      </h3>
      <ul>
        {lines.map((line) => (
          <Line
            key={line.itemNumber}
            line={line}
            onDrop={() => aside.drop(line.itemNumber)}
            onTaken={() => {
              aside.cameBack(line.itemNumber);
              aside.drop(line.itemNumber);
            }}
          />
        ))}
      </ul>
    </section>
  );
}

interface LineProps {
  line: AsideLine;
  onDrop(): void;
  /** It is in the cart again. */
  onTaken(): void;
}

function Line(props: LineProps) {
  const { itemNumber } = props.line;
  const isKnown = useLive(({ view }) => view.stream !== null);
  const isOffered = useLive(({ view }) => view.cards[itemNumber] !== undefined);
  if (isOffered) return <OfferedLine {...props} />;
  return isKnown ? <GoneLine {...props} /> : null;
}

/** Of an item that has left the lineup: what it was, and that it cannot be taken. */
function GoneLine({ line, onDrop }: LineProps) {
  const say = useMessages(cartWords);
  const language = useLanguage();
  const money = useMoney(useCurrency());
  const { itemNumber, units, seenMinor, nameEn } = line;
  const { name } = namedIn(language, { name: line.name ?? String(itemNumber), nameEn });
  return (
    <li className="cart-row">
      <Picture source="" size={56} />
      <div className="cart-about">
        <h4>
          <bdi>{name}</bdi>
        </h4>
        <p className="soft figures">{say.unitsAt(units, money(seenMinor))}</p>
        <p className="soft">{say.goneAside}</p>
      </div>
      <div className="take-again">
        <Button look="quiet" onClick={onDrop}>
          {say.remove}
        </Button>
      </div>
    </li>
  );
}

function OfferedLine({ line, onDrop, onTaken }: LineProps) {
  const say = useMessages(cartWords);
  const money = useMoney(useCurrency());
  const add = useAdd();
  const { itemNumber, units, seenMinor } = line;
  const card = useCard(itemNumber);
  const price = useShownPrice(itemNumber);
  const canAdd = useCanAdd(itemNumber);
  const busy = useCart((state) => state.waiting[itemNumber] !== undefined);
  const isInCart = useMyCart().lines.some((each) => each.itemNumber === itemNumber);
  const first = useRef<HTMLDivElement>(null);
  // The button that set it aside is gone: the keyboard goes on here.
  useEffect(() => {
    if (document.activeElement === document.body) first.current?.querySelector('button')?.focus();
  }, []);
  if (!card || !price) return null;
  return (
    <li className="cart-row">
      <AboutGood itemNumber={itemNumber} source={card.picture} size={56} />
      <div className="cart-about">
        <h4>
          <bdi>{card.name}</bdi>
        </h4>
        <p className="figures">
          {say.unitsAt(units, money(price.priceMinor))}
          {price.priceMinor !== seenMinor && (
            <>
              {' · '}
              <span className="soft">{say.wasPrice(money(seenMinor))}</span>
            </>
          )}
        </p>
        {!canAdd && !isInCart && (
          <p className="soft">
            <WhyNot itemNumber={itemNumber} />
          </p>
        )}
      </div>
      <div className="take-again" ref={first}>
        {canAdd && (
          <Button
            look="line"
            busy={busy}
            onClick={() => void add(itemNumber, units).then((isTaken) => isTaken && onTaken())}
          >
            {say.takeAside(money(price.priceMinor * units))}
          </Button>
        )}
        <Button look="quiet" onClick={onDrop}>
          {say.remove}
        </Button>
      </div>
      {!isInCart && (
        <div className="row-fault">
          <ItemFault itemNumber={itemNumber} />
        </div>
      )}
    </li>
  );
}

/** Why it cannot be taken: the stream, the buyer's own limit, or the shelf. */
function WhyNot({ itemNumber }: { itemNumber: number }) {
  const say = useMessages(cartWords);
  const isOver = useIsOver();
  const hasStock = useHasStock(itemNumber);
  const stock = useLive((state) => state.view.stock[itemNumber]);
  const shelf = useStockWords(
    stock ?? { state: 'COMING', available: 0, nextFreeAtMs: null, flashLeft: null },
  );
  if (isOver) return say.overAside;
  return hasStock ? <AllowanceNote itemNumber={itemNumber} isWhole /> : shelf.text;
}
