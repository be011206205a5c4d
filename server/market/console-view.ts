import type { ConsoleFlash, ConsoleFrame, ConsoleItem, TickerOrder } from '../../shared/contract/console.ts';
import type { ConsoleVoucher } from '../../shared/contract/voucher.ts';
import { secondNames } from '../../shared/values/names.ts';
import type { Flash } from './flash-sale/state.ts';
import type { Item } from './lineup/state.ts';
import type { Order } from './order/order.ts';
import { producerName } from './public-view.ts';
import type { StreamState } from './state.ts';
import type { Voucher } from './voucher/state.ts';

/** The newest orders that a console opens with. */
const TICKER_ORDERS = 100;

/**
 * The floor as staff see it: every counter exact, no buyer named. With lists, only what is in them.
 * @param history the generation of the log
 */
export function consoleFrame(
  state: Readonly<StreamState>,
  history: string,
  items?: readonly number[],
  orders?: readonly string[],
  vouchers?: readonly string[],
): ConsoleFrame {
  const shownItems = items ?? [...state.items.keys()];
  const shownOrders = orders ?? [...state.orders.keys()].slice(-TICKER_ORDERS);
  return {
    history,
    to: state.seq,
    status: state.status,
    pause: state.pause && {
      reason: state.pause.reason,
      found: state.pause.found,
      sinceMs: state.pause.sinceMs,
    },
    lineupVersion: state.lineupVersion,
    pins: state.pins.map(({ itemNumber, sinceMs }) => ({ itemNumber, sinceMs })),
    order: [...state.order],
    items: shownItems.flatMap((itemNumber) => {
      const item = state.items.get(itemNumber);
      return item ? [consoleItem(state, item)] : [];
    }),
    orders: shownOrders.slice(-TICKER_ORDERS).flatMap((orderId) => {
      const order = state.orders.look(orderId);
      return order ? [tickerOrder(order)] : [];
    }),
    vouchers: (vouchers ?? (items ? [] : [...state.vouchers.keys()])).flatMap((voucherId) => {
      const voucher = state.vouchers.get(voucherId);
      return voucher ? [consoleVoucherOf(state, voucher)] : [];
    }),
  };
}

function consoleItem(state: Readonly<StreamState>, item: Item): ConsoleItem {
  const flash = item.flashId === null ? undefined : state.flashes.get(item.flashId);
  const {
    itemNumber,
    productId,
    producerId,
    name,
    producer,
    picture,
    listPriceMinor,
    floorMinor,
    buyerLimit,
    version,
  } = item;
  const { isStopped, isRemoved, allotted, adjusted, available, held, unpaid, sold } = item;
  return {
    itemNumber,
    productId,
    producerId,
    name,
    producer,
    ...secondNames(item),
    picture,
    listPriceMinor,
    floorMinor,
    buyerLimit,
    version,
    isStopped,
    isRemoved,
    allotted,
    adjusted,
    available,
    held,
    unpaid,
    sold,
    waiting: waitingFor(state, itemNumber),
    flash: flash ? consoleFlash(flash) : null,
    promotion: item.promotion ?? null,
  };
}

/** How many wait for an item, and for how many units of it (H5). */
function waitingFor(state: Readonly<StreamState>, itemNumber: number): { buyers: number; units: number } {
  const line = state.waitlists.get(itemNumber) ?? [];
  return { buyers: line.length, units: line.reduce((sum, { units }) => sum + units, 0) };
}

function consoleVoucherOf(state: Readonly<StreamState>, voucher: Voucher): ConsoleVoucher {
  const { producerId, name = '', code, ...shown } = voucher;
  const hasCode = code !== undefined;
  return { ...shown, name, hasCode, producer: producerId === null ? null : producerName(state, producerId) };
}

function consoleFlash(flash: Flash): ConsoleFlash {
  const { flashId, version, priceMinor, startsAtMs, endsAtMs, cap, perBuyerCap, prelaunchSeconds } = flash;
  const { afterEnd, fundedBy, free, lapsed, held, unpaid, sold } = flash;
  return {
    flashId,
    version,
    phase: flash.phase === 'undone' ? 'over' : flash.phase,
    priceMinor,
    startsAtMs,
    endsAtMs,
    cap,
    perBuyerCap,
    prelaunchSeconds,
    afterEnd,
    fundedBy,
    free,
    lapsed,
    held,
    unpaid,
    sold,
  };
}

function tickerOrder(order: Order): TickerOrder {
  return {
    orderId: order.orderId,
    number: order.number,
    atMs: order.placedAtMs,
    status: order.status,
    units: order.lines.reduce((sum, line) => sum + line.units, 0),
    totalMinor: order.totalMinor,
    lines: order.lines.map(({ itemNumber, units, unitPriceMinor }) => ({
      itemNumber,
      units,
      unitPriceMinor,
    })),
  };
}
