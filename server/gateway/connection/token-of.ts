import type { Socket } from 'socket.io';

/** The token of a native tool: `auth: {token}` of the handshake. */
export function tokenOf(socket: Socket): string | null {
  const { token } = socket.handshake.auth as { token?: unknown };
  return typeof token === 'string' ? token : null;
}
