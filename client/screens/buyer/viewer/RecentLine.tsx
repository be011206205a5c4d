import { useEffect, useRef, useState } from 'react';
import type { RecentBuyers } from '../../../../shared/market/order/contract.ts';
import { useMessages } from '../../../i18n/language.ts';
import { LineDrawing } from '../../../ui/Icon.tsx';
import { AskedShown } from './AskedShown.tsx';
import { recentWords } from './recent-words.ts';
import { hasRecent, useCard, useLive } from './viewer-stores.ts';
import './recent.css';

/** How long a line stands before the next one, in ms. */
const STANDS_MS = 6_000;
/** A count is told every ten seconds; one that is older than this is told no more. */
const STALE_MS = 30_000;

const PAUSE = 'M9 5v14M15 5v14';
const GO_ON = 'M8 5v14l11-7L8 5Z';

/**
 * How many have just bought what, one product after the other, each for its whole time (B9). Who pauses it keeps the line that stands there, with its
 * number. It is not read out by itself: it would talk over the products.
 */
function RecentLine() {
  const say = useMessages(recentWords);
  const told = useLive(({ recent, asOfMs }) =>
    recent && !isStale(recent.atMs, asOfMs) ? recent.buyers : null,
  );
  const [shown, setShown] = useState<RecentBuyers | null>(null);
  const [isPaused, setPaused] = useState(false);
  const newest = useRef(told);
  useEffect(() => {
    newest.current = told;
  });
  const first = told?.[0] ?? null;
  // Nothing stands only where nothing is told; a newer count waits for the next turn, so that each line can be read.
  if (!isPaused && (shown === null) !== (first === null)) setShown(first);
  useEffect(() => {
    if (isPaused || shown === null) return;
    const timer = setInterval(() => setShown(nextOf(newest.current, shown)), STANDS_MS);
    return () => clearInterval(timer);
  }, [isPaused, shown]);
  if (!shown) return null;
  const goOn = () => {
    setPaused(false);
    setShown(told?.find(({ itemNumber }) => itemNumber === shown.itemNumber) ?? first);
  };
  return (
    <section className="recent-line" aria-label={say.label}>
      <Line key={shown.itemNumber} {...shown} />
      <button
        type="button"
        className="icon-button"
        aria-label={isPaused ? say.goOn : say.pause}
        title={isPaused ? say.goOn : say.pause}
        onClick={isPaused ? goOn : () => setPaused(true)}
      >
        <LineDrawing path={isPaused ? GO_ON : PAUSE} size={16} />
      </button>
    </section>
  );
}

/** The lines of the picture, one below the other. */
export function StageLines() {
  const isTold = useLive(hasRecent);
  return (
    <>
      <AskedShown />
      {isTold && <RecentLine />}
    </>
  );
}

function Line({ itemNumber, buyers }: RecentBuyers) {
  const say = useMessages(recentWords);
  const name = useCard(itemNumber)?.name;
  return <p className="figures">{name && say.bought(buyers, name)}</p>;
}

/** The product after the one that stands there, with its count of now. */
function nextOf(told: readonly RecentBuyers[] | null, { itemNumber }: RecentBuyers): RecentBuyers | null {
  if (!told || told.length === 0) return null;
  const at = told.findIndex((each) => each.itemNumber === itemNumber);
  return told[(at + 1) % told.length] ?? null;
}

function isStale(atMs: number, asOfMs: number | null): boolean {
  return asOfMs === null || asOfMs - atMs > STALE_MS;
}
