import { MAX_TOLD_UNITS } from '../../../../shared/market/stock/bounds.ts';
import { useMessages } from '../../../i18n/language.ts';
import { Countdown } from '../../../ui/Countdown.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { useMoney } from '../../../ui/Price.tsx';
import { FlashRing } from './FlashRing.tsx';
import { useCurrency, useFlashPhase, useLive } from './viewer-stores.ts';
import { viewerWords } from './words.ts';

/** A flash as a band over the card: how many are left at its price, and its clock, with which its ground drains. */
export function FlashBand({ itemNumber }: { itemNumber: number }) {
  const say = useMessages(viewerWords);
  const money = useMoney(useCurrency());
  const flash = useLive((state) => state.view.flash[itemNumber]);
  const left = useLive((state) => state.view.stock[itemNumber]?.flashLeft ?? 0);
  const phase = useFlashPhase(flash);
  if (!flash || left === 0 || (phase !== 'announced' && phase !== 'running')) return null;
  const isOn = phase === 'running';
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
