import type { Socket } from 'socket.io';
import type { Config } from '../../config.ts';
import { holdPlace } from '../limits/account-cap.ts';
import type { Cap } from '../limits/cap.ts';
import { connectionOf } from '../transport/transport.ts';
import type { ClientAddresses } from '../visitors/client-address.ts';
import type { Guests } from '../visitors/guests.ts';
import { whereabouts } from '../visitors/practice.ts';
import type { StaffSessions } from '../visitors/staff-sessions.ts';
import { LiveSession } from './live-session.ts';
import { refusedConnection } from './refused-connection.ts';
import { tokenOf } from './token-of.ts';

/**
 * Authenticates a viewer's socket by a guest's token, in its cookie or in `auth`.
 * @returns the session, or the refusal: UNAUTHENTICATED, RATE_LIMITED
 */
export async function admitViewer(
  socket: Socket,
  deps: {
    guests: Guests;
    sessions: StaffSessions;
    accounts: Cap;
    config: Pick<Config, 'publicOrigin' | 'practicePayments'>;
    addresses: ClientAddresses;
  },
): Promise<LiveSession | Error> {
  const { guests, sessions } = deps;
  const { cookie } = socket.handshake.headers;
  const guestId = guests.read(tokenOf(socket)) ?? guests.fromCookie(cookie);
  if (!guestId) return refusedConnection({ code: 'UNAUTHENTICATED' });
  const actor = { ...(await guests.actor(guestId)), ...whereabouts(deps, socket.request) };
  const isStaff = (await sessions.fromCookie(cookie)) !== null;
  const leaveAccount = holdPlace(deps.accounts, actor.buyerId, connectionOf(socket));
  if (!leaveAccount) return refusedConnection({ code: 'RATE_LIMITED', retryAfterMs: 60_000 });
  return new LiveSession(socket, { guestId, actor, isStaff }, leaveAccount);
}
