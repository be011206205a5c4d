import { io, type Socket } from 'socket.io-client';
import type { Ack } from '../../../../shared/contract/answer.ts';

const ACK_MS = 6_000;
const TRIES = 3;
const COME_BACK_MS = 500;

const left = new WeakSet<Socket>();

/**
 * A socket of the real server, as a browser would have it: websocket, coming back by itself, jittered, also from a server
 * that says goodbye because it stops.
 * @param localAddress which of this machine's addresses it comes from; absent: the usual one
 */
export function openSocket(
  url: string,
  namespace: 'live' | 'console',
  token: string,
  localAddress?: string,
): Socket {
  // The library hands it on to the websocket; its types don't say so.
  const from = localAddress === undefined ? {} : { localAddress };
  const socket = io(`${url}/${namespace}`, {
    ...from,
    transports: ['websocket'],
    forceNew: true,
    auth: { token },
    reconnectionDelay: 600,
    reconnectionDelayMax: 8_000,
    randomizationFactor: 0.5,
  });
  // A line that breaks is made again; a socket that the server closes has to ask for that.
  socket.on('disconnect', (reason) => {
    if (reason !== 'io server disconnect') return;
    setTimeout(() => !left.has(socket) && socket.connect(), COME_BACK_MS * (1 + Math.random()));
  });
  return socket;
}

/** Leaves for good, also while on the way back. */
export function hangUp(socket: Socket): void {
  left.add(socket);
  socket.disconnect();
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
