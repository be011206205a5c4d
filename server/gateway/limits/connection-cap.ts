import type { Socket } from 'node:net';
import type { Clock } from '../../lib/clock.ts';
import { OnesByKey } from '../../lib/ones-by-key.ts';

/** Grace of a new connection before it counts as silent: a page says hello within a second as a rule. */
const COMING_MS = 2_000;
/** Reserve of connections for pages and consoles, which no viewer's socket takes: at most a tenth of all. */
const RESERVED = 500;
const RESERVED_PART = 1 / 10;

/** The part of a connection that is counted. */
export type Counted = Pick<Socket, 'once' | 'destroy'>;

/** One counted connection. */
interface Entry {
  connection: Counted;
  key: string;
  /** The requests and commands being answered on it. */
  works: number;
  /** Of a viewer: since when it shows a stream, and whether it is kept when places run out. */
  shown: { sinceMs: number; isKept: () => boolean } | null;
}

/** The clock, and listeners for each closed connection, called with its address key. */
interface CapDeps {
  clock: Pick<Clock, 'nowMs'>;
  onSilentClosed: (key: string) => void;
  onTurnedAway: (key: string) => void;
  onDisplaced: (key: string) => void;
}

/**
 * The cap on connections of this server, sockets and plain HTTP. A newcomer displaces a silent connection of the
 * fullest address, so idle sockets cost their owner. Without one it is refused.
 *
 * Some places are reserved for pages and consoles. When the others are full, a newcomer displaces a viewer, except
 * known ones and those with a stake.
 */
export class ConnectionCap {
  readonly #most: number;
  readonly #mostShown: number;
  readonly #deps: CapDeps;
  readonly #entries = new Map<object, Entry>();
  readonly #silent = new OnesByKey<Entry>();
  readonly #coming = new OnesByKey<Entry>();
  /** Viewers that may be displaced, as far as is known. */
  readonly #movable = new OnesByKey<Entry>();
  /** Connections within their grace and its start, oldest first. */
  readonly #comingSince = new Map<Entry, number>();
  #shown = 0;

  /** @param most bound of open connections; 0: none */
  constructor(most: number, deps: CapDeps) {
    this.#most = most;
    this.#mostShown = most - Math.min(RESERVED, Math.ceil(most * RESERVED_PART));
    this.#deps = deps;
  }

  /** The number of open connections. */
  get count(): number {
    return this.#entries.size;
  }

  /** Counts a new connection. @param key its limit key, as far as that is known before the first request */
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

  /** Moves a connection to the address that its request names: a proxy may speak for a client. */
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

  /** Marks a connection as busy with one more request. @returns how to end that */
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
   * Takes a viewer's place for a stream. @returns how to give it back, or null if there is none
   * @param isKept whether it must not be displaced; once true, it stays so
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

  /** Marks connections whose grace is over as silent. */
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

  /** A viewer of an address that may be displaced. Kept viewers leave the list for good. */
  #movableOf(key: string, nowMs: number, isYoungest: boolean): Entry | undefined {
    const ones = [...this.#movable.of(key)];
    if (isYoungest) ones.reverse();
    const free = ones.filter((entry) => {
      const isKept = entry.shown?.isKept() ?? true;
      if (isKept) this.#movable.remove(key, entry);
      return !isKept;
    });
    // A viewer within its grace is about to send its first request: displace others first.
    return free.find(({ shown }) => shown !== null && nowMs - shown.sinceMs >= COMING_MS) ?? free[0];
  }

  /**
   * Displaces a viewer in favour of an address. The youngest of the fullest address goes if that has more, or if the
   * newcomer is kept. Otherwise the oldest of the newcomer's own goes. @returns false if no viewer may be displaced
   */
  #displaceFor(key: string, isKept: boolean): boolean {
    const nowMs = this.#deps.clock.nowMs();
    const movable = this.#movable;
    for (let fullest = movable.fullest(); fullest !== undefined; fullest = movable.fullest()) {
      const own = movable.of(key).size;
      // With a smaller difference the two addresses would displace each other in turn.
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

  /**
   * Displaces a silent connection of the fullest address, or else one within its grace. @returns false if there is none
   */
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
