import type { StreamFact } from '../market/facts.ts';
import { buyerIdNow } from '../market/kernel/buyers.ts';
import type { Stamp } from '../market/kernel/stamp.ts';
import { apply, emptyStream } from '../market/market.ts';
import type { StreamState } from '../market/state.ts';
import { type Pair, PairCounter } from './pairs.ts';
import type { Add, ItemStory } from './uplift.ts';
import type { Window } from './windows.ts';

/** What became of the units that were held. */
export interface HoldStory {
  heldUnits: number;
  /** Of them, those that reached PLACED. */
  placedUnits: number;
  expiredUnits: number;
}

/** A flash afterwards. Units and times are those of its own quota (F6). */
export interface FlashStory {
  flashId: string;
  itemNumber: number;
  priceMinor: number;
  listPriceMinor: number;
  cap: number;
  startsAtMs: number;
  /** The actual end; null while it runs. */
  endedAtMs: number | null;
  /** When its last unit was first taken. */
  soldOutAtMs: number | null;
  soldUnits: number;
  expiredUnits: number;
  /** Adds that came up to 2 s past the end and were honoured (F5). */
  lateTaps: number;
}

/** What the floor did with a stream, out of its log alone. */
export interface FloorStory {
  seq: number;
  atMs: number;
  live: Window | null;
  items: ItemStory[];
  holds: HoldStory;
  flashes: FlashStory[];
  pairs: Pair[];
  /** Adds beyond the bound, which are in no uplift. */
  droppedAdds: number;
}

/** Adds that are kept of one stream: about 100 MB. */
const MAX_ADDS = 1_000_000;

interface OpenItem {
  adds: Add[];
  listed: OpenWindow[];
  pins: OpenWindow[];
}
interface OpenWindow {
  startMs: number;
  endMs: number | null;
}
type FlashNotes = Pick<FlashStory, 'soldOutAtMs' | 'expiredUnits' | 'lateTaps'> & {
  endedAtMs: number | null;
};

/** Follows a log fact by fact, with the stream's state beside it. */
export class FloorFollower {
  readonly state: StreamState;
  readonly #items = new Map<number, OpenItem>();
  readonly #flashes = new Map<string, FlashNotes>();
  readonly #pairs = new PairCounter();
  readonly #holds: HoldStory = { heldUnits: 0, placedUnits: 0, expiredUnits: 0 };
  #liveStartMs: number | null = null;
  #liveEndMs: number | null = null;
  #adds = 0;
  #dropped = 0;

  constructor(streamId: string) {
    this.state = emptyStream(streamId);
  }

  /** Applies the next fact of the log and notes what it means for the floor. */
  take(fact: StreamFact, stamp: Stamp): void {
    apply(this.state, fact, stamp);
    const { atMs } = stamp;
    switch (fact.type) {
      case 'stream_went_live':
        this.#liveStartMs = atMs;
        break;
      case 'stream_ended':
        this.#liveEndMs = atMs;
        break;
      case 'item_added':
        this.#item(fact.itemNumber).listed.push({ startMs: atMs, endMs: null });
        break;
      case 'item_removed':
        close(this.#item(fact.itemNumber).listed, atMs);
        this.#notePins(atMs);
        break;
      case 'item_pinned':
      case 'item_unpinned':
      case 'pins_restored':
        this.#notePins(atMs);
        break;
      case 'flash_sale_started':
        this.#flash(fact.flashId);
        break;
      case 'flash_sale_ended':
        this.#flash(fact.flashId).endedAtMs = fact.endedAtMs;
        break;
      case 'cart_added':
        this.#noteAdd(fact, atMs);
        break;
      case 'waitlist_offered':
        this.#holds.heldUnits += fact.units;
        break;
      case 'offer_expired':
        this.#holds.expiredUnits += fact.units;
        break;
      case 'hold_expired':
        this.#holds.expiredUnits += fact.units;
        if (fact.flashId !== null) this.#flash(fact.flashId).expiredUnits += fact.units;
        break;
      case 'order_placed':
        for (const { holds, flashId } of fact.lines) {
          for (const { units } of holds) this.#holds.placedUnits += units;
          if (flashId !== null) this.#noteSoldOut(flashId, atMs);
        }
        break;
      case 'order_paid': {
        const lines = this.state.orders.get(fact.orderId)?.lines ?? [];
        if (lines.length > 0) this.#pairs.add(lines.map(({ itemNumber }) => itemNumber));
        break;
      }
    }
  }

  /** The story up to the last fact. */
  story(): FloorStory {
    const { seq, atMs } = this.state;
    const untilMs = this.#liveEndMs ?? atMs;
    return {
      seq,
      atMs,
      live: this.#liveStartMs === null ? null : { startMs: this.#liveStartMs, endMs: untilMs },
      items: Array.from(this.#items, ([itemNumber, { adds, listed, pins }]) => ({
        itemNumber,
        adds: adds.map((add) => ({ ...add, buyerId: buyerIdNow(this.state, add.buyerId) })),
        listed: closed(listed, untilMs),
        pins: closed(pins, untilMs),
        flashes: this.#flashStories()
          .filter((flash) => flash.itemNumber === itemNumber)
          .map(({ startsAtMs, endedAtMs }) => ({ startMs: startsAtMs, endMs: endedAtMs ?? untilMs })),
      })),
      holds: { ...this.#holds },
      flashes: this.#flashStories(),
      pairs: this.#pairs.pairs(),
      droppedAdds: this.#dropped,
    };
  }

  #item(itemNumber: number): OpenItem {
    const known = this.#items.get(itemNumber);
    if (known) return known;
    const item = { adds: [], listed: [], pins: [] };
    this.#items.set(itemNumber, item);
    return item;
  }

  #flash(flashId: string): FlashNotes {
    const known = this.#flashes.get(flashId);
    if (known) return known;
    const flash = { endedAtMs: null, soldOutAtMs: null, expiredUnits: 0, lateTaps: 0 };
    this.#flashes.set(flashId, flash);
    return flash;
  }

  #notePins(atMs: number): void {
    const pinned = new Set(this.state.pins.map(({ itemNumber }) => itemNumber));
    for (const [itemNumber, { pins }] of this.#items) if (!pinned.has(itemNumber)) close(pins, atMs);
    for (const itemNumber of pinned) {
      const { pins } = this.#item(itemNumber);
      const last = pins.at(-1);
      if (!last || last.endMs !== null) pins.push({ startMs: atMs, endMs: null });
    }
  }

  #noteAdd(fact: Extract<StreamFact, { type: 'cart_added' }>, atMs: number): void {
    const { itemNumber, buyerId, flashId, units, hold, lateOk } = fact;
    if (this.#adds < MAX_ADDS) {
      this.#adds += 1;
      this.#item(itemNumber).adds.push({ atMs, buyerId, isFlash: flashId !== null });
    } else {
      this.#dropped += 1;
    }
    if (hold) this.#holds.heldUnits += units;
    if (flashId === null) return;
    if (lateOk) this.#flash(flashId).lateTaps += 1;
    this.#noteSoldOut(flashId, atMs);
  }

  #noteSoldOut(flashId: string, atMs: number): void {
    const notes = this.#flash(flashId);
    if (notes.soldOutAtMs === null && this.state.flashes.get(flashId)?.free === 0) notes.soldOutAtMs = atMs;
  }

  /** Flashes that started and were not taken back, in time order. */
  #flashStories(): FlashStory[] {
    return [...this.#flashes]
      .flatMap(([flashId, notes]): FlashStory[] => {
        const flash = this.state.flashes.get(flashId);
        if (!flash || flash.phase === 'undone') return [];
        const { itemNumber, priceMinor, cap, startsAtMs, sold } = flash;
        const listPriceMinor = this.state.items.get(itemNumber)?.listPriceMinor ?? priceMinor;
        const terms = { itemNumber, priceMinor, listPriceMinor, cap, startsAtMs };
        return [{ flashId, ...terms, ...notes, soldUnits: sold }];
      })
      .sort((a, b) => a.startsAtMs - b.startsAtMs);
  }
}

function close(windows: OpenWindow[], atMs: number): void {
  const last = windows.at(-1);
  if (last?.endMs === null) last.endMs = atMs;
}

function closed(windows: readonly OpenWindow[], untilMs: number): Window[] {
  return windows.map(({ startMs, endMs }) => ({ startMs, endMs: endMs ?? untilMs }));
}
