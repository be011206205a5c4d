import { MAX_TOLD_UNITS } from '../../../../shared/market/stock/bounds.ts';
import { useMessages } from '../../../i18n/language.ts';
import { Countdown } from '../../../ui/Countdown.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { useMoney } from '../../../ui/Price.tsx';
import { FlashRing } from './FlashRing.tsx';
import { useCurrency, useFlashPhase, useLive } from './viewer-stores.ts';
import { viewerWords } from './words.ts';

/**
 * A flash as a band over the card: how many are left at its price, and its clock, with which its ground drains. It stays
 * until the flash ends, also without a unit left: a card that says so elsewhere would grow.
 */
export function FlashBand({ itemNumber }: { itemNumber: number }) {
  const say = useMessages(viewerWords);
  const money = useMoney(useCurrency());
  const flash = useLive((state) => state.view.flash[itemNumber]);
  const left = useLive((state) => state.view.stock[itemNumber]?.flashLeft);
  const phase = useFlashPhase(flash);
  const isOn = phase === 'running';
  if (!flash || left == null || !(isOn || (left > 0 && phase === 'announced'))) return null;
  if (left === 0) return <p className="flash-band soon">{say.flashGone}</p>;
  return (
    <p className={isOn ? 'flash-band figures' : 'flash-band soon figures'}>
      {isOn && (
        <FlashRing key={flash.flashId} as="ground" fromMs={flash.startsAtMs} untilMs={flash.endsAtMs} />
      )}
      <Icon name="flash" size={16} />
      <span>
        {isOn
          ? say.flashLeft(left > MAX_TOLD_UNITS ? `${MAX_TOLD_UNITS}+` : String(left))
          : say.flashSale(money(flash.priceMinor))}
      </span>
      <Countdown untilMs={isOn ? flash.endsAtMs : flash.startsAtMs} />
    </p>
  );
}
