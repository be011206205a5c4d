import { io } from 'socket.io-client';
import type { WireSocket } from './command-link.ts';
import { PromptWebSocket } from './prompt-web-socket.ts';

/**
 * A socket of a namespace: websocket only, reconnecting with jitter so that a crowd does not come back as one.
 * @param token says who this is where there is no cookie
 */
export function openSocket(namespace: '/live' | '/console', token?: string): WireSocket {
  return io(namespace, {
    auth: { token },
    transports: [PromptWebSocket],
    forceNew: true,
    timeout: 8_000,
    reconnectionDelay: 600,
    reconnectionDelayMax: 8_000,
    randomizationFactor: 0.5,
  });
}
