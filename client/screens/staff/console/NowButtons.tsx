import type { ConsoleItem } from '../../../../shared/contract/console.ts';
import { consoleScreenMessages } from '../../../i18n/console-screen.ts';
import { useMessages } from '../../../i18n/language.ts';
import { flashOn, nextItem } from '../../../stores/host/floor.ts';
import { Button, IconButton } from '../../../ui/Button.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { place } from '../../../ui/part.tsx';
import { rowMarks } from './console-panels.ts';
import { isSelling, useConsole, useHost, useIsOnItsWay, useItem, useMay } from './host-context.ts';
import { Key } from './Key.tsx';
import { NowPrice } from './NowPrice.tsx';
import { pin, pinNext, toggleSale } from './use-console-acts.ts';

const Marks = place(...rowMarks);

/**
 * Everything that keys do to the item in hand, as big buttons within reach of a thumb. In a hand the large one pins
 * the next item while the pinned one is in hand, else the one in hand. Whoever may not do something has no button of it (A1).
 */
export function NowButtons({ item }: { item: ConsoleItem }) {
  const say = useMessages(consoleScreenMessages);
  const hands = useConsole();
  const { itemNumber, isStopped } = item;
  const status = useHost(({ floor }) => floor.status);
  const isPinned = useHost(({ floor }) => floor.pins.some((each) => each.itemNumber === itemNumber));
  // Before the first pin the item in hand is the next one: two buttons would do the same.
  const isNext = useHost(
    ({ floor, wanted }) => !isPinned && nextItem(floor, wanted)?.itemNumber === itemNumber,
  );
  const mayPin = useMay('pin');
  const mayFlash = useMay('flash');
  const mayStock = useMay('stock');
  const mayChange = useMay('lineup');
  const isPinning = useIsOnItsWay(['lineup:pin', 'lineup:unpin'], itemNumber);
  const isFlashing = useIsOnItsWay(['flash-sale:start', 'flash-sale:end'], itemNumber);
  const isStopping = useIsOnItsWay(['stock:stop', 'stock:resume'], itemNumber);
  const isCounting = useIsOnItsWay(['stock:adjust'], itemNumber);
  if (!mayPin && !mayFlash && !mayStock && !mayChange) return null;
  return (
    <div className={isPinned && isSelling(status) ? 'now-buttons of-pin' : 'now-buttons'}>
      {mayPin && (
        <Button
          className="pin-now"
          look={isPinned || !isSelling(status) ? 'line' : 'primary'}
          busy={isPinning}
          onClick={() =>
            isPinned ? void hands.host.act({ kind: 'lineup:unpin', itemNumber }) : pin(hands, itemNumber)
          }
        >
          <Icon name="pin" />
          {isPinned ? say.unpin : `${say.pin} ${itemNumber}`}
          <Key act={isPinned ? 'unpin' : 'enter'} />
        </Button>
      )}
      {mayPin && isSelling(status) && !isNext && <PinNext isFirst={isPinned} />}
      {mayFlash && (
        <Button
          className="flash-now"
          look="quiet"
          busy={isFlashing}
          disabled={!isSelling(status) || flashOn(item) !== null}
          onClick={() => hands.show({ kind: 'flash', itemNumber })}
        >
          <Icon name="flash" />
          {say.flash}
          <Key act="flash" />
        </Button>
      )}
      {mayStock && (
        <>
          <Button
            className="stop-now"
            look="quiet"
            busy={isStopping}
            onClick={() => toggleSale(hands, itemNumber)}
          >
            {isStopped ? <Icon name="check" /> : <Icon name="stop" />}
            {isStopped ? say.resume : say.stop}
            <Key act="stop" />
          </Button>
          <Button
            look="quiet"
            busy={isCounting}
            onClick={() => hands.show({ kind: 'stock', itemNumber, sign: -1 })}
          >
            <span aria-hidden="true">−</span>
            {say.stockFewer}
            <Key act="fewer" />
          </Button>
          <Button
            look="quiet"
            busy={isCounting}
            onClick={() => hands.show({ kind: 'stock', itemNumber, sign: 1 })}
          >
            <span aria-hidden="true">+</span>
            {say.stockMore}
            <Key act="more" />
          </Button>
        </>
      )}
      {(mayPin || mayChange) && (
        <IconButton
          icon="more"
          className="item-more"
          name={say.itemMore}
          onClick={() => hands.show({ kind: 'item', itemNumber })}
        />
      )}
    </div>
  );
}

/** The item that the order of the bag brings next and that can be bought. @param isFirst it leads on the desk */
function PinNext({ isFirst }: { isFirst: boolean }) {
  const say = useMessages(consoleScreenMessages);
  const hands = useConsole();
  const itemNumber = useHost(({ floor, wanted }) => nextItem(floor, wanted)?.itemNumber ?? null);
  const item = useItem(itemNumber);
  const isPinning = useIsOnItsWay(['lineup:pin'], itemNumber);
  return (
    <Button
      className="pin-next"
      look={isFirst && item ? 'primary' : 'line'}
      busy={isPinning}
      disabled={!item}
      onClick={() => pinNext(hands)}
    >
      {item ? (
        <>
          <span>{say.pinNext}</span>
          <b className="figures">{item.itemNumber}</b>
          <span className="pin-next-name">{item.name}</span>
          <NowPrice item={item} />
          <Marks item={item} />
        </>
      ) : (
        <span>{say.nobodyElse}</span>
      )}
      <Key act="next" />
    </Button>
  );
}
