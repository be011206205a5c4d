import { applyChanges, emptyView } from '../../../shared/live-view/changes.ts';
import type { Frame } from '../../../shared/live-view/cursor.ts';
import type { Change, LiveView } from '../../../shared/live-view/entries.ts';
import { changeKey, changesOf, isTombstone, removalOf } from '../../../shared/live-view/told.ts';
import type { StreamPosition } from '../../application/application.ts';
import type { Publication } from '../../ports/publication.ts';

interface Entry {
  /** The seq of its last change. */
  seq: number;
  change: Change;
}

/**
 * The entries of one stream's live view, each with the seq of its last change, tombstones as well: so a delta is "the
 * entries newer than yours", and no ring of frames is kept. Bounded by the lineup.
 */
export class EntryStore {
  history = '';
  seq = 0;
  view: LiveView = emptyView;
  /** Before this seq we do not know what was removed: an older cursor gets a snapshot. */
  #knownSince = 0;
  #entries = new Map<string, Entry>();

  /**
   * Takes the committed position as the truth, at the start and after a gap.
   * @returns the changes since the seq before, or null if nothing before can be built on
   */
  reset(position: StreamPosition): Change[] | null {
    const isSameLog = position.history === this.history && position.seq >= this.seq;
    const changes = isSameLog ? this.#differences(position.view) : null;
    // What came and went meanwhile is not known here, but a screen from another node may show it: it starts over.
    if (position.seq > this.seq) this.#knownSince = position.seq;
    if (!isSameLog) {
      this.#entries = new Map();
      this.#knownSince = position.seq;
      this.history = position.history;
      for (const change of changesOf(position.view)) {
        this.#entries.set(changeKey(change), { seq: position.seq, change });
      }
    }
    for (const change of changes ?? []) this.#entries.set(changeKey(change), { seq: position.seq, change });
    this.seq = position.seq;
    this.view = position.view;
    return changes;
  }

  /**
   * Takes what one batch changed. A gap or another history changes nothing: the caller asks for the position.
   * @returns the changes that say something new: a shelf of plenty shows "more than 20" after every sale (K2), and a
   *   weak line is not spent on hearing that again
   */
  take(
    publication: Pick<Publication, 'history' | 'from' | 'to' | 'changes' | 'whole'>,
  ): Change[] | 'ignored' | 'gap' {
    if (publication.history !== this.history || publication.from > this.seq) return 'gap';
    if (publication.to <= this.seq) return 'ignored';
    if (publication.whole) return 'gap';
    const news: Change[] = [];
    for (const change of publication.changes) {
      const key = changeKey(change);
      const known = this.#entries.get(key)?.change;
      // A screen from another node may stand between the two places and show what was there for a moment.
      this.#entries.set(key, { seq: publication.to, change });
      if (!isSame(known, change)) news.push(change);
    }
    if (news.length > 0) this.view = applyChanges(this.view, news);
    this.seq = publication.to;
    return news;
  }

  snapshot(): { history: string; to: number; changes: Change[] } {
    const changes = [...this.#entries.values()].map((entry) => entry.change).filter((c) => !isTombstone(c));
    return { history: this.history, to: this.seq, changes };
  }

  /** @returns null if a cursor at that place cannot be brought up to date by a delta */
  deltaSince(history: string, seq: number): Frame | null {
    if (history !== this.history || seq > this.seq || seq < this.#knownSince) return null;
    const changes: Change[] = [];
    for (const entry of this.#entries.values()) if (entry.seq > seq) changes.push(entry.change);
    return { history, from: seq, to: this.seq, changes };
  }

  #differences(view: LiveView): Change[] {
    const changes: Change[] = [];
    const present = new Map(changesOf(view).map((change) => [changeKey(change), change]));
    for (const [key, change] of present) {
      if (!isSame(this.#entries.get(key)?.change, change)) changes.push(change);
    }
    for (const [key, { change }] of this.#entries) {
      if (!present.has(key) && !isTombstone(change)) changes.push(removalOf(change));
    }
    return changes;
  }
}

/** Values are compared one by one: of shelves, by far the most, all are numbers, and no text is made of them. */
function isSame(known: Change | undefined, change: Change): boolean {
  if (!known) return isTombstone(change);
  return known.length === change.length && change.every((value, index) => isSameValue(value, known[index]));
}

function isSameValue(one: unknown, other: unknown): boolean {
  return one === other || (typeof one === 'object' && JSON.stringify(one) === JSON.stringify(other));
}
