import { io } from 'socket.io-client';
import type { WireSocket } from './command-link.ts';

/** A socket of a namespace: websocket only, reconnecting with jitter so that a crowd does not come back as one. */
export function openSocket(namespace: '/live' | '/console'): WireSocket {
  return io(namespace, {
    transports: ['websocket'],
    forceNew: true,
    timeout: 8_000,
    reconnectionDelay: 600,
    reconnectionDelayMax: 8_000,
    randomizationFactor: 0.5,
  });
}
