import type { PaymentMethod } from '../shared/contract/payment.ts';
import { inProcessBus } from './adapters/bus/in-process.ts';
import { openSecrets } from './adapters/crypto/secrets.ts';
import { cashOnDelivery } from './adapters/payments/cash-on-delivery.ts';
import { openSandbox } from './adapters/payments/sandbox/sandbox.ts';
import { memoryTries } from './adapters/tries/memory.ts';
import type { Config } from './config.ts';
import { Engines } from './engine/engines.ts';
import { buildFeatures } from './features/build.ts';
import type { FeatureDeps } from './features/deps.ts';
import { undoLostAllotments } from './features/stock/transfers.ts';
import { buildGateway, type Gateway } from './gateway/gateway.ts';
import type { Log } from './gateway/log.ts';
import type { AudienceStore } from './ports/audience.ts';
import type { Directory } from './ports/directory.ts';
import type { PaymentProvider } from './ports/payments.ts';
import type { Readers } from './ports/readers.ts';
import type { Secrets } from './ports/secrets.ts';
import type { Snapshots } from './ports/snapshots.ts';
import type { Store } from './ports/store.ts';
import type { Tries } from './ports/tries.ts';
import type { Clock, Ids } from './ports/world.ts';

/** What a server stands on; main.ts picks the adapters, tests bring their own. */
export interface World {
  config: Config;
  store: Store;
  readers: Readers;
  directory: Directory;
  audience: AudienceStore;
  snapshots?: Snapshots | null;
  /** Counted in memory unless several nodes count together. */
  tries?: Tries;
  clock: Clock;
  ids: Ids;
  log: Log;
  /** The disk can't be trusted any more (C26): ends the process, so that the next one reads what is really there. */
  onFatal?(error: unknown): void;
}

export interface App {
  engines: Engines;
  features: ReturnType<typeof buildFeatures>;
  deps: FeatureDeps;
  secrets: Secrets;
  gateway: Gateway;
  /** Stops taking, finishes what is queued, writes snapshots. The stores stay open: they are the caller's. */
  close(): Promise<void>;
}

/** Waits this long for company when commands come thick: half the commits for one more millisecond. */
const GATHER_MS = 1;

/** The whole server without a process: logs awake, use cases ready, the front door built but not yet open. */
export async function buildApp(world: World): Promise<App> {
  const { config, store, readers, directory, audience, clock, ids, log } = world;
  const onFault = (error: unknown, context: string) => log.error({ err: error, context }, 'fault');
  const onFatal = (error: unknown) => world.onFatal?.(error);
  const bus = inProcessBus((fault) => onFault(fault, 'bus'));
  const { snapshots = null } = world;
  const gatherMs = GATHER_MS;
  const engines = await Engines.open({ store, snapshots, clock, ids, bus, onFault, onFatal, gatherMs });

  let webhookUrl = () => '';
  const sandbox = openSandbox({
    master: config.masterSecret,
    clock,
    ids,
    webhookUrl: () => webhookUrl(),
    onLost: (notice, why) => log.warn({ orderId: notice.orderId, why }, 'sandbox notice lost'),
    onRefund: (refund) => log.info(refund, 'sandbox refund'),
  });
  const providers = new Map<PaymentMethod, PaymentProvider>(
    [cashOnDelivery, sandbox.provider].map((provider) => [provider.method, provider]),
  );
  const secrets = openSecrets({ master: config.masterSecret, country: config.countryCode });
  const onAlarm = (what: string, details: Record<string, unknown>) => log.warn(details, what);
  const deps: FeatureDeps = { engines, store, readers, directory, secrets, providers, clock, ids, onAlarm };
  const features = buildFeatures(deps);
  await undoLostAllotments(deps);
  await features.outbox.resume();

  const isReady = async () => (await store.head('shop')) !== null;
  const gateway = buildGateway({
    config,
    features,
    readers,
    directory,
    audience,
    bus,
    secrets,
    tries: world.tries ?? memoryTries(),
    sandbox: sandbox.desk,
    clock,
    ids,
    log,
    isReady,
  });
  webhookUrl = () => `${gateway.selfUrl()}/api/v1/payments/sandbox/webhook`;

  return {
    engines,
    features,
    deps,
    secrets,
    gateway,
    async close() {
      await gateway.close();
      await features.outbox.close();
      await engines.close();
    },
  };
}
