/** A step of a shutdown. */
export interface ShutdownStep {
  /** What happens, as docs/shutdown.md says it. */
  does: string;
  /** The file that does it, in server/. */
  file: string;
  /** How long it may take at most, in ms. Missing: nothing bounds it but the whole. */
  withinMs?: number;
  /** The owner whose steps it takes. */
  takes?: Owner;
}

type Owner = 'market' | 'app' | 'gateway' | 'adapters';
type Steps = Readonly<Record<string, ShutdownStep>>;

/** How long a process that was told to stop may take in all, in ms. Then it is ended, as it is at a second signal. */
export const SHUTDOWN_MS = 10_000;

/** What the process does at SIGTERM or SIGINT. */
export const processSteps = {
  supervisor: { does: 'systemd is told that the service stops', file: 'cli/tell-supervisor.ts' },
  control: { does: 'the control socket takes no more commands', file: 'control/serve-control.ts' },
  market: { does: 'the market is closed', file: 'main.ts', takes: 'market' },
  exit: { does: 'the process ends with 0; with 1 if a step failed', file: 'cli/serve.ts' },
} as const satisfies Steps;

/** How a market is closed: what stands on the adapters goes before them. */
export const marketSteps = {
  app: { does: 'the app is closed', file: 'app.ts', takes: 'app' },
  adapters: { does: 'the adapters are closed', file: 'main.ts', takes: 'adapters' },
} as const satisfies Steps;

/** How the app is closed. Whoever still asks for something is closed before who answers it. */
export const appSteps = {
  doors: {
    does: 'the gateway and, beside it, the auditor are closed: nobody new is let in while it finishes its look at the books',
    file: 'gateway/gateway.ts, audit/auditor.ts',
    takes: 'gateway',
  },
  analyst: { does: 'reports that are being read are given up', file: 'threads/analyst-worker.ts' },
  media: { does: 'broadcasts, recordings and pipes end', file: 'media/local-media.ts' },
  printer: { does: 'the printer of labels and statements ends', file: 'adapters/pdf/open.ts' },
  outbox: {
    does: 'refunds, settlement and webhooks finish the fact that they are at; their cursors stand',
    file: 'subscribers/outbox.ts',
  },
  webhooks: { does: 'connections of webhooks are closed', file: 'adapters/webhooks/sender.ts' },
  peers: {
    does: 'the other servers are left: whoever forwards to this one finds it gone and decides itself',
    file: 'adapters/peers/ws.ts',
  },
  clock: { does: 'the clock is compared no more', file: 'gateway/watches/clock-watch.ts' },
  logs: {
    does: 'each log commits what waits in its queue and writes a snapshot, the shop’s last; leases are given up',
    file: 'application/engines.ts',
  },
  viewers: { does: 'this server’s viewers are no longer counted', file: 'ports/viewer-counter.ts' },
  bus: { does: 'nothing more is heard of the other servers', file: 'ports/bus.ts' },
  files: { does: 'the files of the store are watched no more', file: 'gateway/watches/file-watch.ts' },
  storeWatch: {
    does: 'log lines that the store watch held are written',
    file: 'gateway/watches/store-watch.ts',
  },
} as const satisfies Steps;

/** How the gateway is closed: answers first, then goodbyes, then what was only kept in memory. */
export const gatewaySteps = {
  commands: {
    does: 'no command is taken any more, `/readyz` answers 503, commands that are being decided get their answers',
    file: 'gateway/connection/traffic.ts',
    withinMs: 2_500,
  },
  goodbyes: {
    does: 'each socket is told `bye` with `DRAIN` and closed, and has this time to leave',
    file: 'gateway/transport/transport.ts',
    withinMs: 1_000,
  },
  hearing: { does: 'nothing more is heard of streams and other servers', file: 'gateway/gateway.ts' },
  rooms: { does: 'rooms and sessions of viewers and consoles end', file: 'gateway/connection/' },
  sandbox: { does: 'test payments send no more notices', file: 'ports/sandbox-provider.ts' },
  http: {
    does: 'the port is closed; answers over HTTP that are under way get a moment, then they are cut',
    file: 'gateway/http/bounded-http-server.ts',
    withinMs: 500,
  },
  slowAnswers: { does: 'slow readers are watched no more', file: 'gateway/limits/slow-answers.ts' },
  exposures: { does: 'what screens have shown is written', file: 'gateway/audience/exposures.ts' },
  presence: { does: 'the last rows of the audience are written', file: 'gateway/audience/presence.ts' },
  sampledLog: { does: 'log lines that were held back are written', file: 'gateway/logging/sampled-log.ts' },
  trimming: {
    does: 'the security log is trimmed no more; the step that is under way ends',
    file: 'gateway/security/trim.ts',
  },
  securityLog: {
    does: 'entries of the security log that wait are written',
    file: 'gateway/security/security-log.ts',
    withinMs: 2_000,
  },
} as const satisfies Steps;

/** How the adapters are closed: the stores last. */
export const adapterSteps = {
  clock: { does: 'the database’s clock is followed no more', file: 'adapters/system/following-clock.ts' },
  redis: { does: 'the connections to Redis are closed', file: 'adapters/redis/redis.ts' },
  stores: {
    does: 'the stores are closed with their threads; SQLite folds its write-ahead log into the file',
    file: 'adapters/sql/',
  },
} as const satisfies Steps;

/** The steps of each owner, as docs/shutdown.md numbers them. */
export const stepsOf: Readonly<Record<Owner, Steps>> = {
  market: marketSteps,
  app: appSteps,
  gateway: gatewaySteps,
  adapters: adapterSteps,
};

/**
 * Takes the steps of one owner, one after the other, in the order of the table; the first begins before this returns.
 * What one throws ends the shutdown there.
 * @param actions one for each step: a step without one does not compile
 */
export async function takeSteps<Name extends string>(
  steps: Readonly<Record<Name, ShutdownStep>>,
  actions: Readonly<Record<NoInfer<Name>, () => unknown>>,
): Promise<void> {
  for (const name of Object.keys(steps) as Name[]) await actions[name]();
}
