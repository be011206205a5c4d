import { type CSSProperties, useEffect } from 'react';
import type { StockEntry } from '../../../../shared/market/stock/entry.ts';
import { createGuestStores } from '../../../stores/guest-token-store.ts';
import { useOwnStore } from '../../../stores/world.ts';
import { Picture } from '../../../ui/Picture.tsx';
import { FlashClock } from '../viewer/FlashClock.tsx';
import { ItemPrice } from '../viewer/ItemPrice.tsx';
import { StockCounter } from '../viewer/StockCounter.tsx';
import { useCard, useIsSelling, useLive, ViewerContext } from '../viewer/viewer-stores.ts';
import './overlay.css';

/**
 * The good on the table as a lower third over a picture of 1920 × 1080, on nothing: a browser source for OBS. What it
 * cannot vouch for it does not show, so it is empty between two pins, off the air, and while its line is away.
 * `?side=right`, `?size=80` (50 to 150, in percent).
 */
export function OverlayScreen({ slug = '' }: { slug?: string }) {
  const stores = useOwnStore((world) => createGuestStores(slug, world));
  useEffect(() => {
    document.documentElement.classList.add('see-through');
    return () => document.documentElement.classList.remove('see-through');
  }, []);
  return (
    <ViewerContext value={stores}>
      <LowerThird />
    </ViewerContext>
  );
}

function LowerThird() {
  const isConnected = useLive((state) => state.link === 'connected');
  const isSelling = useIsSelling();
  const newest = useLive(({ view }) =>
    view.pins.reduce<number | null>((found, pin, _, pins) => {
      const before = pins.find(({ itemNumber }) => itemNumber === found);
      return before && before.sinceMs > pin.sinceMs ? found : pin.itemNumber;
    }, null),
  );
  if (!isConnected || !isSelling || newest === null) return null;
  const { side, size } = optionsOf(location.search);
  return (
    // The key lets a new good slide in.
    <main
      key={newest}
      className={`lower-third ${side}`}
      style={{ '--u': `${size / 100}px` } as CSSProperties}
    >
      <Good itemNumber={newest} size={size} />
    </main>
  );
}

function Good({ itemNumber, size }: { itemNumber: number; size: number }) {
  const card = useCard(itemNumber);
  const stock = useLive((state) => state.view.stock[itemNumber]);
  if (!card) return null;
  return (
    <article>
      <span className="lower-number figures">{itemNumber}</span>
      <Picture source={card.picture} size={PICTURE * (size / 100)} />
      <div className="lower-words">
        <h1>
          <bdi>{card.name}</bdi>
        </h1>
        <p className="lower-price">
          <ItemPrice itemNumber={itemNumber} />
          <FlashClock itemNumber={itemNumber} />
        </p>
        <p className="lower-stock">
          <StockCounter itemNumber={itemNumber} />
          {stock && <LastOnes stock={stock} />}
        </p>
      </div>
    </article>
  );
}

/** Pixels of a picture of 1920 × 1080. */
const PICTURE = 168;
/** As many as are told exactly (K2). */
const TOLD = 20;

/** The last ones, a mark each: nothing is drawn of what is not known exactly. */
function LastOnes({ stock: { state, available } }: { stock: StockEntry }) {
  if ((state !== 'LOW' && state !== 'IN_STOCK') || available > TOLD) return null;
  return (
    <span className="last-ones" aria-hidden="true">
      {Array.from({ length: TOLD }, (_, n) => n).map((n) => (
        <i key={n} className={n < available ? 'there' : ''} />
      ))}
    </span>
  );
}

function optionsOf(search: string): { side: 'left' | 'right'; size: number } {
  const asked = new URLSearchParams(search);
  const size = Number(asked.get('size') ?? 100);
  return {
    side: asked.get('side') === 'right' ? 'right' : 'left',
    size: Number.isFinite(size) ? Math.min(150, Math.max(50, size)) : 100,
  };
}
