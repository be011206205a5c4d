import { MINUTE, SECOND } from '../../../shared/values/time.ts';
import { commonMessages } from '../../i18n/common.ts';
import { broadcastMessages } from '../../i18n/console-broadcast.ts';
import { deskMessages } from '../../i18n/console-desk.ts';
import { useMessages } from '../../i18n/language.ts';
import { itemOf } from '../../stores/host/acts.ts';
import { flashOn, shelfOf } from '../../stores/host/floor.ts';
import { IconButton } from '../../ui/Button.tsx';
import { Countdown } from '../../ui/Countdown.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { useServerTime } from '../../ui/server-time.ts';
import { isSelling, useBroadcast, useDesk, useHost, useItemName } from './host-context.ts';

const FLASH_ENDING_MS = 30 * SECOND;
/** The ticker says when an order was placed, not when it ran out: so the count is of orders placed lately. */
const PLACED_WITHIN_MS = 30 * MINUTE;
/** More than these and a list of alerts is noise; the lineup shows the rest. */
const MOST_LOW = 3;

/** The few things to watch while talking. */
export function Alerts() {
  const say = useMessages(deskMessages);
  return (
    <ul className="alerts" aria-label={say.alerts} aria-live="polite">
      <Broadcast />
      <Low />
      <FlashEnding />
      <RanOut />
      <Elsewhere />
    </ul>
  );
}

/** The way up, while it wants watching: nobody buys what they cannot see. */
function Broadcast() {
  const say = useMessages(broadcastMessages);
  const trouble = useBroadcast(({ phase, uplink }) => {
    if (phase === 'broken') return 'alertBroken';
    if (phase !== 'on-air') return null;
    return uplink?.grade === 'none' ? 'alertNone' : uplink?.grade === 'weak' ? 'alertWeak' : null;
  });
  if (!trouble) return null;
  return (
    <li>
      <Icon name="attention" size={18} />
      <span>{say[trouble]}</span>
    </li>
  );
}

function Low() {
  const say = useMessages(deskMessages);
  const nameOf = useItemName();
  const floor = useHost((state) => state.floor);
  if (!isSelling(floor.status)) return null;
  const items = floor.order.flatMap((itemNumber) => floor.items[itemNumber] ?? []);
  const isPinned = (itemNumber: number) => floor.pins.some((pin) => pin.itemNumber === itemNumber);
  const gone = items.filter((item) => isPinned(item.itemNumber) && !item.isStopped && item.available === 0);
  const low = items.filter((item) => shelfOf(item, floor.status) === 'LOW');
  low.sort(
    (a, b) => Number(isPinned(b.itemNumber)) - Number(isPinned(a.itemNumber)) || a.available - b.available,
  );
  return (
    <>
      {gone.map(({ itemNumber }) => (
        <li key={itemNumber}>
          <Icon name="attention" size={18} />
          <span>{say.alertGone(nameOf(itemNumber))}</span>
        </li>
      ))}
      {low.slice(0, MOST_LOW).map(({ itemNumber, available }) => (
        <li key={itemNumber}>
          <Icon name="attention" size={18} />
          <span>{say.alertLow(nameOf(itemNumber), available)}</span>
        </li>
      ))}
    </>
  );
}

function FlashEnding() {
  const say = useMessages(deskMessages);
  const nameOf = useItemName();
  const items = useHost(({ floor }) => floor.items);
  const running = Object.values(items).flatMap((item) => {
    const flash = flashOn(item);
    return flash ? [{ ...flash, itemNumber: item.itemNumber }] : [];
  });
  // One text, so that the list renders when it changes and not with every tick.
  const ending = useServerTime((nowMs) =>
    running
      .filter(({ startsAtMs, endsAtMs }) => startsAtMs <= nowMs && endsAtMs > nowMs)
      .filter(({ endsAtMs }) => endsAtMs - nowMs <= FLASH_ENDING_MS)
      .map(({ itemNumber }) => itemNumber)
      .join(' '),
  );
  return running
    .filter(({ itemNumber }) => ending.split(' ').includes(String(itemNumber)))
    .map(({ itemNumber, endsAtMs }) => (
      <li key={itemNumber}>
        <Icon name="flash" size={18} />
        <span>
          {say.alertFlash(nameOf(itemNumber))} <Countdown untilMs={endsAtMs} />
        </span>
      </li>
    ));
}

function RanOut() {
  const say = useMessages(deskMessages);
  const orders = useHost(({ floor }) => floor.orders);
  const count = useServerTime(
    (nowMs) =>
      orders.filter(({ status, atMs }) => status.startsWith('EXPIRED') && nowMs - atMs <= PLACED_WITHIN_MS)
        .length,
  );
  if (count === 0) return null;
  return (
    <li>
      <Icon name="receipt" size={18} />
      <span>{say.alertUnpaid(count)}</span>
    </li>
  );
}

function Elsewhere() {
  const say = useMessages(deskMessages);
  const common = useMessages(commonMessages);
  const { host } = useDesk();
  const nameOf = useItemName();
  const changes = useHost((state) => state.elsewhere);
  const works = useHost((state) => state.works);
  // The frame of this console's own act may come before its answer: it is nobody else's.
  const foreign = changes.filter(
    ({ itemNumber }) => !works.some(({ act, state }) => state === 'sending' && itemOf(act) === itemNumber),
  );
  // One line, the newest: what others did must not push away what is being sold.
  const newest = foreign.at(-1);
  if (!newest) return null;
  const { itemNumber, version, kind } = newest;
  return (
    <li key={`${version} ${itemNumber}`}>
      <Icon name="device" size={18} />
      <span>
        {say.elsewhere[kind](itemNumber === null ? '' : nameOf(itemNumber))}
        {foreign.length > 1 && <b className="figures"> +{foreign.length - 1}</b>}
      </span>
      <IconButton icon="close" size={16} name={common.dismiss} onClick={host.dismissElsewhere} />
    </li>
  );
}
