import { useEffect, useState } from 'react';
import { askWords } from '../../../i18n/asked-shows.ts';
import { useMessages } from '../../../i18n/language.ts';
import { isAnswered } from '../../../stores/ask-to-see.ts';
import { useCard, useLive, useViewer } from './viewer-stores.ts';
import './ask-to-see.css';

/** How long it stands, in ms: long enough to look up from the shop. */
const STANDS_MS = 15_000;

/** The host shows what this viewer asked for (L9): said once, calmly; then it may be asked for again. */
export function AskedShown() {
  const { live } = useViewer();
  const itemNumber = useLive(
    ({ mine, view }) =>
      view.pins.find((pin) => mine?.asksToSee?.includes(pin.itemNumber))?.itemNumber ?? null,
  );
  return itemNumber === null ? null : (
    <Shown key={itemNumber} itemNumber={itemNumber} onOver={() => isAnswered(live, itemNumber)} />
  );
}

function Shown({ itemNumber, onOver }: { itemNumber: number; onOver(): void }) {
  const say = useMessages(askWords);
  const name = useCard(itemNumber)?.name ?? '';
  const [over] = useState(() => onOver);
  useEffect(() => {
    const timer = setTimeout(over, STANDS_MS);
    // Shown shorter than that, it was shown all the same.
    return () => {
      clearTimeout(timer);
      over();
    };
  }, [over]);
  return (
    <p className="ask-shown figures" role="status">
      {say.shownNow(itemNumber, name)}
    </p>
  );
}
