import type { Express } from 'express';
import type { PaymentMethod } from '../shared/contract/payment.ts';
import { memoryAttemptLimiter } from './adapters/attempt-limiter/memory.ts';
import { inProcessBus } from './adapters/bus/in-process.ts';
import { readLastBackup } from './adapters/files/last-backup.ts';
import { openRecordings } from './adapters/files/recordings.ts';
import { noMedia } from './adapters/no-media.ts';
import { noPackager } from './adapters/no-packager.ts';
import { cashOnDelivery } from './adapters/payments/cash-on-delivery.ts';
import { openSandbox } from './adapters/payments/sandbox/sandbox.ts';
import { openPrinter } from './adapters/pdf/open.ts';
import { diskOf, sizeOf } from './adapters/system/disk.ts';
import { inProcessViewerCounter } from './adapters/viewer-counter/in-process.ts';
import { openSender } from './adapters/webhooks/sender.ts';
import type { Application } from './application/application.ts';
import type { ApplicationDeps } from './application/deps.ts';
import { Engines, type LogDiverged } from './application/engines.ts';
import { pauseDivergedLog } from './application/stream/log-diverged.ts';
import { numberOlderStreams } from './application/stream/number-streams.ts';
import { pauseForAudit } from './application/stream/pause.ts';
import { analystOver } from './audit/analyst.ts';
import type { AuditReader } from './audit/audit-reader.ts';
import { Auditor } from './audit/auditor.ts';
import { findingText } from './audit/broken.ts';
import { composeApplication } from './compose.ts';
import type { Config } from './config.ts';
import { newCommitTimes } from './event-log/ports/commit-times.ts';
import type { Snapshots } from './event-log/ports/snapshots.ts';
import type { Store } from './event-log/ports/store.ts';
import { DamagedSnapshot } from './event-log/replica/load.ts';
import { countingLog, type FaultCounts } from './gateway/faults/faults.ts';
import { Gateway } from './gateway/gateway.ts';
import { attemptSizes } from './gateway/limits/table.ts';
import type { Log } from './gateway/logging/log.ts';
import { toldUnavailable } from './gateway/metrics/counters.ts';
import { watchClock } from './gateway/watches/clock-watch.ts';
import { watchFiles } from './gateway/watches/file-watch.ts';
import { StoreWatch } from './gateway/watches/store-watch.ts';
import type { Clock, Ids } from './lib/clock.ts';
import { version } from './lib/version.ts';
import { logKinds } from './logs.ts';

import type { LiveMedia } from './media/live-media.ts';
import { LocalMedia } from './media/local-media.ts';
import { MediaAcrossNodes } from './media/media-across-nodes.ts';
import { MEDIA_CALLS } from './media/media-calls.ts';
import { type MediaHomes, openMediaHomes } from './media/media-homes.ts';
import { answerPeers } from './peers/answer.ts';
import { onlyInForm } from './peers/arguments.ts';
import { forwarded } from './peers/forwarded.ts';
import type { Analyst } from './ports/analyst.ts';
import type { AttemptLimiter } from './ports/attempt-limiter.ts';
import type { AudienceStore } from './ports/audience.ts';
import type { BackgroundThrottle } from './ports/background-throttle.ts';
import type { Bus } from './ports/bus.ts';
import type { Directory } from './ports/directory.ts';
import type { Media } from './ports/media.ts';
import type { Packager } from './ports/packager.ts';
import type { PaymentProvider } from './ports/payments.ts';
import { type PeerAnswer, type PeerCall, PeerGone, type Peers } from './ports/peers.ts';
import type { Readers } from './ports/readers.ts';
import type { Secrets } from './ports/secrets.ts';
import type { SecurityLogStore } from './ports/security-log.ts';
import type { SettlementStore } from './ports/settlement.ts';
import type { LostFiles } from './ports/store-files.ts';
import type { ViewerCounter } from './ports/viewer-counter.ts';
import type { WebhookStore } from './ports/webhooks.ts';
import { appSteps, takeSteps } from './shutdown.ts';
import { secretsOf } from './startup/secrets-of.ts';
import type { Outbox } from './subscribers/outbox.ts';
import type { WebhookAdmin } from './subscribers/webhooks/admin.ts';

/** What makes a server one of several over one store. */
export interface Cluster {
  /** Its name: unlike every other's. */
  nodeId: string;
  bus: Bus;
  crowd: ViewerCounter;
  peers: Peers;
  /** Missing: they have no Redis. */
  isRedisUp?: () => boolean;
}

/** What a server stands on; main.ts picks the adapters, tests bring their own. */
export interface World {
  config: Config;
  store: Store;
  readers: Readers;
  directory: Directory;
  audience: AudienceStore;
  settlement?: SettlementStore | null;
  /** Systems outside that are told what happens; without it nobody is told. */
  webhooks?: WebhookStore | null;
  /** Where the security log is kept; without it nothing is noted. */
  security?: SecurityLogStore | null;
  snapshots?: Snapshots | null;
  /** Threads that can wait stand still while it is taken; without it there are none. */
  way?: BackgroundThrottle | null;
  /** Which files the store has lost; without it it keeps none that can be. */
  lostFiles?: LostFiles;
  /** Counted in memory unless several nodes count together. */
  tries?: AttemptLimiter;
  /** What the auditor reads; without it nobody audits. It is the app's to close. */
  books?: AuditReader | null;
  /** Reads whole logs; without it the program's own loop does. It is the app's to close. */
  analyst?: Analyst | null;
  /** Live video; without it there is none. It is the app's to close. */
  media?: Media;
  /** The streams whose host is a drawing (by id); it may grow while the server runs. Without it every host is a person. */
  drawnHosts?: ReadonlySet<string>;
  /** What was written in chats, as it is shown. Without it everybody reads what was written. */
  shownInChat?: (text: string) => string;
  /** Cuts broadcasts for HLS and recordings; without it there are neither. It is the app's to close. */
  packager?: Packager;
  clock: Clock;
  /** The machine's time as it is set now, to compare the clock with; without it nobody does. */
  wallMs?: () => number;
  ids: Ids;
  log: Log;
  /** Where `log` counts the faults that it writes, if it does; else they are counted here. */
  faults?: FaultCounts;
  /** Null: this server is the only one. */
  cluster?: Cluster | null;
  /** Hangs up routes that are no market's, before the pages: the demo's. Without it there are none. */
  furtherRoutes?: (app: Express) => void;
  /** How long a batch waits for company when commands come thick. */
  gatherMs?: number;
  /** How long after no address waited for its tags it is looked again, in ms; absent: seconds. */
  tagEveryMs?: number;
  /** How long the settlement rests after a page of facts, in ms; absent: half a second. */
  settleEveryMs?: number;
  /** The disk can't be trusted any more (C26): ends the process, so that the next one reads what is really there. */
  onFatal?(error: unknown): void;
}

export interface App {
  engines: Engines;
  /** The use cases, here and at the nodes that own a stream. */
  application: Application;
  outbox: Outbox;
  /** Null: nobody outside is told. */
  webhookAdmin: WebhookAdmin | null;
  deps: ApplicationDeps;
  secrets: Secrets;
  gateway: Gateway;
  /** When every open stream was last looked at; null: nobody audits here. */
  audit(): { lookedAtMs: number | null } | null;
  /** Stops taking, finishes what is queued, writes snapshots. The stores stay open: they are the caller's. */
  close(): Promise<void>;
}

/** Batches begin this long after each other at least: fewer commits, for a command that waits two milliseconds at most. */
const GATHER_MS = 2;
/** Names the page that says what to do: it depends on which of them. */
const FILES_LOST =
  'files of the market were deleted or replaced while it is open, and orders can be lost: see “Files that were lost” in docs/operate.md';
/** In the audience rows of a server that is alone, so that it finds its left-overs again. */
const ONLY_NODE = 'main';

/** The whole server without a process: logs awake, use cases ready, the front door built but not yet open. */
export async function buildApp(world: World): Promise<App> {
  const { config, store, readers, directory, audience, clock, ids } = world;
  const { snapshots = null, cluster = null, gatherMs = GATHER_MS } = world;
  let refusedSoFar = () => 0;
  const counted = world.faults ? { log: world.log, faults: world.faults } : countingLog(world.log);
  const storeWatch = new StoreWatch({
    ...{ log: counted.log, clock },
    ask: () => store.head('shop'),
    refusedSoFar: () => refusedSoFar(),
  });
  const { log } = storeWatch;
  let damagedSnapshots = 0;
  const onFault = (error: unknown, context: string) => {
    if (error instanceof DamagedSnapshot) damagedSnapshots += 1;
    log.error({ err: error, context }, 'fault');
  };
  const onFatal = (error: unknown) => world.onFatal?.(error);
  const bus = cluster?.bus ?? inProcessBus();
  const crowd = cluster?.crowd ?? inProcessViewerCounter();

  let answer: (call: PeerCall) => Promise<PeerAnswer> = async () => {
    throw new PeerGone('This node is still starting.', { mayHaveHeard: true });
  };
  const address = (await cluster?.peers.listen((call) => answer(call))) ?? '';
  const node = cluster && { id: cluster.nodeId, address };
  // Who wakes the first streams is not yet ready to be told; nothing was known then that could be lost.
  let onLogDiverged = (_lost: LogDiverged) => {};
  const commitTimes = newCommitTimes();
  const secrets = secretsOf(config);
  const engines = await Engines.open({
    kinds: logKinds,
    store,
    snapshots,
    clock,
    ids,
    bus,
    node,
    gatherMs,
    lotOf: secrets.lot,
    contact: config.contact,
    commitTimes,
    onFault,
    onFatal,
    onLogDiverged: (lost) => onLogDiverged(lost),
  });

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
  const onAlarm = (what: string, details: Record<string, unknown>) => log.warn(details, what);
  const nodeId = cluster?.nodeId ?? null;
  const sender = world.webhooks
    ? openSender({
        allowLoopback: !config.isProduction,
        allowPrivate: config.webhookPrivateAddresses,
      })
    : null;
  const deps: ApplicationDeps = {
    engines,
    store,
    readers,
    directory,
    settlement: world.settlement ?? null,
    outside: world.webhooks && sender ? { webhooks: world.webhooks, sender } : null,
    secrets,
    providers,
    clock,
    ids,
    nodeId,
    tagEveryMs: world.tagEveryMs,
    settleEveryMs: world.settleEveryMs,
    shownInChat: world.shownInChat,
    countryCode: config.countryCode,
    limits: config.limits,
    pausedHere: new Set(),
    onAlarm,
  };
  onLogDiverged = (diverged) => {
    pauseDivergedLog(deps, diverged).catch((error: unknown) => onFault(error, 'log diverged'));
  };
  await numberOlderStreams(deps);
  const { outbox, settlementAdmin, webhookAdmin, ...local } = composeApplication(deps);
  const answerUseCases = onlyInForm(answerPeers(local, engines, clock));
  answer = answerUseCases;
  const application = cluster ? forwarded(local, { engines, peers: cluster.peers, readers, clock }) : local;
  await outbox.resume();
  const recordings = openRecordings(config.dataDir, nodeId ?? ONLY_NODE);
  const homes = nodeId === null ? null : openMediaHomes({ engines, clock, nodeId, address });
  const sfu = world.media ?? noMedia('this server was started without it');
  const localMedia = new LocalMedia({
    media: sfu,
    packager: world.packager ?? noPackager('this server was started without it'),
    limits: config.recording,
    stillEveryMs: config.stillEveryMs,
    ...(world.drawnHosts && { drawnHosts: world.drawnHosts }),
    ...(homes && { claim: homes.claim }),
    ...{ recordings, engines, store, readers, directory, secrets, clock, ids, nodeId, onFault },
    position: application.position,
  });
  const media: LiveMedia = cluster && homes ? overNodes(cluster, homes) : localMedia;
  await media.resume();

  const analyst =
    world.analyst ??
    analystOver(async () => ({
      head: (logId) => store.head(logId),
      facts: (logId, afterSeq, limit) => store.factsAfter(logId, afterSeq, limit),
      close: async () => {},
    }));

  const clockWatch = watchClock({
    clock,
    log,
    aheadMs: () => engines.aheadMs(),
    wallMs: world.wallMs ?? null,
  });
  const printer = openPrinter({ font: config.pdfFont });
  const isReady = async () => (await store.head('shop')) !== null;
  const gateway = new Gateway({
    config,
    version,
    application,
    settlementAdmin,
    webhookAdmin,
    printer,
    media,
    readers,
    analyst,
    directory,
    audience,
    securityStore: world.security ?? null,
    publications: engines,
    isCurrent: () => engines.isCurrent(),
    bus,
    crowd,
    nodeId: nodeId ?? ONLY_NODE,
    secrets,
    sandbox: sandbox.desk,
    tries: world.tries ?? memoryAttemptLimiter(attemptSizes(config.limits)),
    way: world.way ?? null,
    clock,
    ids,
    log,
    faults: counted.faults,
    furtherRoutes: world.furtherRoutes ?? null,
    isReady,
    inside: {
      startedAtMs: clock.nowMs(),
      audit,
      outbox: () => outbox.view(),
      lags: () => outbox.lags(),
      load: () => engines.load(),
      commitTimes,
      clockOff: () => clockWatch.off(),
      damagedSnapshots: () => damagedSnapshots,
      isRedisUp: () => cluster?.isRedisUp?.() ?? null,
      walBytes: async () =>
        config.database.kind === 'sqlite' ? sizeOf(`${config.database.file}-wal`) : null,
      disk: () => diskOf(config.dataDir),
      ...(config.database.kind !== 'memory' && { lastBackup: () => readLastBackup(config.dataDir) }),
      lostFiles: () => fileWatch?.lost() ?? null,
    },
  });
  refusedSoFar = () => toldUnavailable(gateway.counters);
  webhookUrl = () => `${gateway.selfUrl()}/api/v1/payments/sandbox/webhook`;

  const fileWatch = world.lostFiles
    ? watchFiles({
        ...{ clock, lostFiles: world.lostFiles, onFault: (error) => onFault(error, 'store files') },
        onLost: (files) =>
          log.error(
            { err: new Error(FILES_LOST), context: 'store files', code: 'FILES_LOST', files },
            'fault',
          ),
      })
    : null;
  const auditor = world.books ? openAuditor(world.books) : null;
  function audit(): { lookedAtMs: number | null } | null {
    return auditor && { lookedAtMs: auditor.lookedAtMs };
  }

  return {
    engines,
    application,
    outbox,
    webhookAdmin,
    deps,
    secrets,
    gateway,
    audit,
    async close() {
      await takeSteps(appSteps, {
        doors: () => Promise.all([gateway.close(), auditor?.close()]),
        analyst: () => analyst.close(),
        media: () => media.close(),
        printer: () => printer.close(),
        outbox: () => outbox.close(),
        webhooks: () => sender?.close(),
        peers: () => cluster?.peers.close(),
        clock: () => clockWatch.close(),
        logs: () => engines.close(),
        viewers: () => crowd.close(),
        bus: () => bus.close(),
        files: () => fileWatch?.close(),
        storeWatch: () => storeWatch.close(),
      });
    },
  };

  /** Viewers of any node see what is broadcast at another one. */
  function overNodes({ nodeId, peers }: Cluster, homes: MediaHomes): LiveMedia {
    const wide = new MediaAcrossNodes(localMedia, homes, {
      ...{ media: sfu, engines, peers, readers, recordings, clock, ids, nodeId, address, onFault },
      onNote: (note, details) => log.warn(details, note),
    });
    answer = (call) => (call.use.startsWith(MEDIA_CALLS) ? wide.answer(call) : answerUseCases(call));
    return wide;
  }

  function openAuditor(books: AuditReader): Auditor {
    return new Auditor({
      store,
      books,
      clock,
      streams: engines,
      onFault,
      async onFinding(finding) {
        const found = findingText(finding);
        gateway.counters.auditFindings += 1;
        const paused = await pauseForAudit(deps, finding.logId, found);
        log.error(
          { code: 'AUDIT_FAILED', ...finding, paused },
          'the books of a stream are wrong: its sale is paused',
        );
      },
    });
  }
}
