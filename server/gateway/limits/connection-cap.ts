import type { Socket } from 'node:net';
import type { Clock } from '../../lib/clock.ts';
import { OnesByKey } from '../../lib/ones-by-key.ts';

/** Who has been silent for less is on the way in: a page says hello within a second of its connection, as a rule. */
const COMING_MS = 2_000;
/** Places that no viewer's socket takes, so that pages and consoles always have some: at most a tenth of all. */
const RESERVED = 500;
const RESERVED_PART = 1 / 10;

/** The part of a connection that is counted. */
export type Counted = Pick<Socket, 'once' | 'destroy'>;

/** One connection, as it is counted. */
interface Entry {
  connection: Counted;
  key: string;
  /** What is being done for it. */
  works: number;
  /** Of a viewer: since when it shows a stream, and whether it may not go for another. */
  shown: { sinceMs: number; isKept: () => boolean } | null;
}

/** Told of each connection that was closed, by its address. */
interface CapDeps {
  clock: Pick<Clock, 'nowMs'>;
  onSilentClosed: (key: string) => void;
  onTurnedAway: (key: string) => void;
  onDisplaced: (key: string) => void;
}

/**
 * How many connections this server has, sockets and plain HTTP alike, and which of them are silent: nothing is being
 * answered on them, and no stream is shown. When one more comes than there may be, one of the silent goes, of the address
 * that has most of them, and who is only just coming last; only where all are at work is the newcomer turned away. So
 * whoever holds a thousand lines open pays with those; a village that shares an address and has joined pays nothing, and
 * while it comes in no more than others, though many of it come at once.
 *
 * Some places are for no viewer. Where all others are taken, one who shows a stream goes for a newcomer: the youngest of
 * the address that has the most, if the newcomer's has fewer; else of the newcomer's own the one that came first. Who is
 * kept (known, or with a hold or an order) never goes, and counts for no address; as a newcomer it goes before others.
 */
export class ConnectionCap {
  readonly #most: number;
  readonly #mostShown: number;
  readonly #deps: CapDeps;
  readonly #entries = new Map<object, Entry>();
  readonly #silent = new OnesByKey<Entry>();
  readonly #coming = new OnesByKey<Entry>();
  /** Viewers who may go for others, as far as is known. */
  readonly #movable = new OnesByKey<Entry>();
  /** Those who are coming, and since when, in that order. */
  readonly #comingSince = new Map<Entry, number>();
  #shown = 0;

  /** @param most 0: as many as come */
  constructor(most: number, deps: CapDeps) {
    this.#most = most;
    this.#mostShown = most - Math.min(RESERVED, Math.ceil(most * RESERVED_PART));
    this.#deps = deps;
  }

  /** How many are open. */
  get count(): number {
    return this.#entries.size;
  }

  /** A connection came. @param key whom it shares limits with, as far as that is known before it says anything */
  came(connection: Counted, key: string): void {
    if (this.#most > 0 && this.#entries.size >= this.#most && !this.#makeRoom()) {
      connection.destroy();
      this.#deps.onTurnedAway(key);
      return;
    }
    const entry: Entry = { connection, key, works: 0, shown: null };
    this.#entries.set(connection, entry);
    this.#fallSilent(entry);
    connection.once('close', () => this.#forget(entry));
  }

  /** What it says names its address: a proxy may speak for somebody. */
  isOf(connection: object, key: string): void {
    const entry = this.#entries.get(connection);
    if (!entry || entry.key === key) return;
    this.#speak(entry);
    const isMovable = this.#movable.of(entry.key).has(entry);
    this.#movable.remove(entry.key, entry);
    entry.key = key;
    if (isMovable) this.#movable.add(key, entry);
    if (entry.works === 0) this.#fallSilent(entry);
  }

  /** Something is being done for it. @returns how to say that this is over */
  works(connection: object): () => void {
    const entry = this.#entries.get(connection);
    if (!entry) return () => {};
    entry.works += 1;
    this.#speak(entry);
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      entry.works -= 1;
      if (entry.works === 0 && this.#entries.has(connection)) this.#fallSilent(entry);
    };
  }

  /**
   * A viewer is to be shown a stream. @returns how to say that this is over, or null: there is no place
   * @param isKept whether it may not go for another; once it is, it stays so
   */
  shows(connection: object, isKept: () => boolean): (() => void) | null {
    const entry = this.#entries.get(connection);
    if (!entry) return this.works(connection);
    const isFull = this.#most > 0 && !entry.shown && this.#shown >= this.#mostShown;
    if (isFull && !this.#displaceFor(entry.key, isKept())) {
      this.#deps.onTurnedAway(entry.key);
      return null;
    }
    const isOver = this.works(connection);
    if (!entry.shown) {
      entry.shown = { sinceMs: this.#deps.clock.nowMs(), isKept };
      this.#shown += 1;
      this.#movable.add(entry.key, entry);
    }
    return () => {
      this.#hide(entry);
      isOver();
    };
  }

  #fallSilent(entry: Entry): void {
    this.#coming.add(entry.key, entry);
    this.#comingSince.set(entry, this.#deps.clock.nowMs());
  }

  #speak(entry: Entry): void {
    this.#silent.remove(entry.key, entry);
    this.#coming.remove(entry.key, entry);
    this.#comingSince.delete(entry);
  }

  /** Whoever has had the time to come in counts as silent from now on. */
  #sortOut(): void {
    const nowMs = this.#deps.clock.nowMs();
    for (const [entry, sinceMs] of this.#comingSince) {
      if (nowMs - sinceMs < COMING_MS) return;
      this.#speak(entry);
      this.#silent.add(entry.key, entry);
    }
  }

  #forget(entry: Entry): void {
    this.#speak(entry);
    this.#hide(entry);
    this.#entries.delete(entry.connection);
  }

  #hide(entry: Entry): void {
    if (!entry.shown) return;
    entry.shown = null;
    this.#movable.remove(entry.key, entry);
    this.#shown -= 1;
  }

  /** Of an address one who may go; those who are kept by now are passed over for good. */
  #movableOf(key: string, nowMs: number, isYoungest: boolean): Entry | undefined {
    const ones = [...this.#movable.of(key)];
    if (isYoungest) ones.reverse();
    const free = ones.filter((entry) => {
      const isKept = entry.shown?.isKept() ?? true;
      if (isKept) this.#movable.remove(key, entry);
      return !isKept;
    });
    // Who has only just come is about to ask for something.
    return free.find(({ shown }) => shown !== null && nowMs - shown.sinceMs >= COMING_MS) ?? free[0];
  }

  /** Takes the place of another viewer for one of an address. @returns false if nobody is to go */
  #displaceFor(key: string, isKept: boolean): boolean {
    const nowMs = this.#deps.clock.nowMs();
    const movable = this.#movable;
    for (let fullest = movable.fullest(); fullest !== undefined; fullest = movable.fullest()) {
      const own = movable.of(key).size;
      // To have as many as the other had before would only turn the two round.
      const isOthers = isKept || movable.of(fullest).size > own + 1;
      if (!isOthers && own === 0) return false;
      const entry = this.#movableOf(isOthers ? fullest : key, nowMs, isOthers);
      if (!entry) continue;
      this.#close(entry);
      this.#deps.onDisplaced(entry.key);
      return true;
    }
    return false;
  }

  /** @returns false if nobody is silent */
  #makeRoom(): boolean {
    this.#sortOut();
    const entry = this.#silent.next() ?? this.#coming.next();
    if (!entry) return false;
    this.#close(entry);
    this.#deps.onSilentClosed(entry.key);
    return true;
  }

  #close(entry: Entry): void {
    this.#forget(entry);
    entry.connection.destroy();
  }
}
