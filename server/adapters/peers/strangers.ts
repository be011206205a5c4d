import type { Socket } from 'node:net';
import { OnesByKey } from '../../lib/ones-by-key.ts';

/** Bound of connections without proof of the market's secret. */
const MAX_STRANGERS = 100;

/** Connections without proof of the market's secret: few, and each with a deadline. */
export interface Strangers {
  /** Adds one; at the bound it evicts another. */
  enter(socket: Socket): void;
  /** Restarts its deadline for the next step. */
  grant(socket: Socket): void;
  /** Removes one that proved the secret. */
  leave(socket: Socket): void;
}

/**
 * Admission of unauthenticated connections. A newcomer is never refused: at the bound the oldest of the fullest address
 * is evicted. A node with the secret greets within milliseconds, so a silent crowd evicts its own. A single one of its
 * address stays longest.
 * @param ms deadline of each step of the greeting
 */
export function openStrangers(ms: number, most = MAX_STRANGERS): Strangers {
  const places = new OnesByKey<Socket>();
  const waiting = new Map<Socket, { address: string; timer: NodeJS.Timeout }>();

  function leave(socket: Socket): void {
    const place = waiting.get(socket);
    if (!place) return;
    clearTimeout(place.timer);
    waiting.delete(socket);
    places.remove(place.address, socket);
  }

  function cutOne(): void {
    const oldest = places.next();
    if (!oldest) return;
    leave(oldest);
    oldest.destroy();
  }

  const late = (socket: Socket) => setTimeout(() => socket.destroy(), ms);
  return {
    enter(socket) {
      if (waiting.size >= most) cutOne();
      const address = socket.remoteAddress ?? '';
      waiting.set(socket, { address, timer: late(socket) });
      places.add(address, socket);
      socket.once('close', () => leave(socket));
    },
    grant(socket) {
      const place = waiting.get(socket);
      if (!place) return;
      clearTimeout(place.timer);
      place.timer = late(socket);
    },
    leave,
  };
}
