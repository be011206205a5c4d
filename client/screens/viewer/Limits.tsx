import { useMessages } from '../../i18n/language.ts';
import { useFlashPhase, useLive } from './viewer-stores.ts';
import { viewerWords } from './words.ts';

/** How many per person, and that nothing is left at the flash price; how much is, the band says. */
export function Limits({ itemNumber }: { itemNumber: number }) {
  const say = useMessages(viewerWords);
  const flash = useLive((state) => state.view.flash[itemNumber]);
  const flashLeft = useLive((state) => state.view.stock[itemNumber]?.flashLeft ?? null);
  const buyerLimit = useLive((state) => state.view.cards[itemNumber]?.buyerLimit ?? null);
  const isRunning = useFlashPhase(flash) === 'running';
  const perPerson = isRunning && flash && flashLeft !== 0 ? flash.perBuyerCap : buyerLimit;
  return (
    <>
      {isRunning && flashLeft === 0 && <span className="soft">{say.flashGone}</span>}
      {perPerson !== null && <span className="per-person soft figures">{say.perPerson(perPerson)}</span>}
    </>
  );
}
