import { useMessages } from '../../../i18n/language.ts';
import { Countdown } from '../../../ui/Countdown.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { useMoney } from '../../../ui/Price.tsx';
import { FlashRing } from './FlashRing.tsx';
import { useCurrency, useFlashPhase, useLive } from './viewer-stores.ts';
import { viewerWords } from './words.ts';

/** The countdown to a flash, or to its end. */
export function FlashClock({ itemNumber }: { itemNumber: number }) {
  const say = useMessages(viewerWords);
  const money = useMoney(useCurrency());
  const flash = useLive((state) => state.view.flash[itemNumber]);
  const hasLeft = useLive((state) => (state.view.stock[itemNumber]?.flashLeft ?? 0) > 0);
  const phase = useFlashPhase(flash);
  if (!flash || !hasLeft) return null;
  if (phase === 'announced') {
    return (
      <span className="flash-soon">
        <Icon name="flash" size={16} />
        <span>{say.flashSale(money(flash.priceMinor))}</span>
        <Countdown untilMs={flash.startsAtMs} />
      </span>
    );
  }
  return phase === 'running' ? (
    <span className="flash-on">
      <FlashRing fromMs={flash.startsAtMs} untilMs={flash.endsAtMs} />
      <Countdown untilMs={flash.endsAtMs} />
    </span>
  ) : null;
}
