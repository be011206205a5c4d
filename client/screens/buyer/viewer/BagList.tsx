import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { CardEntry } from '../../../../shared/market/lineup/entry.ts';
import { useMessages } from '../../../i18n/language.ts';
import { createSoldStore } from '../../../stores/sold-store.ts';
import { useOwnStore } from '../../../stores/world.ts';
import { Empty } from '../../../ui/Empty.tsx';
import { useIsShortOfWords } from '../../../ui/followed-media.ts';
import { Heart } from '../../../ui/Heart.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { part } from '../../../ui/part.tsx';
import { SoldCount } from '../../../ui/SoldCount.tsx';
import { AboutGood } from './AboutGood.tsx';
import { AddOneButton } from './AddOneButton.tsx';
import { ReservedInShop } from './Allowance.tsx';
import { AllowancePlace } from './AllowancePlace.tsx';
import { AskOnRow } from './AskToSee.tsx';
import { BagOffers } from './BagOffers.tsx';
import { FaultPlace } from './FaultPlace.tsx';
import { FewerUnits } from './FewerUnits.tsx';
import { FlashSoonPrice, useIsFlashSoon } from './flash-soon.ts';
import { ItemPrice } from './ItemPrice.tsx';
import { ItemPanels } from './panels.tsx';
import { ShownNow } from './ShownNow.tsx';
import { StockCounter } from './StockCounter.tsx';
import { shopWords } from './shop-words.ts';
import { useHasMouse } from './use-has-mouse.ts';
import { useIsKept, useShopChoices } from './use-shop-choices.tsx';
import { useCard, useIsSelling, useLive, usePins, useViewer } from './viewer-stores.ts';

export { CartBar } from './CartBar.tsx';

// A shop that is open has none in its rows.
const KeepButton = part(() => import('./KeepButton.tsx').then((module) => module.KeepButton));

/**
 * The shop: in the host's order, with what this device keeps in front, or as somebody sorts it; either way nothing moves
 * under a thumb. Found by number ("7"), name or producer, and by category. What is shown now stands in a row of its own, and
 * is marked in its place.
 */
export function BagList() {
  const say = useMessages(shopWords);
  const isThere = useLive((state) => state.view.order.length > 0);
  return isThere ? <OpenShop /> : <Empty says={say.bagEmpty} />;
}

function OpenShop() {
  const say = useMessages(shopWords);
  const [text, setText] = useState('');
  const isShort = useIsShortOfWords();
  const list = useRef<HTMLUListElement>(null);
  const pins = usePins();
  const cards = useLive((state) => state.view.cards);
  const isSelling = useIsSelling();
  const { slug } = useViewer();
  const sold = useStore(useOwnStore((world) => createSoldStore(slug, world)).store, ({ value }) => value);
  const wanted = text.trim().toLowerCase();
  const { arranged, choices, isOfCategory, showAll } = useShopChoices();
  const found = arranged.filter((n) => matches(n, namesOf(cards[n]), wanted) && isOfCategory(n));
  const find = (itemNumber: number) => {
    setText('');
    showAll();
    requestAnimationFrame(() =>
      list.current
        ?.querySelector(`[data-item="${itemNumber}"]`)
        ?.scrollIntoView({ block: 'center', behavior: 'smooth' }),
    );
  };
  useEffect(() => {
    const [, named] = /^#shop-(\d+)$/.exec(location.hash) ?? [];
    if (named) list.current?.querySelector(`[data-item="${named}"]`)?.scrollIntoView({ block: 'center' });
  }, []);
  return (
    <>
      <label className="search">
        <Icon name="search" />
        <span className="unseen">{say.search}</span>
        <input
          type="search"
          enterKeyHint="search"
          placeholder={isShort ? say.searchShort : say.search}
          maxLength={60}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      {choices}
      {isSelling && <ShownNow onFind={find} />}
      <BagOffers />
      {isSelling && <ReservedInShop />}
      {found.length === 0 ? (
        <p className="empty" role="status">
          {wanted === '' ? say.nothingOfIt : say.nothingFound(text)}
        </p>
      ) : (
        <ul className="bag" ref={list}>
          {found.map((n) => (
            <BagRow
              key={n}
              itemNumber={n}
              isPinned={pins.some(({ itemNumber }) => itemNumber === n)}
              sold={sold?.get(n)}
            />
          ))}
        </ul>
      )}
    </>
  );
}

const namesOf = (card: CardEntry | undefined) =>
  [card?.name, card?.nameEn, card?.producer, card?.producerEn].join(' ');

/** A number finds the numbers that begin with it; anything else is looked for in the names. */
function matches(itemNumber: number, name: string, wanted: string): boolean {
  if (wanted === '') return true;
  if (/^\d+$/.test(wanted) && String(itemNumber).startsWith(wanted)) return true;
  return name.toLowerCase().includes(wanted);
}

/**
 * As high with a mark, a flash, the last ones or some in the cart as without. The + stays where it is; to its left comes how
 * many there are, and one fewer. When nothing is left, a tap in its place joins the waitlist for one (H5). Before the stream
 * begins nothing can be added: a heart stands where the + will.
 */
function BagRow({
  itemNumber,
  isPinned,
  sold,
}: {
  itemNumber: number;
  isPinned: boolean;
  /** How many were sold of it (B8); undefined: too few to tell, or not known yet. */
  sold: number | undefined;
}) {
  const say = useMessages(shopWords);
  const card = useCard(itemNumber);
  const [joins, setJoins] = useState(0);
  const hasMouse = useHasMouse();
  const isKept = useIsKept(itemNumber);
  const isSoon = useIsFlashSoon(itemNumber);
  const isToCome = useLive(({ view }) => view.stream?.status === 'SCHEDULED');
  if (!card) return null;
  return (
    <li className={isPinned ? 'bag-row now' : 'bag-row'} data-item={itemNumber}>
      <span className="bag-picture">
        <AboutGood itemNumber={itemNumber} source={card.picture} size={hasMouse ? 48 : 56} />
        <span className="item-number figures">{itemNumber}</span>
        {isPinned && (
          <span className="now-mark">
            <span aria-hidden="true">{say.showing}</span>
            <span className="unseen">{say.shownNow}</span>
          </span>
        )}
      </span>
      <div className="bag-about">
        {/* One line: its page has it whole. */}
        <h3 title={card.name}>
          <bdi>{card.name}</bdi>
        </h3>
        <p className="bag-maker">
          {isKept && !isToCome && <Heart isKept size={14} />} <bdi>{card.producer}</bdi>
        </p>
        <div className="bag-facts">
          <div className="bag-price">
            <ItemPrice itemNumber={itemNumber} />
            {isSoon && <FlashSoonPrice itemNumber={itemNumber} />}
            <span className="sold-place">
              <SoldCount units={sold} />
            </span>
          </div>
          <span className="bag-stock">
            {/* Before it begins the page says so, once. */}
            {!isToCome && <StockCounter itemNumber={itemNumber} isShort />}
            <AllowancePlace itemNumber={itemNumber} />
          </span>
        </div>
      </div>
      {isToCome ? (
        <span className="add-one">
          <AskOnRow itemNumber={itemNumber} />
          <KeepButton itemNumber={itemNumber} isSmall fallback={<span className="icon-button" />} />
        </span>
      ) : (
        <AddOneButton
          itemNumber={itemNumber}
          fewer={
            <>
              <AskOnRow itemNumber={itemNumber} />
              <FewerUnits itemNumber={itemNumber} />
            </>
          }
          onWait={() => setJoins((taps) => taps + 1)}
        />
      )}
      <div className="row-fault">
        <FaultPlace itemNumber={itemNumber} />
        <ItemPanels itemNumber={itemNumber} joins={joins} />
      </div>
    </li>
  );
}
