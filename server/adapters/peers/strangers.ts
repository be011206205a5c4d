import type { Socket } from 'node:net';
import { OnesByKey } from '../../lib/ones-by-key.ts';

/** Connections that have not proved the market's secret yet. */
const MAX_STRANGERS = 100;

/** The connections of whoever has not proved the market's secret: few at once, and none for long. */
export interface Strangers {
  /** Takes one in; in the place of another if there are too many. */
  enter(socket: Socket): void;
  /** Gives it as long again: it has got a step further. */
  grant(socket: Socket): void;
  /** It is none any more. */
  leave(socket: Socket): void;
}

/**
 * Nobody new is ever refused: when there are too many, the oldest one goes of the address that has the most. A node with
 * the secret greets within milliseconds; a crowd of silent ones pushes out its own, and whoever is alone at their address
 * stays longest.
 * @param ms how long one may take for each step of the greeting
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
