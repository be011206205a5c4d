import type { FloorReport } from '../../../shared/contract/floor.ts';
import type { FlashChapter } from '../../market/flash-sale/floor.ts';
import { buyerIdNow } from '../../market/kernel/buyers.ts';
import type { StreamState } from '../../market/state.ts';
import { type Add, effectsOf, type ItemStory } from '../uplift.ts';
import type { Window } from '../windows.ts';
import type { Chapter } from './chapter.ts';

/** Adds that are kept of one stream: about 100 MB. */
const MAX_ADDS = 1_000_000;
/** Acts that one answer carries: the newest of an evening that had more. */
const MAX_ACTS = 1_000;

interface OpenItem {
  adds: Add[];
  listed: OpenWindow[];
  pins: OpenWindow[];
}
interface OpenWindow {
  startMs: number;
  endMs: number | null;
}

/** What each pin and flash went along with. */
export interface ActChapter extends Chapter<FloorReport['acts']> {
  /** Adds beyond the bound, which are in no uplift. */
  dropped: Chapter<number>;
}

export function actChapter(state: StreamState, flashes: Pick<FlashChapter, 'stories'>): ActChapter {
  const items = new Map<number, OpenItem>();
  let adds = 0;
  let dropped = 0;

  function itemOf(itemNumber: number): OpenItem {
    const known = items.get(itemNumber);
    if (known) return known;
    const item = { adds: [], listed: [], pins: [] };
    items.set(itemNumber, item);
    return item;
  }

  function notePins(atMs: number): void {
    const pinned = new Set(state.pins.map(({ itemNumber }) => itemNumber));
    for (const [itemNumber, { pins }] of items) if (!pinned.has(itemNumber)) close(pins, atMs);
    for (const itemNumber of pinned) {
      const { pins } = itemOf(itemNumber);
      const last = pins.at(-1);
      if (!last || last.endMs !== null) pins.push({ startMs: atMs, endMs: null });
    }
  }

  const onPins = (_: unknown, atMs: number) => notePins(atMs);

  /** Every item with its windows, those that are open until `untilMs`. */
  function stories(untilMs: number): ItemStory[] {
    const windowsOf = Map.groupBy(flashes.stories(), ({ itemNumber }) => itemNumber);
    return Array.from(items, ([itemNumber, { adds: own, listed, pins }]) => ({
      itemNumber,
      adds: own.map((add) => ({ ...add, buyerId: buyerIdNow(state, add.buyerId) })),
      listed: closed(listed, untilMs),
      pins: closed(pins, untilMs),
      flashes: (windowsOf.get(itemNumber) ?? []).map(({ startsAtMs, endedAtMs }) => ({
        startMs: startsAtMs,
        endMs: endedAtMs ?? untilMs,
      })),
    }));
  }

  return {
    on: {
      item_added({ itemNumber }, atMs) {
        itemOf(itemNumber).listed.push({ startMs: atMs, endMs: null });
      },
      item_removed({ itemNumber }, atMs) {
        close(itemOf(itemNumber).listed, atMs);
        notePins(atMs);
      },
      item_pinned: onPins,
      item_unpinned: onPins,
      pins_restored: onPins,
      cart_added({ itemNumber, buyerId, flashId }, atMs) {
        if (adds === MAX_ADDS) {
          dropped += 1;
          return;
        }
        adds += 1;
        itemOf(itemNumber).adds.push({ atMs, buyerId, isFlash: flashId !== null });
      },
    },
    tell({ live, untilMs, watching }) {
      const acts = live ? stories(untilMs).flatMap((item) => effectsOf(item, watching, live)) : [];
      return acts.sort((a, b) => a.fromMs - b.fromMs || a.itemNumber - b.itemNumber).slice(-MAX_ACTS);
    },
    dropped: { on: {}, tell: () => dropped },
  };
}

function close(windows: OpenWindow[], atMs: number): void {
  const last = windows.at(-1);
  if (last?.endMs === null) last.endMs = atMs;
}

function closed(windows: readonly OpenWindow[], untilMs: number): Window[] {
  return windows.map(({ startMs, endMs }) => ({ startMs, endMs: endMs ?? untilMs }));
}
