import type { Frame, Position, Published, RoomKind } from './room-kind.ts';

interface Entry<Change> {
  /** The seq of its last change. */
  seq: number;
  change: Change;
}

/**
 * The entries of one view, each with the seq of its last change, removals as well: so a delta is "the entries newer than
 * yours", and no ring of frames is kept. Bounded as the view is.
 */
export class EntryStore<View, Change extends readonly unknown[]> {
  history = '';
  seq = 0;
  view: View;
  readonly #kind: RoomKind<View, Change>;
  /** Before this seq we do not know what was removed: an older cursor gets a snapshot. */
  #knownSince = 0;
  #entries = new Map<string, Entry<Change>>();

  constructor(kind: RoomKind<View, Change>) {
    this.#kind = kind;
    this.view = kind.empty;
  }

  /**
   * Takes the committed position as the truth, at the start and after a gap.
   * @returns the changes since the seq before, or null if nothing before can be built on
   */
  reset(position: Position<View>): Change[] | null {
    const isSameLog = position.history === this.history && position.seq >= this.seq;
    const changes = isSameLog ? this.#differences(position.view) : null;
    // What came and went meanwhile is not known here, but a screen from another node may show it: it starts over.
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
   * Takes what one batch changed. A gap or another history changes nothing: the caller asks for the position.
   * @returns the changes that say something new: a shelf of plenty shows "more than 20" after every sale (K2), and a
   *   weak line is not spent on hearing that again
   */
  take(published: Omit<Published<Change>, 'urgent'>): Change[] | 'ignored' | 'gap' {
    if (published.history !== this.history || published.from > this.seq) return 'gap';
    if (published.to <= this.seq) return 'ignored';
    if (published.whole) return 'gap';
    const visible: Change[] = [];
    for (const change of published.changes) {
      const key = this.#kind.keyOf(change);
      const known = this.#entries.get(key)?.change;
      // A screen from another node may stand between the two places and show what was there for a moment.
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

  /** @returns null if a cursor at that place cannot be brought up to date by a delta */
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

  /** Values are compared one by one: most changes are of numbers alone, and no text is made of them. */
  #isSame(known: Change | undefined, change: Change): boolean {
    if (!known) return this.#kind.isRemoval(change);
    return known.length === change.length && change.every((value, index) => isSameValue(value, known[index]));
  }
}

function isSameValue(one: unknown, other: unknown): boolean {
  return one === other || (typeof one === 'object' && JSON.stringify(one) === JSON.stringify(other));
}
