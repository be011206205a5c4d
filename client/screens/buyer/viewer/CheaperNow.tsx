import { useState } from 'react';
import { isUndecided, type Reason } from '../../../../shared/contract/answer.ts';
import type { RefusalOf } from '../../../../shared/contract/refusals.ts';
import { useMessages } from '../../../i18n/language.ts';
import type { OrderBy } from '../../../stores/placing.ts';
import { Button } from '../../../ui/Button.tsx';
import { Countdown } from '../../../ui/Countdown.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { useMoney } from '../../../ui/Price.tsx';
import { takeWords } from './take-words.ts';
import { useTake } from './use-take.ts';
import { useCard, useCart, useCurrency, useFlashPhase, useLive, useViewer } from './viewer-stores.ts';
import './cheaper-now.css';

/**
 * The question at *Pay*: what is reserved at list price could have a flash price. Nothing was ordered yet (F7). Once that is
 * over, or a tap came too late, it says so, and one button orders at list price. No button moves: a thumb on its way to
 * the flash price meets none that costs more.
 */
export function CheaperNow({
  offer,
  by,
  sentence,
}: {
  offer: RefusalOf<'CHEAPER_NOW'>;
  by: OrderBy;
  sentence(reason: Reason): string;
}) {
  const say = useMessages(takeWords);
  const money = useMoney(useCurrency());
  const { cart } = useViewer();
  const take = useTake();
  const name = useCard(offer.itemNumber)?.name;
  const busy = useCart(({ waiting }) => offer.itemNumber in waiting);
  const [hasFailed, setHasFailed] = useState(false);
  const fault = useCart(({ faults }) => faults[offer.itemNumber]);
  const refused = hasFailed && !busy ? fault : undefined;
  const flash = useLive(({ view }) => view.flash[offer.itemNumber]);
  const isGone = useIsGone(offer);
  const over = busy ? null : overTitle();
  const declined = [...(by.askedFlashIds ?? []), offer.flashId];
  const before = money(offer.totalBeforeMinor);

  /** Why the flash price cannot be had any more; null: it can. */
  function overTitle(): string | null {
    if (refused?.code === 'FLASH_ENDED' || refused?.code === 'FLASH_QUOTA_GONE') return say.tooLateTitle;
    if (isGone) return isGone === 'sold_out' ? say.soldOutTitle : say.overTitle;
    return refused && !isUndecided(refused.code) ? say.notTakenTitle : null;
  }
  const why = refused && over !== say.tooLateTitle && !isGone ? sentence(refused) : null;
  return (
    <div className="refused">
      <Notice tone={over === null ? 'held' : 'attention'}>
        <b>{over ?? say.askTitle}</b>{' '}
        {over === null && flash?.flashId === offer.flashId && <Countdown untilMs={flash.endsAtMs} />}
        <p>
          <bdi>{name}</bdi>
        </p>
        <div className="flash-question">
          <p className={over === null ? undefined : 'is-past'}>{sentence(offer)}</p>
          {over !== null && (
            <p className="figures">
              {why} {say.nowCosts(before)}
            </p>
          )}
        </div>
        {over === null && why && <p>{why}</p>}
      </Notice>
      <div className="pay-buttons">
        <Button
          look={over === null ? 'buy' : 'quiet'}
          wide
          busy={busy}
          disabled={over !== null}
          onClick={async () => {
            if (await take(offer, by)) await cart.place(by, [], offer.totalAfterMinor);
            else setHasFailed(true);
          }}
        >
          {over === null ? say.takeAndPay(money(offer.totalAfterMinor)) : say.takeOver}
        </Button>
        <Button
          look={over === null ? 'line' : 'buy'}
          wide
          disabled={busy}
          onClick={() => void cart.place({ ...by, askedFlashIds: declined }, [], offer.totalBeforeMinor)}
        >
          {over === null ? say.keep(before) : say.orderNow(before)}
        </Button>
        <Button look="quiet" wide disabled={busy} onClick={cart.putAside}>
          {say.backToCart}
        </Button>
      </div>
    </div>
  );
}

/** Whether the flash of an offer is over or sold out, as the live view knows it; null: neither. */
function useIsGone({ itemNumber, flashId }: RefusalOf<'CHEAPER_NOW'>): 'over' | 'sold_out' | null {
  const flash = useLive(({ view }) => view.flash[itemNumber]);
  const hasLeft = useLive(({ view }) => (view.stock[itemNumber]?.flashLeft ?? 0) > 0);
  const phase = useFlashPhase(flash);
  if (flash?.flashId !== flashId || phase !== 'running') return 'over';
  return hasLeft ? null : 'sold_out';
}
