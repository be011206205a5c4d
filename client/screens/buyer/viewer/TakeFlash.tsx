import type { TakingOffer } from '../../../../shared/market/order/contract.ts';
import { useMessages } from '../../../i18n/language.ts';
import { Button } from '../../../ui/Button.tsx';
import { useMoney } from '../../../ui/Price.tsx';
import { takeWords } from './take-words.ts';
import { useTake } from './use-take.ts';
import { useCart, useCurrency } from './viewer-stores.ts';

/** What is reserved at list price can have the price of a flash that is on: in one tap, and never without it (F7). */
export function TakeFlash({ offer, addressId }: { offer: TakingOffer; addressId: string | null }) {
  const say = useMessages(takeWords);
  const money = useMoney(useCurrency());
  const take = useTake();
  const busy = useCart((state) => state.waiting[offer.itemNumber] !== undefined);
  return (
    <div className="take-flash">
      <Button look="line" busy={busy} onClick={() => void take(offer, { addressId })}>
        <span className="figures">{say.flash(offer.units, money(offer.nowMinor))}</span> <b>{say.takeIt}</b>
      </Button>
      <small className="soft figures">
        {say.totalGoes(money(offer.totalBeforeMinor), money(offer.totalAfterMinor))}
      </small>
    </div>
  );
}
