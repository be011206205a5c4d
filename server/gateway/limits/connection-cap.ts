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
export interface ConnectionCap {
  /** A connection came. @param key whom it shares limits with, as far as that is known before it says anything */
  came(connection: Counted, key: string): void;
  /** What it says names its address: a proxy may speak for somebody. */
  isOf(connection: object, key: string): void;
  /** Something is being done for it. @returns how to say that this is over */
  works(connection: object): () => void;
  /**
   * A viewer is to be shown a stream. @returns how to say that this is over, or null: there is no place
   * @param isKept whether it may not go for another; once it is, it stays so
   */
  shows(connection: object, isKept: () => boolean): (() => void) | null;
  /** How many are open. */
  count(): number;
}

interface Entry {
  connection: Counted;
  key: string;
  /** What is being done for it. */
  works: number;
  /** Of a viewer: since when it shows a stream, and whether it may not go for another. */
  shown: { sinceMs: number; isKept: () => boolean } | null;
}

/** @param most 0: as many as come */
export function connectionCap(
  most: number,
  deps: {
    clock: Pick<Clock, 'nowMs'>;
    onSilentClosed: (key: string) => void;
    onTurnedAway: (key: string) => void;
    onDisplaced: (key: string) => void;
  },
): ConnectionCap {
  const entries = new Map<object, Entry>();
  const silent = new OnesByKey<Entry>();
  const coming = new OnesByKey<Entry>();
  /** Viewers who may go for others, as far as is known. */
  const movable = new OnesByKey<Entry>();
  const mostShown = most - Math.min(RESERVED, Math.ceil(most * RESERVED_PART));
  let shown = 0;
  /** Those who are coming, and since when, in that order. */
  const since = new Map<Entry, number>();

  function fallSilent(entry: Entry): void {
    coming.add(entry.key, entry);
    since.set(entry, deps.clock.nowMs());
  }

  function speak(entry: Entry): void {
    silent.remove(entry.key, entry);
    coming.remove(entry.key, entry);
    since.delete(entry);
  }

  /** Whoever has had the time to come in counts as silent from now on. */
  function sortOut(): void {
    const nowMs = deps.clock.nowMs();
    for (const [entry, sinceMs] of since) {
      if (nowMs - sinceMs < COMING_MS) return;
      speak(entry);
      silent.add(entry.key, entry);
    }
  }

  function forget(entry: Entry): void {
    speak(entry);
    hide(entry);
    entries.delete(entry.connection);
  }

  function hide(entry: Entry): void {
    if (!entry.shown) return;
    entry.shown = null;
    movable.remove(entry.key, entry);
    shown -= 1;
  }

  /** Of an address one who may go; those who are kept by now are passed over for good. */
  function movableOf(key: string, nowMs: number, isYoungest: boolean): Entry | undefined {
    const ones = [...movable.of(key)];
    if (isYoungest) ones.reverse();
    const free = ones.filter((entry) => {
      const isKept = entry.shown?.isKept() ?? true;
      if (isKept) movable.remove(key, entry);
      return !isKept;
    });
    // Who has only just come is about to ask for something.
    return free.find(({ shown }) => shown !== null && nowMs - shown.sinceMs >= COMING_MS) ?? free[0];
  }

  /** Takes the place of another viewer for one of an address. @returns false if nobody is to go */
  function displaceFor(key: string, isKept: boolean): boolean {
    const nowMs = deps.clock.nowMs();
    for (let fullest = movable.fullest(); fullest !== undefined; fullest = movable.fullest()) {
      const own = movable.of(key).size;
      // To have as many as the other had before would only turn the two round.
      const isOthers = isKept || movable.of(fullest).size > own + 1;
      if (!isOthers && own === 0) return false;
      const entry = movableOf(isOthers ? fullest : key, nowMs, isOthers);
      if (!entry) continue;
      forget(entry);
      entry.connection.destroy();
      deps.onDisplaced(entry.key);
      return true;
    }
    return false;
  }

  /** @returns false if nobody is silent */
  function makeRoom(): boolean {
    sortOut();
    const entry = silent.next() ?? coming.next();
    if (!entry) return false;
    forget(entry);
    entry.connection.destroy();
    deps.onSilentClosed(entry.key);
    return true;
  }

  return {
    count: () => entries.size,
    came(connection, key) {
      if (most > 0 && entries.size >= most && !makeRoom()) {
        connection.destroy();
        deps.onTurnedAway(key);
        return;
      }
      const entry: Entry = { connection, key, works: 0, shown: null };
      entries.set(connection, entry);
      fallSilent(entry);
      connection.once('close', () => forget(entry));
    },
    isOf(connection, key) {
      const entry = entries.get(connection);
      if (!entry || entry.key === key) return;
      speak(entry);
      const isMovable = movable.of(entry.key).has(entry);
      movable.remove(entry.key, entry);
      entry.key = key;
      if (isMovable) movable.add(key, entry);
      if (entry.works === 0) fallSilent(entry);
    },
    shows(connection, isKept) {
      const entry = entries.get(connection);
      if (!entry) return this.works(connection);
      if (most > 0 && !entry.shown && shown >= mostShown && !displaceFor(entry.key, isKept())) {
        deps.onTurnedAway(entry.key);
        return null;
      }
      const isOver = this.works(connection);
      if (!entry.shown) {
        entry.shown = { sinceMs: deps.clock.nowMs(), isKept };
        shown += 1;
        movable.add(entry.key, entry);
      }
      return () => {
        hide(entry);
        isOver();
      };
    },
    works(connection) {
      const entry = entries.get(connection);
      if (!entry) return () => {};
      entry.works += 1;
      speak(entry);
      let isOver = false;
      return () => {
        if (isOver) return;
        isOver = true;
        entry.works -= 1;
        if (entry.works === 0 && entries.has(connection)) fallSilent(entry);
      };
    },
  };
}
