import type { Socket } from 'node:net';
import type { Clock } from '../../lib/clock.ts';
import { SilentOnes } from '../../lib/silent-ones.ts';

/** Who has been silent for less is on the way in: a page says hello within a second of its connection, as a rule. */
const COMING_MS = 2_000;

/** The part of a connection that is counted. */
export type Counted = Pick<Socket, 'once' | 'destroy'>;

/**
 * How many connections this server has, sockets and plain HTTP alike, and which of them are silent: nothing is being
 * answered on them, and no stream is shown. When one more comes than there may be, one of the silent goes, of the address
 * that has most of them, and who is only just coming last; only where all are at work is the newcomer turned away. So
 * whoever holds a thousand lines open pays with those; a village that shares an address and has joined pays nothing, and
 * while it comes in no more than others, though many of it come at once.
 */
export interface ConnectionCap {
  /** A connection came. @param key whom it shares limits with, as far as that is known before it says anything */
  came(connection: Counted, key: string): void;
  /** What it says names its address: a proxy may speak for somebody. */
  isOf(connection: object, key: string): void;
  /** Something is being done for it. @returns how to say that this is over */
  works(connection: object): () => void;
  /** How many are open. */
  count(): number;
}

interface Entry {
  connection: Counted;
  key: string;
  /** What is being done for it. */
  works: number;
}

/** @param most 0: as many as come */
export function connectionCap(
  most: number,
  deps: {
    clock: Pick<Clock, 'nowMs'>;
    onSilentClosed: (key: string) => void;
    onTurnedAway: (key: string) => void;
  },
): ConnectionCap {
  const entries = new Map<object, Entry>();
  const silent = new SilentOnes<Entry>();
  const coming = new SilentOnes<Entry>();
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
    entries.delete(entry.connection);
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
      const entry: Entry = { connection, key, works: 0 };
      entries.set(connection, entry);
      fallSilent(entry);
      connection.once('close', () => forget(entry));
    },
    isOf(connection, key) {
      const entry = entries.get(connection);
      if (!entry || entry.key === key) return;
      speak(entry);
      entry.key = key;
      if (entry.works === 0) fallSilent(entry);
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
