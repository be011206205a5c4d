import type { Socket } from 'node:net';
import { SilentOnes } from './silent-ones.ts';

/** The part of a connection that is counted. */
export type Counted = Pick<Socket, 'once' | 'destroy'>;

/**
 * How many connections this server has, sockets and plain HTTP alike, and which of them are silent: nothing is being
 * answered on them, and no stream is shown. When one more comes than there may be, one of the silent goes, of the address
 * that has most of them; only where all are at work is the newcomer turned away. So whoever holds a thousand lines open
 * pays with those, and a village that shares an address and has joined pays nothing.
 */
export interface ConnectionCap {
  /** A connection came. @param key whom it shares limits with, as far as that is known before it says anything */
  came(connection: Counted, key: string): void;
  /** What it says names its address: a proxy may speak for somebody. */
  isOf(connection: object, key: string): void;
  /** Something is being done for it. @returns how to say that this is over */
  works(connection: object): () => void;
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
  deps: { onSilentClosed: (key: string) => void; onTurnedAway: (key: string) => void },
): ConnectionCap {
  const entries = new Map<object, Entry>();
  const silent = new SilentOnes<Entry>();

  function forget(entry: Entry): void {
    silent.remove(entry.key, entry);
    entries.delete(entry.connection);
  }

  /** @returns false if nobody is silent */
  function makeRoom(): boolean {
    const entry = silent.next();
    if (!entry) return false;
    forget(entry);
    entry.connection.destroy();
    deps.onSilentClosed(entry.key);
    return true;
  }

  return {
    came(connection, key) {
      if (most > 0 && entries.size >= most && !makeRoom()) {
        connection.destroy();
        deps.onTurnedAway(key);
        return;
      }
      const entry: Entry = { connection, key, works: 0 };
      entries.set(connection, entry);
      silent.add(key, entry);
      connection.once('close', () => forget(entry));
    },
    isOf(connection, key) {
      const entry = entries.get(connection);
      if (!entry || entry.key === key) return;
      silent.remove(entry.key, entry);
      entry.key = key;
      if (entry.works === 0) silent.add(key, entry);
    },
    works(connection) {
      const entry = entries.get(connection);
      if (!entry) return () => {};
      entry.works += 1;
      silent.remove(entry.key, entry);
      let isOver = false;
      return () => {
        if (isOver) return;
        isOver = true;
        entry.works -= 1;
        if (entry.works === 0 && entries.has(connection)) silent.add(entry.key, entry);
      };
    },
  };
}
