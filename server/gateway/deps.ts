import type { Config } from '../config.ts';
import type { Features } from '../features/features.ts';
import type { AudienceStore } from '../ports/audience.ts';
import type { Bus } from '../ports/bus.ts';
import type { Directory } from '../ports/directory.ts';
import type { Readers } from '../ports/readers.ts';
import type { SandboxDesk } from '../ports/sandbox-desk.ts';
import type { Secrets } from '../ports/secrets.ts';
import type { Clock, Ids } from '../ports/world.ts';
import type { Log } from './log.ts';

/** All that the front door needs of the house. */
export interface GatewayDeps {
  config: Config;
  features: Features;
  readers: Readers;
  directory: Directory;
  audience: AudienceStore;
  bus: Bus;
  secrets: Secrets;
  sandbox: SandboxDesk;
  clock: Clock;
  ids: Ids;
  log: Log;
  /** True while the stores answer: what /readyz says. */
  isReady?: () => Promise<boolean>;
}
