import type { Chapter } from '../../../shared/market/stream/page.ts';
import { secondNames } from '../../../shared/values/names.ts';
import type { StreamFact } from '../facts.ts';
import type { Stamp } from '../kernel/stamp.ts';

/** A time of a stream during which something was so, epoch ms. */
interface Span {
  fromMs: number;
  toMs: number;
}

/** An item as it was in the lineup; `toMs` null: until the end. */
export interface ShownItem {
  itemNumber: number;
  productId: string;
  name: string;
  producer: string;
  /** For who reads English; absent: there is the one name. */
  nameEn?: string;
  producerEn?: string;
  picture: string;
  fromMs: number;
  toMs: number | null;
  /** Its list price at last. */
  listPriceMinor: number;
}

/** An item that was held up, as a chapter of the replay. */
export interface ShownPin extends Span {
  itemNumber: number;
  /** When it was pinned, where its chapter begins at another moment. */
  pinnedAtMs?: number;
  /** What its host calls the chapter; absent: like its item. */
  name?: string;
  nameEn?: string;
}

interface Offered extends Span {
  itemNumber: number;
  priceMinor: number;
  hasStarted: boolean;
}

/** The types of facts that `LineupOverTime` needs, and needs all of. */
export const lineupOverTimeTypes = [
  'stream_went_live',
  'stream_ended',
  'item_added',
  'item_removed',
  'item_pinned',
  'item_unpinned',
  'pins_restored',
  'price_changed',
  'flash_sale_announced',
  'flash_sale_edited',
  'flash_sale_started',
  'flash_sale_ended',
  'flash_sale_undone',
  'stream_described',
] as const satisfies readonly StreamFact['type'][];

/** How the lineup of one stream stood at each moment, told from its facts in their order: for its replay. */
export class LineupOverTime {
  startedAtMs: number | null = null;
  endedAtMs: number | null = null;
  private readonly shown = new Map<number, ShownItem>();
  private readonly held = new Map<number, number>();
  private readonly over: (Span & { itemNumber: number })[] = [];
  private readonly offers = new Map<string, Offered>();
  private chapters: readonly Chapter[] = [];

  take(fact: StreamFact, { atMs }: Stamp): void {
    switch (fact.type) {
      case 'stream_went_live':
        this.startedAtMs = atMs;
        return;
      case 'stream_ended':
        this.endedAtMs = atMs;
        for (const itemNumber of [...this.held.keys()]) this.letGo(itemNumber, atMs);
        return;
      case 'item_added': {
        const { itemNumber, productId, name, producer, picture, listPriceMinor } = fact;
        const item = { itemNumber, productId, name, producer, ...secondNames(fact), picture, listPriceMinor };
        this.shown.set(itemNumber, { ...item, fromMs: atMs, toMs: null });
        return;
      }
      case 'item_removed':
        this.letGo(fact.itemNumber, atMs);
        this.item(fact.itemNumber, (item) => {
          item.toMs = atMs;
        });
        return;
      case 'item_pinned':
        for (const released of [...fact.released, fact.itemNumber]) this.letGo(released, atMs);
        this.held.set(fact.itemNumber, atMs);
        return;
      case 'item_unpinned':
        this.letGo(fact.itemNumber, atMs);
        return;
      case 'pins_restored': {
        const kept = fact.pins
          .map(({ itemNumber }) => itemNumber)
          .filter((itemNumber) => this.shown.get(itemNumber)?.toMs === null);
        for (const itemNumber of [...this.held.keys()]) {
          if (!kept.includes(itemNumber)) this.letGo(itemNumber, atMs);
        }
        for (const itemNumber of kept) if (!this.held.has(itemNumber)) this.held.set(itemNumber, atMs);
        return;
      }
      case 'price_changed':
        this.item(fact.itemNumber, (item) => {
          item.listPriceMinor = fact.nowMinor;
        });
        return;
      case 'flash_sale_announced': {
        const { itemNumber, priceMinor, startsAtMs: fromMs, endsAtMs: toMs } = fact;
        this.offers.set(fact.flashId, { itemNumber, priceMinor, fromMs, toMs, hasStarted: false });
        return;
      }
      case 'flash_sale_edited':
        this.offer(fact.flashId, (offer) => {
          Object.assign(offer, {
            priceMinor: fact.priceMinor,
            fromMs: fact.startsAtMs,
            toMs: fact.endsAtMs,
          });
        });
        return;
      case 'flash_sale_started':
        this.offer(fact.flashId, (offer) => {
          offer.hasStarted = true;
        });
        return;
      case 'flash_sale_ended':
        this.offer(fact.flashId, (offer) => {
          offer.toMs = fact.endedAtMs;
        });
        return;
      case 'flash_sale_undone':
        this.offer(fact.flashId, (offer) => {
          offer.toMs = Math.min(offer.toMs, atMs);
        });
        return;
      case 'stream_described':
        this.chapters = fact.chapters ?? [];
        return;
      default:
    }
  }

  get items(): ShownItem[] {
    return [...this.shown.values()];
  }

  /** What was held up while the stream was on, as its host tells it (S8), in the order of the beginnings. */
  get pins(): ShownPin[] {
    const startedAtMs = this.startedAtMs ?? 0;
    const chapters = new Map(this.chapters.map((chapter) => [pinKey(chapter), chapter]));
    return this.over
      .filter(({ toMs }) => toMs > startedAtMs)
      .flatMap(({ itemNumber, fromMs, toMs }) => {
        const pinnedAtMs = Math.max(fromMs, startedAtMs);
        const chapter = chapters.get(pinKey({ itemNumber, pinnedAtMs }));
        return chapter?.isHidden ? [] : [chapterOf({ itemNumber, fromMs: pinnedAtMs, toMs }, chapter)];
      })
      .sort((a, b) => a.fromMs - b.fromMs);
  }

  /** Flash prices that were really charged, in the order of their beginnings. */
  get flashes(): (Span & { itemNumber: number; priceMinor: number })[] {
    return [...this.offers.values()]
      .filter(({ hasStarted, fromMs, toMs }) => hasStarted && toMs > fromMs)
      .map(({ hasStarted: _, ...flash }) => flash)
      .sort((a, b) => a.fromMs - b.fromMs);
  }

  private letGo(itemNumber: number, atMs: number): void {
    const fromMs = this.held.get(itemNumber);
    if (fromMs === undefined) return;
    this.held.delete(itemNumber);
    this.over.push({ itemNumber, fromMs, toMs: atMs });
  }

  private item(itemNumber: number, change: (item: ShownItem) => void): void {
    const item = this.shown.get(itemNumber);
    if (item) change(item);
  }

  private offer(flashId: string, change: (offer: Offered) => void): void {
    const offer = this.offers.get(flashId);
    if (offer) change(offer);
  }
}

function pinKey({ itemNumber, pinnedAtMs }: Pick<Chapter, 'itemNumber' | 'pinnedAtMs'>): string {
  return `${itemNumber} ${pinnedAtMs}`;
}

/** A pin as its chapter is told; moved behind its own end, it begins just before that. */
function chapterOf(pin: Span & { itemNumber: number }, chapter: Chapter | undefined): ShownPin {
  if (!chapter) return pin;
  const { pinnedAtMs, fromMs, name, nameEn } = chapter;
  const isMoved = fromMs !== undefined && fromMs !== pinnedAtMs;
  return {
    ...pin,
    ...(isMoved && { pinnedAtMs, fromMs: Math.min(fromMs, pin.toMs - 1) }),
    ...(name && { name }),
    ...(nameEn && { nameEn }),
  };
}
