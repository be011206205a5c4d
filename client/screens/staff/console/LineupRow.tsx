import { memo, type PointerEvent, useEffect, useRef } from 'react';
import type { ConsoleItem } from '../../../../shared/contract/console.ts';
import { consoleScreenMessages } from '../../../i18n/console-screen.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { flashOn, shelfOf } from '../../../stores/host/floor.ts';
import { focusOf } from '../../../stores/host/host-state.ts';
import { IconButton } from '../../../ui/Button.tsx';
import { Icon, type IconName } from '../../../ui/Icon.tsx';
import { Picture } from '../../../ui/Picture.tsx';
import { place } from '../../../ui/part.tsx';
import { StockLabel, useStockWords } from '../../../ui/StockLabel.tsx';
import { rowMarks } from './console-panels.ts';
import { useConsolePlace } from './console-place.ts';
import { isSelling, useConsole, useHost, useIsOnItsWay, useItem, useMay } from './host-context.ts';
import { NowPrice } from './NowPrice.tsx';
import { RowTools } from './RowTools.tsx';
import { pin } from './use-console-acts.ts';

for (const mark of rowMarks) mark.fetch();
const Marks = place(...rowMarks);

/** A row shows the pace of so many minutes. */
export const ROW_MINUTES = 8;

/** One item of the bag, in one line of one height: number, name, price, what is left, and how fast it goes. */
export const LineupRow = memo(function LineupRow({
  itemNumber,
  above,
  below,
  place,
  of,
  pace,
  isMoving,
  onGrab,
}: {
  itemNumber: number;
  /** Of rows that are not drawn, in px. */
  above: number;
  below: number;
  /** Which of how many rows it is; null where all are drawn. */
  place: number | null;
  of: number | null;
  /** Units of each minute, oldest first; empty where none were ordered, or nobody here may see orders. */
  pace: string;
  isMoving: boolean;
  onGrab: ((itemNumber: number, event: PointerEvent) => void) | null;
}) {
  const say = useMessages(consoleScreenMessages);
  const hands = useConsole();
  const { turnTo } = useConsolePlace();
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
    <li
      ref={row}
      className={classes}
      data-item={itemNumber}
      data-row={itemNumber}
      aria-posinset={place ?? undefined}
      aria-setsize={of ?? undefined}
      style={{ marginTop: above || undefined, marginBottom: below || undefined }}
    >
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
        <span className="grip" />
      )}
      <button
        type="button"
        className="lineup-choose"
        aria-pressed={isFocus}
        onClick={() => {
          hands.host.choose(itemNumber);
          turnTo('now');
        }}
      >
        <span className="spoken-number figures">{itemNumber}</span>
        <Picture source={item.picture} size={40} />
        <span className="lineup-name" title={item.name}>
          {item.name}
        </span>
        <span className="lineup-marks">
          <Marks item={item} />
        </span>
        <span className="lineup-price">
          <NowPrice item={item} />
        </span>
        <Left item={item} />
        <RowPace pace={pace} />
      </button>
      <RowTools item={item} />
      <FlashRow item={item} />
      {isPinned ? (
        <span className="pinned-here" title={say.pinned}>
          <Icon name="pin" />
          <span className="unseen">{say.pinned}</span>
        </span>
      ) : !mayPin ? null : (
        <IconButton
          icon="pin"
          name={`${say.pin} ${itemNumber}`}
          className="pin-button"
          aria-busy={isPinning || undefined}
          onClick={() => pin(hands, itemNumber)}
        />
      )}
    </li>
  );
});

/** In a hand: the form of a flash straight from the row, which pins the item as well. */
function FlashRow({ item }: { item: ConsoleItem }) {
  const say = useMessages(consoleScreenMessages);
  const { show } = useConsole();
  const status = useHost(({ floor }) => floor.status);
  const mayFlash = useMay('flash');
  const { itemNumber } = item;
  if (!mayFlash) return null;
  return (
    <IconButton
      icon="flash"
      className="flash-row"
      name={say.ofItem(say.flash, String(itemNumber))}
      disabled={!isSelling(status) || flashOn(item) !== null}
      onClick={() => show({ kind: 'flash', itemNumber, pins: true })}
    />
  );
}

/** The units that can be bought, or in a word why none can. */
function Left({ item }: { item: ConsoleItem }) {
  const say = useMessages(consoleScreenMessages);
  const language = useLanguage();
  const status = useHost(({ floor }) => floor.status);
  const state = shelfOf(item, status);
  const all = (item.allotted + item.adjusted).toLocaleString(language);
  const available = item.available.toLocaleString(language);
  const stock = { state, available: item.available, nextFreeAtMs: null, flashLeft: null };
  const { icon, text } = useStockWords(stock);
  const isPlain = state === 'IN_STOCK' || state === 'COMING' || state === 'LOW';
  return (
    <span
      className={`lineup-left figures ${state === 'LOW' ? 'runs-low' : ''}`}
      title={say.of(available, all)}
    >
      <span className="left-short">
        {/* A word is longer than the place of a number: its drawing stands there, and says it. */}
        {isPlain ? available : <Unsold icon={icon} why={text} />}
      </span>
      <span className="left-long">
        {isPlain ? say.leftOf(available) : <StockLabel isShort stock={stock} />}
      </span>
    </span>
  );
}

function Unsold({ icon, why }: { icon: IconName | null; why: string }) {
  return (
    <span title={why}>
      <Icon name={icon ?? 'stop'} size={16} />
      <span className="unseen">{why}</span>
    </span>
  );
}

function RowPace({ pace }: { pace: string }) {
  const say = useMessages(consoleScreenMessages);
  if (pace === '') return <span className="row-pace" />;
  const counts = pace.split(' ').map(Number);
  const most = Math.max(1, ...counts);
  const sum = counts.reduce((all, count) => all + count, 0);
  const bars = counts.map((count, at) => barOf(at, count / most));
  return (
    <span
      className="row-pace"
      role="img"
      aria-label={say.rowPace(sum, ROW_MINUTES)}
      title={say.rowPace(sum, ROW_MINUTES)}
    >
      <svg viewBox={`0 0 ${ROW_MINUTES * BAR} ${BAR_HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        <path d={bars.slice(0, -1).join('')} />
        <path d={bars.at(-1)} />
      </svg>
    </span>
  );
}

/** A bar's width with the gap behind it, and the height of the highest: as many px, where a row has its usual size. */
const BAR = 5;
const BAR_HEIGHT = 20;

/** One minute's bar as a piece of a path: 200 rows of single elements would be 1,600 of them. */
function barOf(at: number, share: number): string {
  const height = Math.max(1, share * BAR_HEIGHT);
  return `M${at * BAR} ${BAR_HEIGHT}v${-height}h${BAR - 1}v${height}z`;
}
