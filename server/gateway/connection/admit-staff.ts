import type { Socket } from 'socket.io';
import { holdPlace } from '../limits/account-cap.ts';
import type { Cap } from '../limits/cap.ts';
import type { SecurityLog } from '../security/security-log.ts';
import { connectionOf } from '../transport/transport.ts';
import type { ClientAddresses } from '../visitors/client-address.ts';
import { askerOf } from '../visitors/origin.ts';
import type { StaffSessions } from '../visitors/staff-sessions.ts';
import { ConsoleSession } from './console-session.ts';
import { refusedConnection } from './refused-connection.ts';
import { tokenOf } from './token-of.ts';

/**
 * Authenticates a console's socket: a member of staff who is signed in, never a partner's page.
 * @param asOf changes of rights before the lookup
 * @returns the session, or the refusal: FORBIDDEN, UNAUTHENTICATED, RATE_LIMITED
 */
export async function admitStaff(
  socket: Socket,
  asOf: number,
  deps: {
    sessions: StaffSessions;
    accounts: Cap;
    config: Parameters<typeof askerOf>[0];
    addresses: ClientAddresses;
    security: SecurityLog;
  },
): Promise<ConsoleSession | Error> {
  const { sessions, addresses, security } = deps;
  const { headers } = socket.handshake;
  if (askerOf(deps.config, headers) === 'partner') return refusedConnection({ code: 'FORBIDDEN' });
  const signedIn = (await sessions.byToken(tokenOf(socket))) ?? (await sessions.fromCookie(headers.cookie));
  if (!signedIn) {
    security.note({ kind: 'refused', what: 'console', ip: addresses.of(socket.request).ip });
    return refusedConnection({ code: 'UNAUTHENTICATED' });
  }
  const leaveAccount = holdPlace(deps.accounts, signedIn.actor.staffId, connectionOf(socket));
  if (!leaveAccount) return refusedConnection({ code: 'RATE_LIMITED', retryAfterMs: 60_000 });
  return new ConsoleSession(socket, signedIn, leaveAccount, asOf);
}
