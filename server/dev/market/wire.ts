import { io, type Socket } from 'socket.io-client';
import type { Ack } from '../../../shared/contract/command.ts';

const ACK_MS = 6_000;
const TRIES = 3;

/** A socket of the real server, as a browser would have it: websocket, coming back by itself, jittered. */
export function openSocket(url: string, namespace: 'live' | 'console', token: string): Socket {
  return io(`${url}/${namespace}`, {
    transports: ['websocket'],
    forceNew: true,
    auth: { token },
    reconnectionDelay: 600,
    reconnectionDelayMax: 8_000,
    randomizationFactor: 0.5,
  });
}

/** Sends a command; one that is not answered is sent again, the very same with its key (I1). @returns null: no answer */
export async function ask<Reply>(
  socket: Socket,
  command: string,
  request: object,
): Promise<Ack<Reply> | null> {
  for (let tries = 0; tries < TRIES && socket.active; tries += 1) {
    try {
      return (await socket.timeout(ACK_MS).emitWithAck(command, request)) as Ack<Reply>;
    } catch {
      // The line broke or the answer did not come: the same again.
    }
  }
  return null;
}
