import { type Cursor, startCursor, takeFrame, takeSnapshot } from '../../../shared/live-view/cursor.ts';
import { digestOf } from '../../../shared/live-view/digest.ts';
import type { Change } from '../../../shared/live-view/entries.ts';
import type { JournalWriter } from './journal/writer.ts';
import { eventArgs } from './wire/packets.ts';
import type { Viewer } from './wire/viewer.ts';

/**
 * A viewer who is looked at closely: every public event goes through the real reducer and is noted in the journal, and
 * the view is held against the digests that the server tells.
 */
export class Subscription {
  readonly viewer: Viewer;
  cursor: Cursor = startCursor;
  /** Digests of the server at this viewer's place, and those that differed. */
  digests = 0;
  digestsDiffering = 0;
  readonly #journal: JournalWriter;

  constructor(viewer: Viewer, journal: JournalWriter) {
    this.viewer = viewer;
    this.#journal = journal;
    viewer.isFollowed = true;
  }

  take(letter: string, data: Buffer, start: number, end: number): void {
    const args = eventArgs(data, start, end);
    switch (letter) {
      case 's': {
        const [, history, to, changes] = args as [string, string, number, Change[]];
        this.cursor = takeSnapshot({ history, to, changes });
        this.#journal.frame({ viewer: this.viewer.index, isSnapshot: true, from: to, to });
        return;
      }
      case 'd': {
        const [, history, from, to, changes] = args as [string, string, number, number, Change[]];
        this.#journal.frame({ viewer: this.viewer.index, isSnapshot: false, from, to });
        const outcome = takeFrame(this.cursor, { history, from, to, changes });
        if (outcome.kind === 'applied') this.cursor = outcome.cursor;
        return;
      }
      case 'g': {
        const [, history, seq, digest] = args as [string, string, number, string];
        if (history !== this.cursor.history || seq !== this.cursor.seq) return;
        this.digests += 1;
        if (digestOf(this.cursor.view) !== digest) this.digestsDiffering += 1;
      }
    }
  }

  digest(): string {
    return digestOf(this.cursor.view);
  }
}
