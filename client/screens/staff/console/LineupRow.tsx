import { type PointerEvent, useEffect, useRef } from 'react';
import type { ConsoleItem } from '../../../../shared/contract/console.ts';
import { consoleScreenMessages } from '../../../i18n/console-screen.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { shelfOf } from '../../../stores/host/floor.ts';
import { focusOf } from '../../../stores/host/host-state.ts';
import { Button, IconButton } from '../../../ui/Button.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { Picture } from '../../../ui/Picture.tsx';
import { place } from '../../../ui/part.tsx';
import { StockLabel } from '../../../ui/StockLabel.tsx';
import { rowMarks } from '../staff-panels.ts';
import { useConsole, useHost, useIsOnItsWay, useItem, useMay } from './host-context.ts';
import { NowPrice } from './NowPrice.tsx';
import { move, pin } from './use-console-acts.ts';

for (const mark of rowMarks) mark.fetch();
const Marks = place(...rowMarks);

/** One item of the bag. Chosen, it shows what can be done to its place and price. */
export function LineupRow({
  itemNumber,
  isMoving,
  onGrab,
}: {
  itemNumber: number;
  isMoving: boolean;
  onGrab: ((itemNumber: number, event: PointerEvent) => void) | null;
}) {
  const say = useMessages(consoleScreenMessages);
  const hands = useConsole();
  const item = useItem(itemNumber);
  const isPinned = useHost(({ floor }) => floor.pins.some((pin) => pin.itemNumber === itemNumber));
  const isFocus = useHost((state) => focusOf(state) === itemNumber);
  const isChosen = useHost(({ chosen }) => chosen === itemNumber);
  const isPinning = useIsOnItsWay(['lineup:pin'], itemNumber);
  const mayPin = useMay('pin');
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isChosen) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  if (!item) return null;
  const classes = ['lineup-row', isFocus ? 'focus' : '', isMoving ? 'moving' : ''].filter(Boolean).join(' ');
  return (
    <li ref={row} className={classes} data-item={itemNumber}>
      <div className="lineup-main">
        {onGrab ? (
          <span
            className="grip"
            title={say.drag}
            aria-hidden="true"
            onPointerDown={(event) => onGrab(itemNumber, event)}
          >
            ⠿
          </span>
        ) : (
          <span />
        )}
        <button
          type="button"
          className="lineup-choose"
          aria-pressed={isFocus}
          onClick={() => hands.host.choose(itemNumber)}
        >
          <span className="spoken-number figures">{itemNumber}</span>
          <Picture source={item.picture} size={40} />
          <span className="lineup-words">
            <span className="lineup-name">{item.name}</span>
            <span className="lineup-under">
              <NowPrice item={item} />
              <Shelf item={item} />
            </span>
          </span>
        </button>
        {isPinned ? (
          <span className="pinned-here" title={say.pinned}>
            <Icon name="pin" />
            <span className="unseen">{say.pinned}</span>
          </span>
        ) : (
          <IconButton
            icon="pin"
            name={`${say.pin} ${itemNumber}`}
            className="pin-button"
            disabled={!mayPin}
            aria-busy={isPinning || undefined}
            onClick={() => pin(hands, itemNumber)}
          />
        )}
      </div>
      {isFocus && <RowTools itemNumber={itemNumber} />}
    </li>
  );
}

/** Available of all, exact, with the shelf's state where it is not simply in stock. */
function Shelf({ item }: { item: ConsoleItem }) {
  const say = useMessages(consoleScreenMessages);
  const language = useLanguage();
  const status = useHost(({ floor }) => floor.status);
  const state = shelfOf(item, status);
  const all = item.allotted + item.adjusted;
  // What was left went back to the warehouse: an empty shelf is no longer one that sold out.
  if (status === 'ENDED' || status === 'CLOSED') {
    return <span className="soft figures">{say.endedSold(item.sold.toLocaleString(language))}</span>;
  }
  return (
    <>
      <span className="soft figures">
        {say.of(item.available.toLocaleString(language), all.toLocaleString(language))}
      </span>
      {state !== 'IN_STOCK' && state !== 'COMING' && (
        <StockLabel stock={{ state, available: item.available, nextFreeAtMs: null, flashLeft: null }} />
      )}
      <Marks item={item} />
    </>
  );
}

function RowTools({ itemNumber }: { itemNumber: number }) {
  const say = useMessages(consoleScreenMessages);
  const hands = useConsole();
  const mayChange = useMay('lineup');
  const isMoving = useIsOnItsWay(['lineup:reorder'], null);
  const isPricing = useIsOnItsWay(['lineup:set-price', 'lineup:set-limit', 'lineup:remove'], itemNumber);
  if (!mayChange) return null;
  return (
    <div className="row-tools">
      <button
        type="button"
        className="icon-button"
        aria-label={`${say.up}: ${itemNumber}`}
        title={say.up}
        aria-busy={isMoving || undefined}
        onClick={() => move(hands, itemNumber, -1)}
      >
        ▲
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label={`${say.down}: ${itemNumber}`}
        title={say.down}
        aria-busy={isMoving || undefined}
        onClick={() => move(hands, itemNumber, 1)}
      >
        ▼
      </button>
      <Button look="line" busy={isPricing} onClick={() => hands.show({ kind: 'price', itemNumber })}>
        {say.price}
      </Button>
      <Button look="line" busy={isPricing} onClick={() => hands.show({ kind: 'limit', itemNumber })}>
        {say.limit}
      </Button>
      <Button look="line" busy={isPricing} onClick={() => hands.show({ kind: 'remove', itemNumber })}>
        {say.remove}
      </Button>
    </div>
  );
}
