import type { Socket } from 'socket.io';
import type { LiveEvents } from '../../../shared/protocol.ts';
import { cut, engineOf } from './dense-member.ts';

export type Goodbye = Parameters<LiveEvents['bye']>[0];

/** How long a peer has to take the goodbye before the wire is cut. */
const PATIENCE_MS = 2_000;

/** Says why, closes, and cuts the wire if the peer does not read. */
export function sayBye(socket: Socket, reason: Goodbye): void {
  const member = engineOf(socket);
  socket.emit('bye', reason);
  socket.disconnect(true);
  if (member) setTimeout(() => cut(member), PATIENCE_MS).unref();
}
