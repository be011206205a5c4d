import { secondNames, secondOrigin } from '../values/names.ts';
import type {
  CardEntry,
  FlashEntry,
  LiveView,
  PinEntry,
  PromotionEntry,
  StockEntry,
  StockState,
  StreamEntry,
  VoucherEntry,
} from './view.ts';
import { emptyView } from './view.ts';

/**
 * One changed entry of the live view, as a short tuple: its kind, its item where it has one, its new value.
 * Values, not differences: heard twice or late they do no harm. `null` is a tombstone.
 */
export type Change =
  | ['t', StreamEntry]
  | ['o', number[]]
  | ['p', [itemNumber: number, sinceMs: number][]]
  | ['c', itemNumber: number, CardTuple | null]
  | [
      's',
      itemNumber: number,
      state: number,
      available: number,
      nextFreeAtMs: number,
      flashLeft: number,
      /** Left out where newcomers may have any unit that there is. */
      newcomersLeft?: number,
    ]
  | ['s', itemNumber: number, null]
  | ['f', itemNumber: number, FlashTuple | null]
  | ['v', voucherId: string, VoucherEntry | null]
  | ['m', itemNumber: number, PromotionEntry | null];

type CardTuple = [
  name: string,
  producer: string,
  origin: string,
  grams: number,
  picture: string,
  listPriceMinor: number,
  buyerLimit: number,
  /** Of an item that has a second name, else they are left out; one that has none of the two is empty. */
  nameEn?: string,
  producerEn?: string,
  /** Left out where there is none. */
  originEn?: string,
];
type FlashTuple = [
  flashId: string,
  priceMinor: number,
  startsAtMs: number,
  endsAtMs: number,
  cap: number,
  perBuyerCap: number,
  announcedAtMs: number,
];

/** The states of K2 by their number on the wire; the order is part of the protocol. */
export const stockStates: readonly StockState[] = [
  'IN_STOCK',
  'LOW',
  'AWAITING_PAYMENT',
  'ALL_HELD',
  'SOLD_OUT',
  'STOPPED',
  'COMING',
];

/** The entry that a change writes: changes with the same key replace each other. */
export function changeKey(change: Change): string {
  return change.length === 2 ? change[0] : `${change[0]}${change[1]}`;
}

/** The whole view as changes on an empty one: what a snapshot carries. */
export function changesOf(view: LiveView): Change[] {
  const changes: Change[] = [];
  if (view.stream) changes.push(['t', view.stream]);
  for (const [n, card] of entries(view.cards)) changes.push(cardChange(n, card));
  for (const [n, stock] of entries(view.stock)) changes.push(stockChange(n, stock));
  for (const [n, flash] of entries(view.flash)) changes.push(flashChange(n, flash));
  for (const [n, promotion] of entries(view.promotions)) changes.push(['m', n, promotion]);
  for (const [id, voucher] of Object.entries(view.vouchers)) changes.push(['v', id, voucher]);
  if (view.order.length > 0) changes.push(['o', [...view.order]]);
  if (view.pins.length > 0) changes.push(pinsChange(view.pins));
  return changes;
}

export function cardChange(itemNumber: number, card: CardEntry | null): Change {
  if (!card) return ['c', itemNumber, null];
  const { name, producer, origin, grams, picture, listPriceMinor, buyerLimit } = card;
  const { nameEn = '', producerEn = '', originEn = '' } = card;
  const said = [name, producer, origin, grams, picture, listPriceMinor, buyerLimit ?? 0] as const;
  if (originEn) return ['c', itemNumber, [...said, nameEn, producerEn, originEn]];
  return ['c', itemNumber, nameEn || producerEn ? [...said, nameEn, producerEn] : [...said]];
}

export function stockChange(itemNumber: number, stock: StockEntry | null): Change {
  if (!stock) return ['s', itemNumber, null];
  const { state, available, nextFreeAtMs, flashLeft, newcomersLeft } = stock;
  const shelf = [stockStates.indexOf(state), available, nextFreeAtMs ?? 0, flashLeft ?? -1] as const;
  return newcomersLeft === undefined
    ? ['s', itemNumber, ...shelf]
    : ['s', itemNumber, ...shelf, newcomersLeft];
}

export function flashChange(itemNumber: number, flash: FlashEntry | null): Change {
  if (!flash) return ['f', itemNumber, null];
  const { flashId, priceMinor, startsAtMs, endsAtMs, cap, perBuyerCap, announcedAtMs } = flash;
  return ['f', itemNumber, [flashId, priceMinor, startsAtMs, endsAtMs, cap, perBuyerCap, announcedAtMs]];
}

export function pinsChange(pins: readonly PinEntry[]): Change {
  return ['p', pins.map((pin): [number, number] => [pin.itemNumber, pin.sinceMs])];
}

/**
 * The one reducer of the live view, on both sides of the wire. Entries that do not change keep their identity, so
 * that a counter's change re-renders that counter alone.
 */
export function applyChanges(view: LiveView, changes: readonly Change[]): LiveView {
  const next = { ...view };
  for (const change of changes) {
    switch (change[0]) {
      case 't':
        next.stream = change[1];
        break;
      case 'o':
        next.order = change[1];
        break;
      case 'p':
        next.pins = change[1].map(([itemNumber, sinceMs]) => ({ itemNumber, sinceMs }));
        break;
      case 'c':
        next.cards = withEntry(next.cards, change[1], change[2] && cardOf(change[2]));
        break;
      case 's':
        next.stock = withEntry(next.stock, change[1], change[2] === null ? null : stockOf(change));
        break;
      case 'f':
        next.flash = withEntry(next.flash, change[1], change[2] && flashOf(change[2]));
        break;
      case 'v':
        next.vouchers = withEntry(next.vouchers, change[1], change[2]);
        break;
      case 'm':
        next.promotions = withEntry(next.promotions, change[1], change[2]);
        break;
    }
  }
  return next;
}

/** The view that a snapshot's changes make. */
export function viewOf(changes: readonly Change[]): LiveView {
  return applyChanges(emptyView, changes);
}

function withEntry<K extends PropertyKey, T>(
  record: Readonly<Record<K, T>>,
  key: K,
  entry: T | null,
): Record<K, T> {
  const next: Record<K, T> = { ...record };
  if (entry === null) delete next[key];
  else next[key] = entry;
  return next;
}

function cardOf([
  name,
  producer,
  origin,
  grams,
  picture,
  listPriceMinor,
  limit,
  ...second
]: CardTuple): CardEntry {
  const [nameEn, producerEn, originEn] = second;
  const buyerLimit = limit === 0 ? null : limit;
  const said = { name, producer, origin, grams, picture, listPriceMinor, buyerLimit };
  return second.length > 0
    ? { ...said, ...secondNames({ nameEn, producerEn }), ...secondOrigin({ originEn }) }
    : said;
}

function stockOf(change: Extract<Change, ['s', ...unknown[]]>): StockEntry {
  const [, , state, available, nextFreeAtMs, flashLeft, newcomersLeft] = change as [
    string,
    number,
    number,
    number,
    number,
    number,
    number?,
  ];
  return {
    state: stockStates[state] ?? 'STOPPED',
    available,
    nextFreeAtMs: nextFreeAtMs === 0 ? null : nextFreeAtMs,
    flashLeft: flashLeft < 0 ? null : flashLeft,
    ...(newcomersLeft !== undefined && { newcomersLeft }),
  };
}

function flashOf([
  flashId,
  priceMinor,
  startsAtMs,
  endsAtMs,
  cap,
  perBuyerCap,
  announcedAtMs,
]: FlashTuple): FlashEntry {
  return { flashId, priceMinor, startsAtMs, endsAtMs, cap, perBuyerCap, announcedAtMs };
}

function entries<T>(record: Readonly<Record<number, T>>): [number, T][] {
  return Object.entries(record).map(([n, value]) => [Number(n), value]);
}
