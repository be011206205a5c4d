import { useMessages } from '../../../i18n/language.ts';
import type { Placing } from '../../../stores/placing.ts';
import { Button } from '../../../ui/Button.tsx';
import { Countdown } from '../../../ui/Countdown.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { useMoney } from '../../../ui/Price.tsx';
import { checkoutWords } from './checkout-words.ts';
import { useCart, useCurrency, useLive, useViewer } from './viewer-stores.ts';

/** A tap on *Pay* that waits for the line (H9): what will happen, until when, and how to stop it. */
export function KeptOrder({ kept }: { kept: Extract<Placing, { kind: 'kept' }> }) {
  const say = useMessages(checkoutWords);
  const money = useMoney(useCurrency());
  const { cart } = useViewer();
  const hasLine = useLive(({ link }) => link === 'connected');
  return (
    <>
      <Notice tone="held">
        <b>{hasLine ? say.keptSilent : say.keptOffline}</b>
        <p>{kept.isSent ? say.keptSent : say.keptUnsent(money(kept.totalMinor))}</p>
        <Countdown untilMs={kept.untilMs} label={say.keptFor} />
      </Notice>
      <Button look="line" wide onClick={cart.callOff}>
        {kept.isSent ? say.stopTrying : say.dontSend}
      </Button>
    </>
  );
}

/** The same beside the picture, for who has closed the checkout: the way back to it. */
export function KeptBar({ onOrder }: { onOrder(): void }) {
  const say = useMessages(checkoutWords);
  const placing = useCart((state) => state.placing);
  if (placing.kind !== 'kept') return null;
  return (
    <button type="button" className="unpaid-order" onClick={onOrder}>
      <span>
        <b>{say.keptBar}</b>
        <span className="held-for">
          <Countdown untilMs={placing.untilMs} />
        </span>
      </span>
      <span className="unpaid-go">
        {say.keptShow}
        <Icon name="back" size={18} />
      </span>
    </button>
  );
}
