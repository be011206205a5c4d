import type { ClientAddresses } from '../client-address.ts';
import type { GatewayDeps } from '../deps.ts';
import type { Cap } from '../limits/cap.ts';
import type { ConnectionCap } from '../limits/connection-cap.ts';
import type { GuessedCodes } from '../limits/guessed-codes.ts';
import type { Presence } from '../presence.ts';
import type { SampledLog } from '../sampled-log.ts';
import type { SecurityLog } from '../security/security-log.ts';
import type { StaffSessions } from '../staff-sessions.ts';
import type { SessionsDeps } from './sessions.ts';

/** What the staff's side needs of the front door and the house. */
export type ConsoleDeps = GatewayDeps &
  SessionsDeps & {
    sessions: StaffSessions;
    presence: Presence;
    /** Places of sockets by account. */
    accounts: Cap;
    /** For what one peer could cause without end. */
    sampledLog: SampledLog;
    addresses: ClientAddresses;
    security: SecurityLog;
    cap: Pick<ConnectionCap, 'works'>;
    guessed: GuessedCodes;
  };
