import { lazy, Suspense, useState } from 'react';
import { useMessages } from '../../i18n/language.ts';
import { Icon } from '../../ui/Icon.tsx';
import { loadChunk } from '../../ui/load-chunk.ts';
import { Pill } from '../../ui/Pill.tsx';
import { AboutGood } from './AboutGood.tsx';
import { AddOneButton } from './AddOneButton.tsx';
import { ItemFault } from './Fault.tsx';
import { ItemPrice } from './ItemPrice.tsx';
import { StockCounter } from './StockCounter.tsx';
import { useLive, usePins } from './viewer-stores.ts';
import { WaitingPlace } from './WaitingPlace.tsx';
import { viewerWords } from './words.ts';

const BagOffers = lazy(async () => ({
  default: (await loadChunk(() => import('./BagOffers.tsx'))).BagOffers,
}));

/** The bag: pinned goods first, then in the host's order; found by number ("7") or name. */
export function BagList() {
  const say = useMessages(viewerWords);
  const [text, setText] = useState('');
  const order = useLive((state) => state.view.order);
  const pins = usePins();
  const cards = useLive((state) => state.view.cards);
  const isQuoted = useLive((state) => state.view.stream?.isQuoted);
  const pinned = new Set(pins.map((pin) => pin.itemNumber));
  const wanted = text.trim().toLowerCase();
  const found = [...order.filter((n) => pinned.has(n)), ...order.filter((n) => !pinned.has(n))].filter((n) =>
    matches(n, cards[n]?.name ?? '', wanted),
  );
  if (order.length === 0) return <p className="empty">{say.bagEmpty}</p>;
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
      {isQuoted && (
        <Suspense fallback={null}>
          <BagOffers />
        </Suspense>
      )}
      {found.length === 0 ? (
        <p className="empty" role="status">
          {say.nothingFound(text)}
        </p>
      ) : (
        <ul className="bag">
          {found.map((n) => (
            <BagRow key={n} itemNumber={n} isPinned={pinned.has(n)} />
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

function BagRow({ itemNumber, isPinned }: { itemNumber: number; isPinned: boolean }) {
  const say = useMessages(viewerWords);
  const card = useLive((state) => state.view.cards[itemNumber]);
  if (!card) return null;
  return (
    <li className="bag-row" data-item={itemNumber}>
      <span className="item-number figures">{itemNumber}</span>
      <AboutGood itemNumber={itemNumber} source={card.picture} size={64} />
      <div className="bag-about">
        <h3>
          <bdi>{card.name}</bdi>
        </h3>
        <div className="bag-price">
          <ItemPrice itemNumber={itemNumber} />
          {isPinned && (
            <Pill tone="warm" icon="pin">
              {say.shownNow}
            </Pill>
          )}
        </div>
        <StockCounter itemNumber={itemNumber} />
      </div>
      <AddOneButton itemNumber={itemNumber} />
      <div className="row-fault">
        <ItemFault itemNumber={itemNumber} />
        <WaitingPlace itemNumber={itemNumber} />
      </div>
    </li>
  );
}
