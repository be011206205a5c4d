import type { ClientAddresses } from '../client-address.ts';
import type { Counters } from '../counters.ts';
import type { GatewayDeps } from '../deps.ts';
import type { Exposures } from '../exposures.ts';
import type { Guests } from '../guests.ts';
import type { Cap } from '../limits/cap.ts';
import type { ConnectionBudgets } from '../limits/connection-budget.ts';
import type { ConnectionCap } from '../limits/connection-cap.ts';
import type { GuessedCodes } from '../limits/guessing-alarm.ts';
import type { KnownBuyers } from '../limits/known-buyers.ts';
import type { SharedBuckets } from '../limits/shared-buckets.ts';
import type { Presence } from '../presence.ts';
import type { SampledLog } from '../sampled-log.ts';
import type { SecurityLog } from '../security/security-log.ts';
import type { StaffSessions } from '../staff-sessions.ts';
import type { Traffic } from '../traffic.ts';

/** What both namespaces need of the front door and the house. */
export interface SessionDeps extends GatewayDeps {
  counters: Counters;
  traffic: Traffic;
  budgets: ConnectionBudgets;
  /** Sign-ins of staff. */
  sessions: StaffSessions;
  presence: Presence;
  /** Places of sockets by account. */
  accounts: Cap;
  addresses: ClientAddresses;
  guessed: GuessedCodes;
  /** For what one peer could cause without end. */
  sampledLog: SampledLog;
}

export interface LiveDeps extends SessionDeps {
  guests: Guests;
  exposures: Exposures;
  cap: Pick<ConnectionCap, 'shows'>;
  known: KnownBuyers;
  buckets: SharedBuckets;
}

export interface ConsoleDeps extends SessionDeps {
  cap: Pick<ConnectionCap, 'works'>;
  security: SecurityLog;
}
