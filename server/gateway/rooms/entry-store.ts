import type { Frame, Position, Published, RoomKind } from './room-kind.ts';

interface Entry<Change> {
  /** The seq of its last change. */
  seq: number;
  change: Change;
}

/**
 * The entries of one view, each with the seq of its last change, removals as well. So a delta is every entry newer than
 * the cursor, and no ring of frames is kept. It is bounded as the view is.
 */
export class EntryStore<View, Change extends readonly unknown[]> {
  history = '';
  seq = 0;
  view: View;
  readonly #kind: RoomKind<View, Change>;
  /** The seq before which removals are unknown: an older cursor gets a snapshot. */
  #knownSince = 0;
  #entries = new Map<string, Entry<Change>>();

  constructor(kind: RoomKind<View, Change>) {
    this.#kind = kind;
    this.view = kind.empty;
  }

  /**
   * Sets the committed position, at the start and after a gap.
   * @returns the changes since the seq before, or null without a common history
   */
  reset(position: Position<View>): Change[] | null {
    const isSameLog = position.history === this.history && position.seq >= this.seq;
    const changes = isSameLog ? this.#differences(position.view) : null;
    // Entries added and removed in the gap are unknown here, but a screen from another node may show them.
    if (position.seq > this.seq) this.#knownSince = position.seq;
    if (!isSameLog) {
      this.#entries = new Map();
      this.#knownSince = position.seq;
      this.history = position.history;
    }
    for (const change of changes ?? this.#kind.changesOf(position.view)) {
      this.#entries.set(this.#kind.keyOf(change), { seq: position.seq, change });
    }
    this.seq = position.seq;
    this.view = position.view;
    return changes;
  }

  /**
   * Applies what one batch changed. A gap or another history changes nothing: the caller reads the position.
   * @returns the changes with a new value. A large stock shows "more than 20" after every sale (K2), and a slow line
   * need not repeat that.
   */
  take(published: Omit<Published<Change>, 'urgent'>): Change[] | 'ignored' | 'gap' {
    if (published.history !== this.history || published.from > this.seq) return 'gap';
    if (published.to <= this.seq) return 'ignored';
    if (published.whole) return 'gap';
    const visible: Change[] = [];
    for (const change of published.changes) {
      const key = this.#kind.keyOf(change);
      const known = this.#entries.get(key)?.change;
      // The entry is kept even if unchanged: a screen from another node may show a value from in between.
      this.#entries.set(key, { seq: published.to, change });
      if (!this.#isSame(known, change)) visible.push(change);
    }
    if (visible.length > 0) this.view = this.#kind.apply(this.view, visible);
    this.seq = published.to;
    return visible;
  }

  snapshot(): { history: string; to: number; changes: Change[] } {
    const all = [...this.#entries.values()].map(({ change }) => change);
    const changes = all.filter((change) => !this.#kind.isRemoval(change));
    return { history: this.history, to: this.seq, changes };
  }

  /** The delta from a cursor to the head. @returns null if the cursor is too old, or of another history */
  deltaSince(history: string, seq: number): Frame<Change> | null {
    if (history !== this.history || seq > this.seq || seq < this.#knownSince) return null;
    const changes: Change[] = [];
    for (const entry of this.#entries.values()) if (entry.seq > seq) changes.push(entry.change);
    return { history, from: seq, to: this.seq, changes };
  }

  #differences(view: View): Change[] {
    const { changesOf, keyOf, isRemoval, removalOf } = this.#kind;
    const changes: Change[] = [];
    const present = new Map(changesOf(view).map((change) => [keyOf(change), change]));
    for (const [key, change] of present) {
      if (!this.#isSame(this.#entries.get(key)?.change, change)) changes.push(change);
    }
    for (const [key, { change }] of this.#entries) {
      if (!present.has(key) && !isRemoval(change)) changes.push(removalOf(change));
    }
    return changes;
  }

  /** Compares value by value: most changes are numbers alone, so no JSON is made for them. */
  #isSame(known: Change | undefined, change: Change): boolean {
    if (!known) return this.#kind.isRemoval(change);
    return known.length === change.length && change.every((value, index) => isSameValue(value, known[index]));
  }
}

function isSameValue(one: unknown, other: unknown): boolean {
  return one === other || (typeof one === 'object' && JSON.stringify(one) === JSON.stringify(other));
}
