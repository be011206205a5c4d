import type { RefusalOf } from '../../../../shared/contract/refusals.ts';
import { useMessages } from '../../../i18n/language.ts';
import type { OrderBy } from '../../../stores/placing.ts';
import { Button } from '../../../ui/Button.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { useMoney } from '../../../ui/Price.tsx';
import { takeWords } from './take-words.ts';
import { useTake } from './use-take.ts';
import { useCard, useCart, useCurrency, useViewer } from './viewer-stores.ts';

/** The question at *Pay*: what is reserved at list price could have a flash price. Nothing was ordered yet (F7). */
export function CheaperNow({
  offer,
  by,
  sentence,
}: {
  offer: RefusalOf<'CHEAPER_NOW'>;
  by: OrderBy;
  sentence: string;
}) {
  const say = useMessages(takeWords);
  const money = useMoney(useCurrency());
  const { cart } = useViewer();
  const take = useTake();
  const name = useCard(offer.itemNumber)?.name;
  const busy = useCart(({ waiting }) => offer.itemNumber in waiting);
  const declined = [...(by.askedFlashIds ?? []), offer.flashId];
  return (
    <div className="refused">
      <Notice tone="held">
        <b>{say.askTitle}</b>
        <p>
          <bdi>{name}</bdi>
        </p>
        <p>{sentence}</p>
      </Notice>
      <div className="pay-buttons">
        <Button
          look="buy"
          wide
          busy={busy}
          onClick={async () => {
            if (await take(offer, by)) await cart.place(by, [], offer.totalAfterMinor);
            else cart.putAside();
          }}
        >
          {say.takeAndPay(money(offer.totalAfterMinor))}
        </Button>
        <Button
          look="line"
          wide
          disabled={busy}
          onClick={() => void cart.place({ ...by, askedFlashIds: declined }, [], offer.totalBeforeMinor)}
        >
          {say.keep(money(offer.totalBeforeMinor))}
        </Button>
        <Button look="quiet" wide disabled={busy} onClick={cart.putAside}>
          {say.backToCart}
        </Button>
      </div>
    </div>
  );
}
