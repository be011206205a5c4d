import {
  type Change,
  cardChange,
  changesOf,
  flashChange,
  pinsChange,
  stockChange,
  viewOf,
} from '../../shared/live-view/changes.ts';
import type {
  CardEntry,
  FlashEntry,
  LiveView,
  StreamEntry,
  VoucherEntry,
} from '../../shared/live-view/view.ts';
import { secondNames, secondOrigin } from '../../shared/values/names.ts';
import type { Item } from './lineup/state.ts';
import type { StreamState } from './state.ts';
import { SHOWN_AT_MOST, stockEntry } from './stock/shown-state.ts';
import type { Voucher } from './voucher/state.ts';

/** All that a viewer may see of a stream. Nothing here names a buyer, and nothing counts above what K2 shows. */
export function publicView(state: Readonly<StreamState>): LiveView {
  return viewOf(publicChanges(state));
}

/** The public view as the changes that make it. */
export function publicChanges(state: Readonly<StreamState>): Change[] {
  const changes: Change[] = [['t', streamEntry(state)]];
  for (const itemNumber of state.order) changes.push(...itemChanges(state, itemNumber));
  changes.push(orderChange(state), pinsChange(state.pins));
  for (const voucherId of state.vouchers.keys()) changes.push(...voucherChangesOf(state, voucherId));
  return changesOf(viewOf(changes));
}

export function streamEntry(state: StreamState): StreamEntry {
  const { title, slug, hostName, status, currency, holdPolicy, payments } = state;
  const { scheduledAtMs, liveStartMs, endedAtMs, closesAtMs } = state;
  return {
    title,
    slug,
    hostName,
    ...pageEntry(state),
    status,
    currency,
    holdPolicy,
    payments,
    scheduledAtMs,
    liveStartMs,
    endedAtMs,
    closesAtMs,
    ...(state.shipping.isCharged || hasOffers(state) ? { isQuoted: true as const } : {}),
    ...(takesCodes(state) ? { takesCodes: true as const } : {}),
    ...(state.shipping.isCharged ? { hasShipping: true as const } : {}),
    ...(state.shipping.overseas ? { overseas: state.shipping.overseas } : {}),
    ...(state.pause ? { isPaused: true as const } : {}),
  };
}

/** Told whole at each change of the stream: what nobody looks at any more once it is on is left out. */
function pageEntry({ status, page }: StreamState) {
  if (!page) return {};
  const { titleEn, hostNameEn, description, descriptionEn, cover } = page;
  return {
    ...(titleEn && { titleEn }),
    ...(hostNameEn && { hostNameEn }),
    ...(status === 'SCHEDULED' && {
      ...(description && { description }),
      ...(descriptionEn && { descriptionEn }),
      ...(cover && { cover }),
    }),
  };
}

/** Whether a voucher or a promotion may make an order cheaper than its prices (V1). */
function hasOffers({ vouchers, items }: StreamState): boolean {
  for (const { isEnded } of vouchers.values()) if (!isEnded) return true;
  for (const { promotion } of items.values()) if (promotion) return true;
  return false;
}

/** Whether there is anything to gain by typing a code; which, nobody is told. */
function takesCodes({ vouchers }: StreamState): boolean {
  for (const { isEnded, code } of vouchers.values()) if (!isEnded && code) return true;
  return false;
}

export function orderChange(state: StreamState): Change {
  return ['o', [...state.order]];
}

/** The card, shelf, flash and promotion of an item; tombstones if it is not in the bag. */
export function itemChanges(state: StreamState, itemNumber: number): Change[] {
  return [
    cardChangeOf(state, itemNumber),
    stockChangeOf(state, itemNumber),
    flashChangeOf(state, itemNumber),
    promotionChangeOf(state, itemNumber),
  ];
}

export function cardChangeOf(state: StreamState, itemNumber: number): Change {
  const item = shownItem(state, itemNumber);
  return cardChange(itemNumber, item && cardEntry(item));
}

export function stockChangeOf(state: StreamState, itemNumber: number): Change {
  const item = shownItem(state, itemNumber);
  return stockChange(itemNumber, item && stockEntry(state, item));
}

export function flashChangeOf(state: StreamState, itemNumber: number): Change {
  const item = shownItem(state, itemNumber);
  return flashChange(itemNumber, item && flashEntry(state, item));
}

export function promotionChangeOf(state: StreamState, itemNumber: number): Change {
  const promotion = shownItem(state, itemNumber)?.promotion;
  if (!promotion) return ['m', itemNumber, null];
  const { units, totalMinor, startsAtMs, endsAtMs } = promotion;
  return ['m', itemNumber, { units, totalMinor, startsAtMs, endsAtMs }];
}

/** A voucher as viewers see it; one that was ended is not shown, and of one that has a code they hear nothing (INV17). */
export function voucherChangesOf(state: StreamState, voucherId: string): Change[] {
  const voucher = state.vouchers.get(voucherId);
  if (voucher?.code) return [];
  return [['v', voucherId, voucher && !voucher.isEnded ? voucherEntry(state, voucher) : null]];
}

/** What a voucher says to those who may use it. */
export function voucherEntry(
  state: Readonly<StreamState>,
  voucher: Voucher,
): VoucherEntry & { itemNumbers: number[] | null } {
  const { off, fromMinor, scope, startsAtMs, endsAtMs, cap, claimed } = voucher;
  return {
    off,
    fromMinor,
    producer: scope.kind === 'producer' ? producerName(state, scope.producerId) : null,
    itemNumbers: scope.kind === 'items' ? [...scope.itemNumbers] : null,
    startsAtMs,
    endsAtMs,
    left: Math.min(cap - claimed, SHOWN_AT_MOST),
  };
}

/** A producer by name: the same name is the same producer. */
export function producerName(state: Readonly<StreamState>, producerId: string): string {
  for (const item of state.items.values()) if (item.producerId === producerId) return item.producer;
  return '';
}

function shownItem(state: StreamState, itemNumber: number): Item | null {
  const item = state.items.get(itemNumber);
  return item && !item.isRemoved ? item : null;
}

function cardEntry(item: Item): CardEntry {
  const { name, producer, origin, grams, picture, listPriceMinor, buyerLimit } = item;
  const names = { name, producer, ...secondNames(item), origin, ...secondOrigin(item) };
  return { ...names, grams, picture, listPriceMinor, buyerLimit };
}

/** The flash that is announced or running; one that is over is not shown. */
function flashEntry(state: StreamState, item: Item): FlashEntry | null {
  const flash = item.flashId === null ? undefined : state.flashes.get(item.flashId);
  if (flash?.phase !== 'announced' && flash?.phase !== 'running') return null;
  const { flashId, priceMinor, startsAtMs, endsAtMs, cap, perBuyerCap, announcedAtMs } = flash;
  return { flashId, priceMinor, startsAtMs, endsAtMs, cap, perBuyerCap, announcedAtMs };
}
