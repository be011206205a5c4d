import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import {
  useCard,
  useCurrency,
  useIsSelling,
  useLive,
  useMyCart,
  useViewer,
} from '../../screens/buyer/viewer/viewer-stores.ts';
import { useOwnStore } from '../../stores/world.ts';
import { Button } from '../../ui/Button.tsx';
import { Countdown } from '../../ui/Countdown.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { useWording } from '../../ui/wording.ts';
import { sentenceOf } from '../sentences.ts';
import { waitingWords } from './viewer-words.ts';
import { createWaitlistStore } from './waitlist-store.ts';
import './waiting.css';

/** Units that can be asked for in one tap. */
const CHOICES = [1, 2, 3, 4];

/**
 * The line for a good of which there is nothing to take just now (H5): one button joins it, then the place in it stands
 * there, true as of the ledger. Units on offer are told where they are held, in `OfferBar`.
 * @param joins taps elsewhere that join for one
 */
export function WaitingLine({ itemNumber, joins = 0 }: { itemNumber: number; joins?: number }) {
  const say = useMessages(waitingWords);
  const waiting = useLive(({ mine }) => mine?.waiting?.find((line) => line.itemNumber === itemNumber));
  const state = useLive(({ view }) => view.stock[itemNumber]?.state);
  const isSelling = useIsSelling();
  const { firstPaid } = useMyCart();
  const line = useLine(itemNumber);
  const { isBusy } = useStore(line.store);
  const offer = useOffers().find((each) => each.itemNumber === itemNumber);
  const [units, setUnits] = useState(1);
  useEffect(() => {
    if (joins > 0) void line.join(1);
  }, [joins, line]);
  const place = useRef<HTMLDivElement>(null);
  const isIn = waiting !== undefined;
  useEffect(() => {
    // Tapped in the last row of a list it opens below what is in sight.
    if (joins > 0 && isIn) place.current?.scrollIntoView({ block: 'nearest' });
  }, [joins, isIn]);
  const canJoin = isSelling && state !== 'STOPPED' && state !== 'COMING' && !firstPaid;
  if (waiting) {
    return (
      <div ref={place} className="waiting" role="status">
        <p>
          <b>{say.place(waiting.place)}</b>
          {say.wanted(waiting.units)}
        </p>
        <Button look="quiet" busy={isBusy} onClick={() => void line.leave()}>
          {say.leave}
        </Button>
        <p className="soft">{waiting.passedOver ? say.passedOver[waiting.passedOver] : say.explained}</p>
        <LineFault line={line} />
      </div>
    );
  }
  // What came free has one block with one clock, above everything else.
  if (offer) return <p className="soft waiting">{say.inYourCart}</p>;
  if (!canJoin) return null;
  return (
    <div className="waiting join">
      <select
        className="figures"
        aria-label={say.howMany}
        value={units}
        onChange={(event) => setUnits(Number(event.target.value))}
      >
        {CHOICES.map((choice) => (
          <option key={choice}>{choice}</option>
        ))}
      </select>
      <Button look="primary" busy={isBusy} onClick={() => void line.join(units)}>
        {say.wait(units)}
      </Button>
      <LineFault line={line} />
    </div>
  );
}

/** What came free for this buyer, until it passes on: order it, or say no (H5). It is in the cart already. */
export function OfferBar({ onOrder }: { onOrder(): void }) {
  return useOffers().map((offer) => <Offer key={offer.itemNumber} {...offer} onOrder={onOrder} />);
}

function Offer({
  itemNumber,
  units,
  untilMs,
  onOrder,
}: {
  itemNumber: number;
  units: number;
  untilMs: number;
  onOrder(): void;
}) {
  const say = useMessages(waitingWords);
  const name = useCard(itemNumber)?.name ?? '';
  const line = useLine(itemNumber);
  const { isBusy } = useStore(line.store);
  return (
    <section className="offer">
      <Notice tone="held">
        <p>
          <b>
            <bdi>{name}</bdi>
          </b>
          <span>{say.offered(units)}</span>
          <span className="held-for">
            <Countdown untilMs={untilMs} label={say.heldFor} />
          </span>
        </p>
        <div className="offer-ways">
          <Button look="held" onClick={onOrder}>
            {say.order}
          </Button>
          <Button look="quiet" className="offer-no" busy={isBusy} onClick={() => void line.leave()}>
            {say.noThanks}
          </Button>
        </div>
        <LineFault line={line} />
      </Notice>
    </section>
  );
}

type Line = ReturnType<typeof useLine>;

function useLine(itemNumber: number) {
  const { live } = useViewer();
  return useOwnStore((world) => createWaitlistStore(live, itemNumber, world));
}

/** Units that are held from waiting lists, item by item, until the first of them passes on. */
function useOffers(): { itemNumber: number; units: number; untilMs: number }[] {
  return useMyCart().lines.flatMap(({ itemNumber, holds }) => {
    const offered = holds.filter(({ isOffer }) => isOffer);
    if (offered.length === 0) return [];
    const units = offered.reduce((sum, hold) => sum + hold.units, 0);
    return [{ itemNumber, units, untilMs: Math.min(...offered.map((hold) => hold.untilMs)) }];
  });
}

function LineFault({ line }: { line: Line }) {
  const language = useLanguage();
  const wording = useWording(useCurrency());
  const { fault } = useStore(line.store);
  if (!fault) return null;
  return (
    <Notice tone="fault" onDismiss={line.dismiss}>
      <p>{sentenceOf(fault, language, wording)}</p>
    </Notice>
  );
}
