import { useEffect, useRef, useState } from 'react';
import { useMessages } from '../../i18n/language.ts';
import { Empty } from '../../ui/Empty.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { AboutGood } from './AboutGood.tsx';
import { AddOneButton } from './AddOneButton.tsx';
import { ReservedInShop } from './Allowance.tsx';
import { AllowancePlace } from './AllowancePlace.tsx';
import { BagOffers } from './BagOffers.tsx';
import { ItemFault } from './Fault.tsx';
import { FlashSoonPrice, useIsFlashSoon } from './flash-soon.ts';
import { ItemPrice } from './ItemPrice.tsx';
import { ItemPanels } from './panels.tsx';
import { ShownNow } from './ShownNow.tsx';
import { StockCounter } from './StockCounter.tsx';
import { shopWords } from './shop-words.ts';
import { useHasMouse } from './use-has-mouse.ts';
import { useCard, useIsSelling, useLive, usePins } from './viewer-stores.ts';

export { CartBar } from './CartBar.tsx';

/**
 * The shop: always in the host's order, so that nothing moves under a thumb; found by number ("7") or name. What is shown
 * now stands in a row of its own, and is marked in its place.
 */
export function BagList() {
  const say = useMessages(shopWords);
  const [text, setText] = useState('');
  const list = useRef<HTMLUListElement>(null);
  const order = useLive((state) => state.view.order);
  const pins = usePins();
  const cards = useLive((state) => state.view.cards);
  const isQuoted = useLive((state) => state.view.stream?.isQuoted);
  const isSelling = useIsSelling();
  const wanted = text.trim().toLowerCase();
  const found = order.filter((n) => matches(n, [cards[n]?.name, cards[n]?.nameEn].join(' '), wanted));
  const find = (itemNumber: number) => {
    setText('');
    requestAnimationFrame(() =>
      list.current
        ?.querySelector(`[data-item="${itemNumber}"]`)
        ?.scrollIntoView({ block: 'center', behavior: 'smooth' }),
    );
  };
  const isThere = order.length > 0;
  useEffect(() => {
    const [, named] = /^#shop-(\d+)$/.exec(location.hash) ?? [];
    if (isThere && named)
      list.current?.querySelector(`[data-item="${named}"]`)?.scrollIntoView({ block: 'center' });
  }, [isThere]);
  if (!isThere) return <Empty says={say.bagEmpty} />;
  return (
    <>
      <label className="search">
        <Icon name="search" />
        <span className="unseen">{say.search}</span>
        <input
          type="search"
          enterKeyHint="search"
          placeholder={say.search}
          maxLength={60}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      {isSelling && <ShownNow onFind={find} />}
      {isQuoted && <BagOffers />}
      {isSelling && <ReservedInShop />}
      {found.length === 0 ? (
        <p className="empty" role="status">
          {say.nothingFound(text)}
        </p>
      ) : (
        <ul className="bag" ref={list}>
          {found.map((n) => (
            <BagRow key={n} itemNumber={n} isPinned={pins.some(({ itemNumber }) => itemNumber === n)} />
          ))}
        </ul>
      )}
    </>
  );
}

/** A number finds the numbers that begin with it; anything else is looked for in the name. */
function matches(itemNumber: number, name: string, wanted: string): boolean {
  if (wanted === '') return true;
  if (/^\d+$/.test(wanted) && String(itemNumber).startsWith(wanted)) return true;
  return name.toLowerCase().includes(wanted);
}

/**
 * As high with a mark, a flash or the last ones as without, and when nothing is left: the way to wait for it stands where
 * the + stood, and opens with a tap.
 */
function BagRow({ itemNumber, isPinned }: { itemNumber: number; isPinned: boolean }) {
  const say = useMessages(shopWords);
  const card = useCard(itemNumber);
  const [isJoining, setJoining] = useState(false);
  const hasMouse = useHasMouse();
  const isSoon = useIsFlashSoon(itemNumber);
  if (!card) return null;
  return (
    <li className={isPinned ? 'bag-row now' : 'bag-row'} data-item={itemNumber}>
      <span className="item-number figures">{itemNumber}</span>
      <span className="bag-picture">
        <AboutGood itemNumber={itemNumber} source={card.picture} size={hasMouse ? 48 : 64} />
        {isPinned && (
          <span className="now-mark">
            <span aria-hidden="true">{say.showing}</span>
            <span className="unseen">{say.shownNow}</span>
          </span>
        )}
      </span>
      <div className="bag-about">
        {/* For a mouse it has one line. */}
        <h3 title={card.name}>
          <bdi>{card.name}</bdi>
        </h3>
        <div className="bag-facts">
          <div className="bag-price">
            <ItemPrice itemNumber={itemNumber} />
            {isSoon && <FlashSoonPrice itemNumber={itemNumber} />}
          </div>
          <span className="bag-stock">
            <StockCounter itemNumber={itemNumber} isShort />
            <AllowancePlace itemNumber={itemNumber} />
          </span>
        </div>
      </div>
      <AddOneButton itemNumber={itemNumber} onWait={() => setJoining(true)} />
      <div className="row-fault">
        <ItemFault itemNumber={itemNumber} />
        <ItemPanels itemNumber={itemNumber} isAsked={isJoining} />
      </div>
    </li>
  );
}
