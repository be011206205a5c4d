import type { ConsoleItem } from '../../../../shared/contract/console.ts';
import { consoleScreenMessages } from '../../../i18n/console-screen.ts';
import { useMessages } from '../../../i18n/language.ts';
import { flashOn } from '../../../stores/host/floor.ts';
import { Button } from '../../../ui/Button.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { isSelling, useConsole, useHost, useIsOnItsWay, useMay } from './host-context.ts';
import { Key } from './Key.tsx';
import { pin, toggleSale } from './use-console-acts.ts';

/** Everything that keys do to the item in hand, as big buttons within reach of a thumb. */
export function NowButtons({ item }: { item: ConsoleItem }) {
  const say = useMessages(consoleScreenMessages);
  const hands = useConsole();
  const { itemNumber, isStopped } = item;
  const status = useHost(({ floor }) => floor.status);
  // Nobody is shown a pin of a stream that is over.
  const isOver = status === 'ENDED' || status === 'CLOSED' || status === 'CANCELLED';
  const isPinned = useHost(({ floor }) => floor.pins.some((each) => each.itemNumber === itemNumber));
  const mayPin = useMay('pin');
  const mayFlash = useMay('flash');
  const mayStock = useMay('stock');
  const isPinning = useIsOnItsWay(['lineup:pin', 'lineup:unpin'], itemNumber);
  const isFlashing = useIsOnItsWay(['flash-sale:start', 'flash-sale:end'], itemNumber);
  const isStopping = useIsOnItsWay(['stock:stop', 'stock:resume'], itemNumber);
  const isCounting = useIsOnItsWay(['stock:adjust'], itemNumber);
  const title = (isGranted: boolean) => (isGranted ? {} : { title: say.notGranted });
  return (
    <div className="now-buttons">
      <Button
        className="pin-now"
        look={isPinned || !isSelling(status) ? 'line' : 'primary'}
        busy={isPinning}
        disabled={!mayPin || isOver}
        {...title(mayPin)}
        onClick={() =>
          isPinned ? void hands.host.act({ kind: 'lineup:unpin', itemNumber }) : pin(hands, itemNumber)
        }
      >
        <Icon name="pin" />
        {isPinned ? say.unpin : `${say.pin} ${itemNumber}`}
        <Key>{isPinned ? 'U' : '⏎'}</Key>
      </Button>
      <Button
        className="flash-now"
        look="quiet"
        busy={isFlashing}
        disabled={!mayFlash || !isSelling(status) || flashOn(item) !== null}
        {...title(mayFlash)}
        onClick={() => hands.show({ kind: 'flash', itemNumber })}
      >
        <Icon name="flash" />
        {say.flash}
        <Key>F</Key>
      </Button>
      <Button
        look="quiet"
        busy={isStopping}
        disabled={!mayStock}
        {...title(mayStock)}
        onClick={() => toggleSale(hands, itemNumber)}
      >
        {isStopped ? <Icon name="check" /> : <Icon name="stop" />}
        {isStopped ? say.resume : say.stop}
        <Key>S</Key>
      </Button>
      <Button
        look="quiet"
        busy={isCounting}
        disabled={!mayStock}
        {...title(mayStock)}
        onClick={() => hands.show({ kind: 'stock', itemNumber, sign: -1 })}
      >
        <span aria-hidden="true">−</span>
        {say.stockFewer}
        <Key>-</Key>
      </Button>
      <Button
        look="quiet"
        busy={isCounting}
        disabled={!mayStock}
        {...title(mayStock)}
        onClick={() => hands.show({ kind: 'stock', itemNumber, sign: 1 })}
      >
        <span aria-hidden="true">+</span>
        {say.stockMore}
        <Key>+</Key>
      </Button>
    </div>
  );
}
