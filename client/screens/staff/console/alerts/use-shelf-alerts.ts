import { useShallow } from 'zustand/react/shallow';
import type { ConsoleItem } from '../../../../../shared/contract/console.ts';
import { MINUTE, SECOND } from '../../../../../shared/values/time.ts';
import { consoleScreenMessages } from '../../../../i18n/console-screen.ts';
import { useMessages } from '../../../../i18n/language.ts';
import { type Floor, flashOn, shelfOf } from '../../../../stores/host/floor.ts';
import { useServerTime } from '../../../../ui/server-time.ts';
import { isSelling, useHost, useItemName } from '../host-context.ts';
import { useOrdersLately } from '../use-orders-lately.ts';
import type { Alert } from './alert.ts';

const FLASH_ENDING_MS = 30 * SECOND;
/** The ticker says when an order was placed, not when it ran out: so the count is of orders placed lately. */
const PLACED_WITHIN_MS = 30 * MINUTE;

/** What runs low: a pinned product by itself, all others in one line, whose numbers the lineup tells more of. */
export function useLowAlerts(): Alert[] {
  const say = useMessages(consoleScreenMessages);
  const nameOf = useItemName();
  const pins = useHost(({ floor }) => floor.pins);
  const low = useHost(useShallow(({ floor }) => lowOn(floor)));
  const isPinned = ({ itemNumber }: ConsoleItem) => pins.some((pin) => pin.itemNumber === itemNumber);
  const told = { isUrgent: false, icon: 'attention' } as const;
  const pinned = low.filter(isPinned).map(({ itemNumber, available }): Alert => {
    const name = nameOf(itemNumber);
    if (available === 0) return { ...told, key: `gone ${itemNumber}`, text: say.alertGone(name) };
    return { ...told, key: `low ${itemNumber}`, text: say.alertLow(name, available) };
  });
  const others = low.filter((item) => !isPinned(item));
  const [first] = others;
  if (!first) return pinned;
  const text =
    others.length === 1
      ? say.alertLow(nameOf(first.itemNumber), first.available)
      : say.alertLows(others.map(({ itemNumber }) => itemNumber));
  return [...pinned, { ...told, key: 'low', text }];
}

/** Items with little left, and pinned ones with nothing left. */
function lowOn({ status, order, items, pins }: Floor): ConsoleItem[] {
  if (!isSelling(status)) return [];
  return order.flatMap((itemNumber) => {
    const item = items[itemNumber];
    if (!item || item.isStopped) return [];
    const isTold =
      item.available === 0
        ? pins.some((pin) => pin.itemNumber === itemNumber)
        : shelfOf(item, status) === 'LOW';
    return isTold ? [item] : [];
  });
}

/** Flashes in their last half minute. */
export function useFlashAlerts(): Alert[] {
  const say = useMessages(consoleScreenMessages);
  const nameOf = useItemName();
  const flashed = useHost(useShallow(({ floor }) => Object.values(floor.items).filter(flashOn)));
  const running = flashed.flatMap(({ flash, itemNumber }) => (flash ? [{ ...flash, itemNumber }] : []));
  // One text, so that the strip renders when it changes and not with every tick.
  const ending = useServerTime((nowMs) =>
    running
      .filter(({ startsAtMs, endsAtMs }) => startsAtMs <= nowMs && endsAtMs > nowMs)
      .filter(({ endsAtMs }) => endsAtMs - nowMs <= FLASH_ENDING_MS)
      .map(({ flashId }) => flashId)
      .join(' '),
  );
  return running
    .filter(({ flashId }) => ending.split(' ').includes(flashId))
    .map(({ flashId, itemNumber, endsAtMs }) => ({
      key: `ending ${flashId}`,
      isUrgent: false,
      icon: 'flash',
      text: say.alertFlash(nameOf(itemNumber)),
      untilMs: endsAtMs,
    }));
}

/** Orders that ran out unpaid. */
export function useRanOutAlerts(): Alert[] {
  const say = useMessages(consoleScreenMessages);
  const { orders } = useOrdersLately();
  const count = useServerTime(
    (nowMs) =>
      orders.filter(({ status, atMs }) => status.startsWith('EXPIRED') && nowMs - atMs <= PLACED_WITHIN_MS)
        .length,
  );
  return count === 0
    ? []
    : [{ key: 'ran out', isUrgent: false, icon: 'receipt', text: say.alertUnpaid(count) }];
}
