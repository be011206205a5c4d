import type { FunnelMinute } from '../../../shared/contract/funnel.ts';
import type { Channel } from '../../../shared/values/channel.ts';
import { MINUTE } from '../../../shared/values/time.ts';
import type { Fact } from '../../market/facts.ts';
import { buyerIdNow } from '../../market/kernel/buyers.ts';
import type { StreamState } from '../../market/state.ts';
import { type Exposure, SHORTEST_EXPOSURE_MS } from '../exposure.ts';
import type { Refused } from './refused.ts';

/** Minutes of a stream that are told, from its first on; items are at most 500 (L1). */
export const MAX_FUNNEL_MINUTES = 480;
/** Buyers and items that are kept apart for their first add: about 100 MB. */
export const MAX_ADDERS = 1_000_000;

/** Viewers who saw or tapped an item for the first time in a minute: each counts in one minute alone. */
export interface ExposedMinute {
  itemNumber: number;
  /** Of the epoch. */
  minute: number;
  step: 'seen' | 'tapped';
  viewers: number;
}

/** What the screens of a viewer showed of an item by one channel, and since when. */
export interface KeptExposure extends Exposure {
  seenMinute: number | null;
  openedMinute: number | null;
}

/** Viewers who saw or tapped something of a part for the first time in a minute. */
export interface ExposedPart extends Omit<ExposedMinute, 'itemNumber'> {
  /** An item's number, a producer's id or a channel. */
  of: string;
}

/** What one viewer first saw and tapped when, of an item or of a part. */
type FirstExposed = Pick<KeptExposure, 'oneIn' | 'seenMinute' | 'openedMinute'>;

/** The definition of the minutes, over plain rows. What a database groups must equal it. */
export function exposedMinutes(
  rows: Iterable<KeptExposure>,
  rootOf: (viewerId: string) => string,
): ExposedMinute[] {
  return exposedParts(rows, rootOf, ({ itemNumber }) => String(itemNumber)).map(({ of, ...minute }) => ({
    itemNumber: Number(of),
    ...minute,
  }));
}

/**
 * The same by what items are of, or viewers: each viewer counts once in a part, in the minute of what they first saw of it.
 * @param partOf of an item that a viewer had in sight for long enough; undefined: of none
 */
export function exposedParts(
  rows: Iterable<KeptExposure>,
  rootOf: (viewerId: string) => string,
  partOf: (seen: { itemNumber: number; viewer: string }) => string | undefined,
): ExposedPart[] {
  const items = new Map<string, KeptExposure>();
  for (const row of rows) {
    const viewerId = rootOf(row.viewerId);
    const known = items.get(`${row.itemNumber} ${viewerId}`);
    const first = { ...firstOf(row, known), shownMs: row.shownMs + (known?.shownMs ?? 0) };
    items.set(`${row.itemNumber} ${viewerId}`, { ...row, viewerId, ...first });
  }
  const viewers = new Map<string, FirstExposed & { of: string }>();
  for (const row of items.values()) {
    if (row.shownMs < SHORTEST_EXPOSURE_MS) continue;
    const of = partOf({ itemNumber: row.itemNumber, viewer: row.viewerId });
    if (of === undefined) continue;
    const name = `${of} ${row.viewerId}`;
    viewers.set(name, { of, ...firstOf(row, viewers.get(name)) });
  }
  const minutes = new Map<string, ExposedPart>();
  for (const { of, oneIn, seenMinute, openedMinute } of viewers.values()) {
    for (const [step, minute] of [['seen', seenMinute] as const, ['tapped', openedMinute] as const]) {
      if (minute === null) continue;
      entry(minutes, `${step} ${of} ${minute}`, () => ({ of, minute, step, viewers: 0 })).viewers += oneIn;
    }
  }
  return [...minutes.values()];
}

function firstOf(row: FirstExposed, known: FirstExposed | undefined): FirstExposed {
  return {
    oneIn: Math.max(row.oneIn, known?.oneIn ?? 1),
    seenMinute: earlier(row.seenMinute, known?.seenMinute ?? null),
    openedMinute: earlier(row.openedMinute, known?.openedMinute ?? null),
  };
}

/** By whose link somebody came: with an order, or, where they placed none, with what a screen showed first by it. */
export interface CameBy {
  viewer: string;
  channel: Channel;
  hasOrdered: boolean;
  /** Of the epoch. */
  minute: number;
}

/** Each viewer's one channel (C1): that of their last order, else the one that came last. */
export function lastChannels(came: Iterable<CameBy>): Map<string, Channel> {
  const lasts = new Map<string, CameBy>();
  for (const one of came) {
    const known = lasts.get(one.viewer);
    if (!known || isLater(one, known)) lasts.set(one.viewer, one);
  }
  return new Map(Array.from(lasts, ([viewer, { channel }]) => [viewer, channel]));
}

function isLater(one: CameBy, other: CameBy): boolean {
  if (one.hasOrdered !== other.hasOrdered) return one.hasOrdered;
  return one.minute === other.minute ? one.channel < other.channel : one.minute > other.minute;
}

function earlier(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.min(one, other);
}

/** Paid orders of an item that were placed in a minute and of which nothing is left. */
export type UndoneOrders = (itemNumber: number, minute: number) => number;

interface Counts {
  ordered: number;
  paid: number;
}

/**
 * How far viewers came with each item, minute by minute: who first saw it, tapped it and added it in a minute, and the
 * orders that were placed in it, with those of them that were paid by the close. So each step of a minute is of the same
 * people as far as can be known, and the minutes of an item add up to what the report says of it.
 */
export class FunnelChapter {
  readonly #state: StreamState;
  /** By item, then by minute: orders that were placed in it. */
  readonly #orders = new Map<number, Map<number, Counts>>();
  /** By item, then by buyer: the minute of the first add. */
  readonly adders = new Map<number, Map<string, number>>();
  #adderCount = 0;

  constructor(state: StreamState) {
    this.#state = state;
  }

  readonly on = {
    cart_added: ({ itemNumber, buyerId }: Fact<'cart_added'>, atMs: number): void => {
      const buyers = entry(this.adders, itemNumber, () => new Map<string, number>());
      if (buyers.has(buyerId) || this.#adderCount >= MAX_ADDERS) return;
      this.#adderCount += 1;
      buyers.set(buyerId, minuteOf(atMs));
    },
    order_placed: ({ lines }: Fact<'order_placed'>, atMs: number): void => {
      for (const itemNumber of itemsOf(lines)) this.#at(itemNumber, minuteOf(atMs)).ordered += 1;
    },
    order_paid: ({ orderId, paidAtMs }: Fact<'order_paid'>): void => {
      const { orders, closedAtMs } = this.#state;
      const order = orders.get(orderId);
      if (!order || (closedAtMs !== null && paidAtMs > closedAtMs)) return;
      for (const itemNumber of itemsOf(order.lines)) {
        this.#at(itemNumber, minuteOf(order.placedAtMs)).paid += 1;
      }
    },
  };

  /**
   * @param exposed null: no screen of the stream said when, which is "–" and never 0
   * @param undone as another chapter counts them
   */
  tell(
    exposed: readonly ExposedMinute[] | null,
    refused: readonly Refused[],
    undone: UndoneOrders,
  ): FunnelMinute[] {
    const { liveStartMs } = this.#state;
    if (liveStartMs === null) return [];
    const first = minuteOf(liveStartMs);
    const told = new Map<string, FunnelMinute>();
    const minuteAt = (itemNumber: number, minute: number): FunnelMinute | null => {
      if (minute < first || minute >= first + MAX_FUNNEL_MINUTES) return null;
      return entry(told, `${itemNumber} ${minute}`, () => ({
        itemNumber,
        atMs: minute * MINUTE,
        seen: exposed ? 0 : null,
        tapped: exposed ? 0 : null,
        added: this.adders.size > 0 ? 0 : null,
        ...{ ordered: 0, paid: 0, kept: 0, refused: [] },
      }));
    };
    for (const { itemNumber, minute, step, viewers } of exposed ?? []) {
      const row = minuteAt(itemNumber, minute);
      if (row) row[step] = (row[step] ?? 0) + viewers;
    }
    for (const [itemNumber, minute] of this.#firstAdds()) {
      const row = minuteAt(itemNumber, minute);
      if (row) row.added = (row.added ?? 0) + 1;
    }
    for (const [itemNumber, minutes] of this.#orders) {
      for (const [minute, { ordered, paid }] of minutes) {
        const row = minuteAt(itemNumber, minute);
        if (row) Object.assign(row, { ordered, paid, kept: paid - undone(itemNumber, minute) });
      }
    }
    for (const { itemNumber, code, firstAtMs } of firstOfEach(refused)) {
      const row = minuteAt(itemNumber, minuteOf(firstAtMs));
      if (!row) continue;
      const known = row.refused.find((each) => each.code === code);
      if (known) known.buyers += 1;
      else row.refused.push({ code, buyers: 1 });
    }
    return [...told.values()].sort((a, b) => a.itemNumber - b.itemNumber || a.atMs - b.atMs);
  }

  #at(itemNumber: number, minute: number): Counts {
    const minutes = entry(this.#orders, itemNumber, () => new Map<number, Counts>());
    return entry(minutes, minute, () => ({ ordered: 0, paid: 0 }));
  }

  /** Of each item and of each person after all merges, the minute of the first add. */
  *#firstAdds(): Iterable<[itemNumber: number, minute: number]> {
    for (const [itemNumber, buyers] of this.adders) {
      const firsts = new Map<string, number>();
      for (const [buyerId, minute] of buyers) {
        const person = buyerIdNow(this.#state, buyerId);
        firsts.set(person, Math.min(minute, firsts.get(person) ?? minute));
      }
      for (const minute of firsts.values()) yield [itemNumber, minute];
    }
  }
}

/** Of each person, item and code the first time: two ids of one person may have a row each. */
function firstOfEach(refused: readonly Refused[]): Iterable<Refused> {
  const firsts = new Map<string, Refused>();
  for (const each of refused) {
    const name = `${each.buyerId} ${each.itemNumber} ${each.code}`;
    const known = firsts.get(name);
    if (!known || each.firstAtMs < known.firstAtMs) firsts.set(name, each);
  }
  return firsts.values();
}

const minuteOf = (atMs: number) => Math.floor(atMs / MINUTE);

function itemsOf(lines: readonly { itemNumber: number }[]): Set<number> {
  return new Set(lines.map(({ itemNumber }) => itemNumber));
}

function entry<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
