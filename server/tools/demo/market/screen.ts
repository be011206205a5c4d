import { MAX_SHOWN_MS } from '../../../../shared/values/exposure.ts';
import { pause } from './pause.ts';
import type { Watcher } from './watcher.ts';

/** What a viewer's screen shows, told now and then as a page tells it. */
export interface Screen {
  /** Somebody taps a card. */
  tap(itemNumber: number | undefined): void;
}

const LOOK_MS = 1_000;

/** A screen with the pinned card in sight, until its viewer has gone. */
export function screenOf(watcher: Watcher, everyMs: number, isGone: AbortSignal): Screen {
  let shown = new Map<number, { itemNumber: number; shownMs: number; isOpened: boolean }>();
  const noteOf = (itemNumber: number) => {
    const note = shown.get(itemNumber) ?? { itemNumber, shownMs: 0, isOpened: false };
    shown.set(itemNumber, note);
    return note;
  };
  async function look(): Promise<void> {
    for (let ms = LOOK_MS; !isGone.aborted; ms += LOOK_MS) {
      await pause(LOOK_MS, isGone);
      for (const { itemNumber } of watcher.view().pins) {
        const note = noteOf(itemNumber);
        note.shownMs = Math.min(MAX_SHOWN_MS, note.shownMs + LOOK_MS);
      }
      if (ms % everyMs !== 0 || shown.size === 0 || isGone.aborted) continue;
      const items = [...shown.values()];
      shown = new Map();
      await watcher.tell({ oneIn: 1, items });
    }
  }
  void look();
  return {
    tap(itemNumber) {
      if (itemNumber === undefined) return;
      const note = noteOf(itemNumber);
      note.isOpened = true;
      // A card that was found and tapped has been in sight for a moment.
      note.shownMs = Math.max(note.shownMs, 2 * LOOK_MS);
    },
  };
}
