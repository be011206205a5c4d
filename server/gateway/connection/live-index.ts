import type { LiveConnection } from './live-connection.ts';

/** Finds connections by their socket, their device, and by buyer and stream. */
export function liveIndex() {
  const bySocket = new Map<string, LiveConnection>();
  const byGuest = new Map<string, Set<LiveConnection>>();
  const byBuyer = new Map<string, Set<LiveConnection>>();
  return {
    bySocket,
    byGuest: (guestId: string): readonly LiveConnection[] => [...(byGuest.get(guestId) ?? [])],
    /** Any connection of this buyer that watches this stream. */
    ofBuyer: (streamId: string, buyerId: string): LiveConnection | undefined =>
      byBuyer.get(`${streamId} ${buyerId}`)?.values().next().value,
    /** Everybody who watches this stream. */
    buyersOf(streamId: string): string[] {
      const buyers = new Set<string>();
      for (const connection of bySocket.values()) {
        if (connection.streamId === streamId) buyers.add(connection.actor.buyerId);
      }
      return [...buyers];
    },
    add(connection: LiveConnection): void {
      bySocket.set(connection.socket.id, connection);
      put(byGuest, connection.guestId, connection);
    },
    remove(connection: LiveConnection): void {
      bySocket.delete(connection.socket.id);
      take(byGuest, connection.guestId, connection);
      this.leaveStream(connection);
    },
    enterStream(connection: LiveConnection, streamId: string): void {
      this.leaveStream(connection);
      connection.streamId = streamId;
      put(byBuyer, `${streamId} ${connection.actor.buyerId}`, connection);
    },
    leaveStream(connection: LiveConnection): void {
      if (connection.streamId === null) return;
      take(byBuyer, `${connection.streamId} ${connection.actor.buyerId}`, connection);
      connection.streamId = null;
    },
  };
}

function put<T>(index: Map<string, Set<T>>, key: string, value: T): void {
  const values = index.get(key);
  if (values) values.add(value);
  else index.set(key, new Set([value]));
}

function take<T>(index: Map<string, Set<T>>, key: string, value: T): void {
  const values = index.get(key);
  values?.delete(value);
  if (values?.size === 0) index.delete(key);
}
