import { MAX_TOLD_UNITS } from '../../../../shared/market/stock/bounds.ts';
import { useMessages } from '../../../i18n/language.ts';
import { useFlashPhase, useLive } from './viewer-stores.ts';
import { viewerWords } from './words.ts';

/**
 * How many per person, and what is left at the flash price.
 * @param hasBand a band beside it says the second
 */
export function Limits({ itemNumber, hasBand = true }: { itemNumber: number; hasBand?: boolean }) {
  const say = useMessages(viewerWords);
  const flash = useLive((state) => state.view.flash[itemNumber]);
  const flashLeft = useLive((state) => state.view.stock[itemNumber]?.flashLeft ?? null);
  const buyerLimit = useLive((state) => state.view.cards[itemNumber]?.buyerLimit ?? null);
  const isRunning = useFlashPhase(flash) === 'running';
  const perPerson = isRunning && flash && flashLeft !== 0 ? flash.perBuyerCap : buyerLimit;
  return (
    <>
      {!hasBand && isRunning && flashLeft !== null && (
        <span className="soft figures">
          {flashLeft > 0
            ? say.flashUnits(flashLeft > MAX_TOLD_UNITS ? `${MAX_TOLD_UNITS}+` : String(flashLeft))
            : say.flashGone}
        </span>
      )}
      {perPerson !== null && <span className="per-person soft figures">{say.perPerson(perPerson)}</span>}
    </>
  );
}
