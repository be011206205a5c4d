import type { ClientAddresses } from '../client-address.ts';
import type { GatewayDeps } from '../deps.ts';
import type { Exposures } from '../exposures.ts';
import type { Guests } from '../guests.ts';
import type { Cap } from '../limits/cap.ts';
import type { ConnectionCap } from '../limits/connection-cap.ts';
import type { GuessedCodes } from '../limits/guessed-codes.ts';
import type { KnownBuyers } from '../limits/known-buyers.ts';
import type { SharedBuckets } from '../limits/shared-buckets.ts';
import type { Presence } from '../presence.ts';
import type { SampledLog } from '../sampled-log.ts';
import type { StaffSessions } from '../staff-sessions.ts';
import type { SessionsDeps } from './sessions.ts';

/** What the viewers' side needs of the front door and the house. */
export type LiveDeps = GatewayDeps &
  SessionsDeps & {
    guests: Guests;
    sessions: StaffSessions;
    presence: Presence;
    exposures: Exposures;
    /** Places of sockets by account. */
    accounts: Cap;
    /** For what one peer could cause without end. */
    sampledLog: SampledLog;
    cap: Pick<ConnectionCap, 'shows'>;
    addresses: ClientAddresses;
    guessed: GuessedCodes;
    known: KnownBuyers;
    buckets: SharedBuckets;
  };
