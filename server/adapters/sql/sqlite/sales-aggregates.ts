import type { Database as SqliteDatabase } from 'better-sqlite3';
import { channels } from '../../../../shared/values/channel.ts';
import {
  type ExposedViewers,
  type ExposureTally,
  type ItemExposureSums,
  SHORTEST_EXPOSURE_MS,
} from '../../../insights/exposure.ts';
import type { ChannelTally, ItemTally, OrderOutcome } from '../../../insights/order-tally.ts';
import { readContents } from '../../../market/order/contents.ts';

/** What `tally_orders` gives, as JSON. */
export interface PlacedTally {
  placedOrders: number;
  placedMinor: number;
  paidOrders: number;
  goodsMinor: Record<OrderOutcome, number>;
  orderingBuyers: number;
  payingBuyers: number;
  keptBuyers: number;
  paidUnits: number;
  histogram: [number, number, number, number];
  items: [number, ItemTally][];
  /** By channel, in the order of the closed list. */
  channels: ChannelTally[];
}

/** What `tally_exposures` gives, as JSON. */
export interface ExposedTally extends Omit<ExposureTally, 'items' | 'channels'> {
  items: ItemExposureSums[];
  /** By channel, in the order of the closed list. */
  channels: ExposedViewers[];
}

/** Rows between two looks: a tenth of a millisecond. */
const LOOK_EVERY = 200;
/** As the question numbers them. */
const OUTCOMES: readonly OrderOutcome[] = ['paid', 'expired', 'cancelledUnpaid', 'open'];

/**
 * Adds the aggregates of the report to a connection. They are hash tables where SQLite has sorted trees: over a
 * million orders they take a fifth of the time of `count(DISTINCT …)` and `GROUP BY`.
 * @param look called every now and then in the midst of a count
 */
export function addSalesAggregates(db: SqliteDatabase, look: () => void): void {
  let rows = 0;
  const row = () => {
    rows += 1;
    if (rows % LOOK_EVERY === 0) look();
  };
  db.aggregate('count_distinct', {
    start: () => new Set<unknown>(),
    step: (seen: Set<unknown>, value: unknown) => {
      if (value !== null) seen.add(value);
    },
    result: (seen) => seen.size,
  });
  db.aggregate('tally_orders', {
    start: () => new OrderCounter(),
    step: ((orders: OrderCounter, buyer: string, packed: number, goodsMinor: number, contents: string) => {
      row();
      orders.add(buyer, packed, goodsMinor, contents);
    }) as (orders: OrderCounter) => void,
    result: (orders) => orders.toJson(),
  });
  db.aggregate('tally_exposures', {
    start: () => new ExposureCounter(),
    step: ((shown: ExposureCounter, viewer: string, itemNumber: number, shownMs: number, packed: number) => {
      row();
      shown.add(viewer, itemNumber, shownMs, packed);
    }) as (shown: ExposureCounter) => void,
    result: (shown) => shown.toJson(),
  });
}

/** Counts orders, their lines and their buyers, of the stream and of each channel. */
class OrderCounter {
  /** By buyer, three marks a channel: has ordered, has paid, has kept. */
  readonly #marks = new Map<string, number>();
  readonly #goodsMinor = OUTCOMES.map(() => 0);
  readonly #channels = channels.map(() => ({ placedOrders: 0, paidOrders: 0, paidMinor: 0, paidUnits: 0 }));
  /** By item number. */
  readonly #items: (ItemTally & { lastOrder: number })[] = [];
  readonly #histogram: [number, number, number, number] = [0, 0, 0, 0];
  #paidOrders = 0;
  #orderUnits = 0;

  /** @param packed the channel's place × 8, plus the outcome's × 2, plus 1 if the buyer has kept some of it */
  add(buyer: string, packed: number, goodsMinor: number, contents: string): void {
    const place = packed >> 3;
    const outcome = (packed >> 1) & 3;
    this.#goodsMinor[outcome]! += goodsMinor;
    const channel = this.#channels[place]!;
    channel.placedOrders += 1;
    let has = 1;
    if (outcome === 0) {
      channel.paidOrders += 1;
      channel.paidMinor += goodsMinor;
      has = (packed & 1) !== 0 ? 7 : 3;
      this.#paidOrders += 1;
      this.#orderUnits = 0;
      readContents(contents, this.#addLine);
      channel.paidUnits += this.#orderUnits;
      if (this.#orderUnits > 0) this.#histogram[Math.min(this.#orderUnits, 4) - 1]! += 1;
    }
    const known = this.#marks.get(buyer);
    const now = (known ?? 0) | (has << (3 * place));
    if (known !== now) this.#marks.set(buyer, now);
  }

  readonly #addLine = (itemNumber: number, isFlash: boolean, units: number, goodsMinor: number): void => {
    this.#orderUnits += units;
    let item = this.#items[itemNumber];
    if (!item) {
      item = { units: 0, orders: 0, goodsMinor: 0, flashUnits: 0, flashGoodsMinor: 0, lastOrder: 0 };
      this.#items[itemNumber] = item;
    }
    item.units += units;
    item.goodsMinor += goodsMinor;
    if (isFlash) {
      item.flashUnits += units;
      item.flashGoodsMinor += goodsMinor;
    }
    if (item.lastOrder !== this.#paidOrders) item.orders += 1;
    item.lastOrder = this.#paidOrders;
  };

  toJson(): string {
    const count = { orderingBuyers: this.#marks.size, payingBuyers: 0, keptBuyers: 0 };
    const byChannel = channels.map(() => ({ orderingBuyers: 0, payingBuyers: 0, keptBuyers: 0 }));
    for (const marks of this.#marks.values()) {
      if ((marks & PAID) !== 0) count.payingBuyers += 1;
      if ((marks & KEPT) !== 0) count.keptBuyers += 1;
      for (const [place, of] of byChannel.entries()) {
        const here = marks >> (3 * place);
        of.orderingBuyers += here & 1;
        of.payingBuyers += (here >> 1) & 1;
        of.keptBuyers += (here >> 2) & 1;
      }
    }
    const goodsMinor = {} as Record<OrderOutcome, number>;
    for (const [place, outcome] of OUTCOMES.entries()) goodsMinor[outcome] = this.#goodsMinor[place]!;
    const tally: PlacedTally = {
      placedOrders: sum(this.#channels.map(({ placedOrders }) => placedOrders)),
      placedMinor: sum(this.#goodsMinor),
      paidOrders: this.#paidOrders,
      goodsMinor,
      ...count,
      paidUnits: sum(this.#channels.map(({ paidUnits }) => paidUnits)),
      histogram: this.#histogram,
      items: [...this.#items.entries()].flatMap(([itemNumber, item]): [number, ItemTally][] => {
        if (!item) return [];
        const { lastOrder: _, ...tally } = item;
        return [[itemNumber, tally]];
      }),
      channels: byChannel.map((buyers, place) => ({ ...this.#channels[place]!, ...buyers })),
    };
    return JSON.stringify(tally);
  }
}

/** The marks of every channel at once. */
const PAID = channels.reduce((marks, _, place) => marks | (2 << (3 * place)), 0);
const KEPT = PAID << 1;

/** What the screens of one viewer, after all merges, have shown of one item by one channel. */
interface Shown {
  itemNumber: number;
  place: number;
  shownMs: number;
  isOpened: number;
  oneIn: number;
}

/** Places of channels; the list is closed and shorter. */
const PLACES = 8;

/** Sums up what screens have shown; the rows of a viewer come in any order. */
class ExposureCounter {
  /** By viewer, and then by item number × 8 plus the channel's place. */
  readonly #viewers = new Map<string, Map<number, Shown>>();

  /** @param packed one in so many × 16, plus the channel's place × 2, plus 1 if the card was opened */
  add(viewer: string, itemNumber: number, shownMs: number, packed: number): void {
    let cards = this.#viewers.get(viewer);
    if (!cards) {
      cards = new Map();
      this.#viewers.set(viewer, cards);
    }
    const oneIn = packed >> 4;
    const place = (packed >> 1) & 7;
    const isOpened = packed & 1;
    const name = itemNumber * PLACES + place;
    const known = cards.get(name);
    if (known) addTo(known, shownMs, isOpened, oneIn);
    else cards.set(name, { itemNumber, place, shownMs, isOpened, oneIn });
  }

  toJson(): string {
    const items: ItemExposureSums[] = [];
    const whole = new ViewerCounter();
    const ofChannels = channels.map(() => new ViewerCounter());
    for (const cards of this.#viewers.values()) {
      for (const card of cards.values()) ofChannels[card.place]!.see(card);
      for (const { itemNumber, shownMs, isOpened, oneIn } of byItem(cards)) {
        let item = items[itemNumber];
        if (!item) {
          item = { itemNumber, shownMs: 0, viewers: 0, opened: 0 };
          items[itemNumber] = item;
        }
        item.shownMs += shownMs * oneIn;
        whole.see({ shownMs, isOpened, oneIn });
        if (shownMs < SHORTEST_EXPOSURE_MS) continue;
        item.viewers += oneIn;
        if (isOpened !== 0) item.opened += oneIn;
      }
      whole.endViewer();
      for (const channel of ofChannels) channel.endViewer();
    }
    const tally: ExposedTally = {
      screens: this.#viewers.size,
      ...whole.exposed,
      items: items.filter((item) => item !== undefined),
      channels: ofChannels.map(({ exposed }) => exposed),
    };
    return JSON.stringify(tally);
  }
}

/** A viewer's cards, those of one item by several channels added up. */
function byItem(cards: ReadonlyMap<number, Shown>): Iterable<Shown> {
  let isOfOne = true;
  let first = -1;
  for (const { place } of cards.values()) {
    if (first < 0) first = place;
    else if (place !== first) isOfOne = false;
  }
  if (isOfOne) return cards.values();
  const items = new Map<number, Shown>();
  for (const card of cards.values()) {
    const known = items.get(card.itemNumber);
    if (known) addTo(known, card.shownMs, card.isOpened, card.oneIn);
    else items.set(card.itemNumber, { ...card });
  }
  return items.values();
}

function addTo(known: Shown, shownMs: number, isOpened: number, oneIn: number): void {
  known.shownMs += shownMs;
  known.isOpened |= isOpened;
  known.oneIn = Math.max(known.oneIn, oneIn);
}

/** Counts viewers who were shown something, one viewer after the other. */
class ViewerCounter {
  readonly exposed: ExposedViewers = { viewers: 0, opened: 0 };
  #weight = 0;
  #isExposed = false;
  #hasOpened = false;

  see({ shownMs, isOpened, oneIn }: Pick<Shown, 'shownMs' | 'isOpened' | 'oneIn'>): void {
    this.#weight = Math.max(this.#weight, oneIn);
    if (shownMs < SHORTEST_EXPOSURE_MS) return;
    this.#isExposed = true;
    if (isOpened !== 0) this.#hasOpened = true;
  }

  endViewer(): void {
    if (this.#isExposed) this.exposed.viewers += this.#weight;
    if (this.#hasOpened) this.exposed.opened += this.#weight;
    this.#weight = 0;
    this.#isExposed = false;
    this.#hasOpened = false;
  }
}

function sum(parts: readonly number[]): number {
  return parts.reduce((whole, part) => whole + part, 0);
}
