import type { ReactNode } from 'react';
import type { PinEntry } from '../../../../shared/market/lineup/pins-entry.ts';
import { originIn } from '../../../../shared/values/names.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { weight } from '../../../ui/wording.ts';
import { AboutGood } from './AboutGood.tsx';
import { AddOneButton } from './AddOneButton.tsx';
import { AllowancePlace } from './AllowancePlace.tsx';
import { FaultPlace } from './FaultPlace.tsx';
import { FlashBand } from './FlashBand.tsx';
import { ItemPrice } from './ItemPrice.tsx';
import { Limits } from './Limits.tsx';
import { PinnedAdd } from './PinnedAdd.tsx';
import { ItemPanels } from './panels.tsx';
import { SpokenPin } from './SpokenPin.tsx';
import { StockCounter } from './StockCounter.tsx';
import { useIsFramed } from './use-media.ts';
import { useCard, useIsSelling, usePins } from './viewer-stores.ts';
import { viewerWords } from './words.ts';

/** What was on the table at the moment of a picture that lags, and a word about it for the card (L7). */
export interface HeldPins {
  pins: readonly PinEntry[];
  note: ReactNode;
}

/** The goods on the table, the newest pin first; between two pins a word that the next one comes. */
export function PinnedCards({ held }: { held: HeldPins | null }) {
  const say = useMessages(viewerWords);
  const present = usePins();
  const pins = held?.pins ?? present;
  const isSelling = useIsSelling();
  const newestFirst = [...pins].sort((a, b) => b.sinceMs - a.sinceMs);
  if (newestFirst.length === 0)
    return isSelling ? <p className="no-pin">{held?.note ?? say.pinWaiting}</p> : null;
  return (
    <>
      <SpokenPin itemNumber={newestFirst[0]!.itemNumber} />
      {newestFirst.map(({ itemNumber }, index) => (
        <PinnedCard
          key={itemNumber}
          itemNumber={itemNumber}
          isFirst={index === 0}
          note={index === 0 ? held?.note : undefined}
        />
      ))}
    </>
  );
}

function PinnedCard({
  itemNumber,
  isFirst,
  note,
}: {
  itemNumber: number;
  isFirst: boolean;
  note: ReactNode;
}) {
  const say = useMessages(viewerWords);
  const card = useCard(itemNumber);
  const isFramed = useIsFramed();
  const language = useLanguage();
  if (!card) return null;
  const about = [weight(card.grams), originIn(language, card), card.producer].filter(Boolean).join(' · ');
  return (
    <article
      className={isFirst ? 'pinned' : 'pinned small'}
      aria-label={say.number(itemNumber)}
      data-item={itemNumber}
    >
      <FlashBand itemNumber={itemNumber} />
      {note}
      <AboutGood itemNumber={itemNumber} source={card.picture} size={!isFirst ? 48 : isFramed ? 104 : 76} />
      <div className="pinned-about">
        <h2>
          <span className="item-number figures">{itemNumber}</span>
          <bdi>{card.name}</bdi>
        </h2>
        {isFirst && about && <p className="about">{about}</p>}
        <div className="pinned-price">
          <ItemPrice itemNumber={itemNumber} />
        </div>
        <div className="pinned-stock">
          <StockCounter itemNumber={itemNumber} />
          <Limits itemNumber={itemNumber} />
          <AllowancePlace itemNumber={itemNumber} isOnButton={isFirst} />
        </div>
      </div>
      {isFirst ? <PinnedAdd itemNumber={itemNumber} /> : <AddOneButton itemNumber={itemNumber} />}
      <div className="pinned-fault">
        <FaultPlace itemNumber={itemNumber} />
      </div>
      <div className="pinned-waiting">
        <ItemPanels itemNumber={itemNumber} />
      </div>
    </article>
  );
}
