import { Manager } from 'socket.io-client';
import type { WireSocket } from './command-link.ts';
import { PromptWebSocket } from './prompt-web-socket.ts';

/**
 * A socket of a namespace: websocket only, reconnecting with jitter so that a crowd does not come back as one.
 * @param token says who this is where there is no cookie
 */
export function openSocket(namespace: '/live' | '/console', token?: string): WireSocket {
  // A manager of its own for each socket: what opens and closes one leaves the others alone.
  return new Manager({
    // As its websocket is told it: an IPv6 address without its brackets.
    hostname: location.hostname.replace(/^\[|\]$/g, ''),
    port: location.port,
    transports: [PromptWebSocket],
    timeout: 8_000,
    reconnectionDelay: 600,
    reconnectionDelayMax: 8_000,
    randomizationFactor: 0.5,
  }).socket(namespace, { auth: { token } });
}
