import type { Exposures } from '../audience/exposures.ts';
import type { Presence } from '../audience/presence.ts';
import type { ShowRequests } from '../audience/show-requests.ts';
import type { GatewayDeps } from '../deps.ts';
import type { Cap } from '../limits/cap.ts';
import type { ConnectionBudgets } from '../limits/connection-budget.ts';
import type { ConnectionCap } from '../limits/connection-cap.ts';
import type { GuessedCodes } from '../limits/guessing-alarm.ts';
import type { KnownBuyers } from '../limits/known-buyers.ts';
import type { SharedBuckets } from '../limits/shared-buckets.ts';
import type { SampledLog } from '../logging/sampled-log.ts';
import type { Counters } from '../metrics/counters.ts';
import type { SecurityLog } from '../security/security-log.ts';
import type { ClientAddresses } from '../visitors/client-address.ts';
import type { Guests } from '../visitors/guests.ts';
import type { StaffSessions } from '../visitors/staff-sessions.ts';
import type { Traffic } from './traffic.ts';

/** The dependencies of both namespaces. */
export interface SessionDeps extends GatewayDeps {
  counters: Counters;
  traffic: Traffic;
  budgets: ConnectionBudgets;
  /** Sign-ins of staff. */
  sessions: StaffSessions;
  presence: Presence;
  /** The cap on sockets, by account. */
  accounts: Cap;
  addresses: ClientAddresses;
  guessed: GuessedCodes;
  /** The log for events that one peer can repeat without end. */
  sampledLog: SampledLog;
}

export interface LiveDeps extends SessionDeps {
  guests: Guests;
  exposures: Exposures;
  showRequests: ShowRequests;
  cap: Pick<ConnectionCap, 'shows'>;
  known: KnownBuyers;
  buckets: SharedBuckets;
}

export interface ConsoleDeps extends SessionDeps {
  cap: Pick<ConnectionCap, 'works'>;
  security: SecurityLog;
}
