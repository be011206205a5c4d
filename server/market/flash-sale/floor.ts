import type { FloorReport } from '../../../shared/contract/floor.ts';
import type { Chapter, Surroundings } from '../../insights/floor/chapter.ts';
import type { StreamState } from '../state.ts';

/** Refusals that mean that a flash was wanted and not had. */
const FLASH_REFUSALS = ['FLASH_QUOTA_GONE', 'SOLD_OUT', 'ALL_HELD', 'INSUFFICIENT'];

type Told = FloorReport['flashes'][number];
type Refused = Surroundings['refused'][number];
/** A flash out of the log alone. Units and times are those of its own quota (F6). */
export type FlashStory = Omit<Told, 'sellOutMs' | 'refusedBuyers' | 'refusedUnits'>;
type Notes = Pick<FlashStory, 'endedAtMs' | 'soldOutAtMs' | 'expiredUnits' | 'lateTaps'>;

/** Flashes afterwards: how fast each went, who asked in vain, what was held for nothing. */
export interface FlashChapter extends Chapter<FloorReport['flashes']> {
  /** Flashes that started and were not taken back, in time order. */
  stories(): FlashStory[];
}

export function flashChapter(state: StreamState): FlashChapter {
  const notes = new Map<string, Notes>();

  function notesOf(flashId: string): Notes {
    const known = notes.get(flashId);
    if (known) return known;
    const first: Notes = { endedAtMs: null, soldOutAtMs: null, expiredUnits: 0, lateTaps: 0 };
    notes.set(flashId, first);
    return first;
  }

  /** Its last unit may have been taken just now. */
  function noteSoldOut(flashId: string, atMs: number): void {
    const of = notesOf(flashId);
    if (of.soldOutAtMs === null && state.flashes.get(flashId)?.free === 0) of.soldOutAtMs = atMs;
  }

  function stories(): FlashStory[] {
    return [...notes]
      .flatMap(([flashId, noted]): FlashStory[] => {
        const flash = state.flashes.get(flashId);
        if (!flash || flash.phase === 'undone') return [];
        const { itemNumber, priceMinor, cap, startsAtMs, sold } = flash;
        const listPriceMinor = state.items.get(itemNumber)?.listPriceMinor ?? priceMinor;
        const terms = { itemNumber, priceMinor, listPriceMinor, cap, startsAtMs };
        return [{ flashId, ...terms, ...noted, soldUnits: sold }];
      })
      .sort((a, b) => a.startsAtMs - b.startsAtMs);
  }

  return {
    on: {
      flash_sale_started({ flashId }) {
        notesOf(flashId);
      },
      flash_sale_ended({ flashId, endedAtMs }) {
        notesOf(flashId).endedAtMs = endedAtMs;
      },
      cart_added({ flashId, lateOk }, atMs) {
        if (flashId === null) return;
        // Up to 2 s past the end, and honoured (F5).
        if (lateOk) notesOf(flashId).lateTaps += 1;
        noteSoldOut(flashId, atMs);
      },
      hold_expired({ flashId, units }) {
        if (flashId !== null) notesOf(flashId).expiredUnits += units;
      },
      order_placed({ lines }, atMs) {
        for (const { flashId } of lines) if (flashId !== null) noteSoldOut(flashId, atMs);
      },
    },
    stories,
    tell({ untilMs, refused }: Surroundings) {
      const all = stories();
      return all.map((flash) => {
        const asked = askedInVain(flash, all, untilMs, refused);
        return {
          ...flash,
          sellOutMs: flash.soldOutAtMs === null ? null : flash.soldOutAtMs - flash.startsAtMs,
          refusedBuyers: asked.size,
          refusedUnits: [...asked.values()].reduce((sum, units) => sum + units, 0),
        };
      });
    },
  };
}

/**
 * The largest ask of each buyer who asked for a flash in vain. The side table knows a refusal's first and last time only:
 * one belongs to a flash if it was last asked while that ran, or before the next of the same item.
 */
function askedInVain(
  { itemNumber, startsAtMs, endedAtMs }: FlashStory,
  all: readonly FlashStory[],
  untilMs: number,
  refused: readonly Refused[],
): Map<string, number> {
  const next = all.find((other) => other.itemNumber === itemNumber && other.startsAtMs > startsAtMs);
  const asked = new Map<string, number>();
  for (const ask of refused) {
    if (ask.itemNumber !== itemNumber || !FLASH_REFUSALS.includes(ask.code)) continue;
    const isLater = next ? ask.lastAtMs >= next.startsAtMs : ask.firstAtMs > (endedAtMs ?? untilMs);
    if (ask.lastAtMs < startsAtMs || isLater) continue;
    asked.set(ask.buyerId, Math.max(asked.get(ask.buyerId) ?? 0, ask.largestAsk));
  }
  return asked;
}
