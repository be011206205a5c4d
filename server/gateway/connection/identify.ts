import type { Socket } from 'socket.io';
import type { Refusal } from '../../../shared/contract/refusals.ts';
import { refusalAck } from '../../application/ack.ts';

/** The token of a native tool: `auth: {token}` of the handshake. */
export function tokenOf(socket: Socket): string | null {
  const { token } = socket.handshake.auth as { token?: unknown };
  return typeof token === 'string' ? token : null;
}

/** Why a connection is not taken, as Socket.IO carries it: `connect_error` with its sentence, and the refusal in `data`. */
export function refusedConnection(refusal: Refusal): Error {
  const data = refusalAck(refusal);
  return Object.assign(new Error(data.message), { data });
}
