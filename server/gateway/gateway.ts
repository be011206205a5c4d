import { createServer, type Server as HttpServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Express } from 'express';
import { COMMAND_LINE } from '../application/account/staff.ts';
import { clientAddresses, peerKey } from './client-address.ts';
import { ConsoleNamespace } from './connection/console-namespace.ts';
import { LiveNamespace } from './connection/live-namespace.ts';
import { refusedConnection } from './connection/refused-connection.ts';
import { type Counters, newCounters } from './counters.ts';
import type { GatewayDeps } from './deps.ts';
import { openEveningLog } from './evening-log.ts';
import { openExposures } from './exposures.ts';
import { openGuests } from './guests.ts';
import { httpApp } from './http/http-app.ts';
import { admitWithin } from './limits/admission.ts';
import { KeyedBuckets } from './limits/bucket.ts';
import { Cap } from './limits/cap.ts';
import { connectionBudgets } from './limits/connection-budget.ts';
import { connectionCap } from './limits/connection-cap.ts';
import { guessedCodes } from './limits/guessed-codes.ts';
import { guestRate } from './limits/guest-rate.ts';
import { watchHandshakes } from './limits/handshake.ts';
import { KnownBuyers } from './limits/known-buyers.ts';
import { openSharedBuckets } from './limits/shared-buckets.ts';
import { slowAnswers } from './limits/slow-answers.ts';
import { cutIfStalled } from './limits/stalled-answers.ts';
import { bucketSize, mostOf, type Settings } from './limits/table.ts';
import { openPresence } from './presence.ts';
import { sampledLog } from './sampled-log.ts';
import { openSecurityLog } from './security/security-log.ts';
import { keepTrimmed } from './security/trim.ts';
import { openStaffSessions } from './staff-sessions.ts';
import { openTraffic, type Traffic } from './traffic.ts';
import { connectionCount, openSocketServer } from './transport/transport.ts';

/** A body that dawdles is cut off after 10 s; so are headers (slowloris). */
const REQUEST_TIMEOUT_MS = 10_000;
/** What an answer has for itself where no limit says how long it may stand still. */
const GRACE_MS = 30_000;
const LAST_ANSWERS_MS = 500;
const GOODBYES_MS = 1_000;
const GOODBYE_LOOK_MS = 20;
/** Commands that are being decided when the server is told to stop get their answers first. */
const LAST_COMMANDS_MS = 2_500;

export interface Gateway {
  httpServer: HttpServer;
  /** Every route over HTTP. */
  app: Express;
  traffic: Traffic;
  /** What /metrics tells of this server. */
  counters: Counters;
  /** Somebody's rights or sessions are others now, by an act that did not come through this door. */
  staffChanged(staffId: string, endedSessions: readonly string[]): void;
  /** Begins to count the audience, then listens. @returns the port */
  listen(): Promise<number>;
  /** Where this server reaches itself, once it listens: `http://127.0.0.1:3000`. */
  selfUrl(): string;
  /** Takes no more commands, answers those it has, says goodbye to all, and writes the last audience rows. */
  close(): Promise<void>;
}

/** The whole front door: sockets and HTTP on one port. Nothing is opened to the world before `listen`. */
export function buildGateway(deps: GatewayDeps): Gateway {
  const { bus, clock, config, log } = deps;
  const settings: Settings = {
    ...config.limits,
    socketsPerAddress: config.maxConnectionsPerAddress,
    socketsPerAccount: config.maxConnectionsPerAccount,
  };
  const strangers = sampledLog(log, clock);
  const counters = newCounters(deps.faults);
  const guests = openGuests(deps);
  const sessions = openStaffSessions(deps);
  const presence = openPresence(deps);
  const exposures = openExposures(deps);
  const security = openSecurityLog({ ...deps, store: deps.securityStore ?? null });
  const trimmed =
    deps.securityStore &&
    keepTrimmed({
      ...{ store: deps.securityStore, clock: deps.clock, config },
      onFault: (fault) =>
        log.warn({ err: fault, context: 'security log' }, 'the security log could not be cut'),
    });
  const accounts = new Cap(mostOf('socketsOfAccount', settings));
  const traffic = openTraffic();
  const addresses = clientAddresses(config, log);
  const cap = connectionCap(mostOf('connections', settings), {
    clock,
    onSilentClosed(key) {
      counters.silentClosed += 1;
      strangers.warn({ of: key }, 'there are as many connections as there may be: a silent one was closed');
    },
    onDisplaced(key) {
      counters.viewersDisplaced += 1;
      strangers.warn({ of: key }, 'there are as many viewers as there may be: one went for a newcomer');
    },
    onTurnedAway() {
      counters.connectionsTurnedAway += 1;
      strangers.warn({}, 'there are as many connections as there may be: a newcomer was turned away');
    },
  });

  const onCut = () => {
    counters.answersCut += 1;
  };
  const graceMs = mostOf('stalledAnswers', settings) || GRACE_MS;
  const slow = slowAnswers(mostOf('slowAnswers', settings), { graceMs, onCut });
  // Engine.IO takes what is its own before the listeners that were there when it came; so this one comes first.
  let answer: RequestListener = (_, response) => response.writeHead(503).end();
  const httpServer = createServer(
    {
      requestTimeout: REQUEST_TIMEOUT_MS,
      headersTimeout: REQUEST_TIMEOUT_MS,
      connectionsCheckingInterval: 2_000,
    },
    (request, response) => {
      cutIfStalled(response, mostOf('stalledAnswers', settings), onCut);
      slow.watch(response);
      counters.http.watch(request, response);
      if (addresses.isReadable(request)) cap.isOf(request.socket, addresses.of(request).key);
      response.once('close', cap.works(request.socket));
      answer(request, response);
    },
  );
  httpServer.on('connection', (wire) => cap.came(wire, peerKey(wire)));
  const handshakes = watchHandshakes(config, {
    ...{ strangers, counters, addresses, cap },
    rate: new KeyedBuckets(bucketSize('handshakes', settings), clock),
    sockets: new Cap(mostOf('socketsOfAddress', settings)),
  });
  const budgets = connectionBudgets(config.limits, clock);
  const io = openSocketServer(httpServer, handshakes, { budgets, clock });
  // Socket.IO has a place that all may join unless somebody stands there.
  io.of('/').use(
    admitWithin({ budgets, clock, counters, onFault: () => {} }, async () =>
      refusedConnection({ code: 'NOT_FOUND' }),
    ),
  );
  const guessed = guessedCodes(deps);
  const known = new KnownBuyers(clock);
  const buckets = openSharedBuckets({ ...deps, known });
  const live = new LiveNamespace(io.of('/live'), {
    ...deps,
    guessed,
    known,
    buckets,
    guests,
    sessions,
    presence,
    exposures,
    counters,
    traffic,
    accounts,
    addresses,
    sampledLog: strangers,
    budgets,
    cap,
  });
  const staff = new ConsoleNamespace(io.of('/console'), {
    ...deps,
    guessed,
    sessions,
    presence,
    counters,
    traffic,
    accounts,
    sampledLog: strangers,
    budgets,
    addresses,
    security,
    cap,
  });
  function onSessionEnded(sessionHash: string): void {
    staff.signInEnded(sessionHash);
    bus.publish({ kind: 'session_ended', sessionHash });
  }
  function onStaffChanged(staffId: string): void {
    staff.staffChanged(staffId);
    bus.publish({ kind: 'staff_changed', staffId });
  }
  const app = httpApp({
    ...deps,
    guests,
    buckets,
    admitNewcomer: guestRate(settings, deps.clock),
    sessions,
    counters,
    connections: cap.count,
    addresses,
    strangers,
    security,
    isDraining: () => traffic.isStopping,
    onSessionEnded,
    onStaffChanged,
    async onMerged(guestIds) {
      await live.becameAnother(guestIds);
      bus.publish({ kind: 'guests_merged', guestIds: [...guestIds] });
    },
  });
  answer = app;
  const evening = openEveningLog(deps);
  const unsubscribe = bus.subscribe((message) => {
    if (message.kind === 'session_ended') staff.signInEnded(message.sessionHash);
    if (message.kind === 'staff_changed') staff.staffChanged(message.staffId);
    if (message.kind === 'codes_guessed') guessed.heard(message);
    if (message.kind !== 'guests_merged') return;
    live.becameAnother(message.guestIds).catch((fault: unknown) => {
      log.error({ err: fault, context: 'viewers' }, 'guests merged elsewhere could not be looked up');
    });
  });

  return {
    httpServer,
    app,
    traffic,
    counters,
    staffChanged(staffId, endedSessions) {
      for (const session of endedSessions) {
        onSessionEnded(session);
        security.note({ kind: 'session_ended', staffId: COMMAND_LINE, ip: null, about: staffId });
      }
      onStaffChanged(staffId);
    },
    async listen() {
      await presence.start();
      await new Promise<void>((resolve, reject) => {
        httpServer.once('error', reject);
        httpServer.listen(config.port, config.host, () => {
          httpServer.off('error', reject);
          resolve();
        });
      });
      return portOf(httpServer);
    },
    selfUrl: () => `http://${loopbackOf(config.host)}:${portOf(httpServer)}`,
    async close() {
      await traffic.stop(LAST_COMMANDS_MS);
      live.sayByeToAll();
      staff.sayByeToAll();
      // Closing the server throws away what is not written yet: goodbyes get the time to leave.
      const lastMs = performance.now() + GOODBYES_MS;
      while (connectionCount(io) > 0 && performance.now() < lastMs) await pause(GOODBYE_LOOK_MS);
      unsubscribe();
      evening.close();
      live.close();
      staff.close();
      deps.sandbox.close();
      httpServer.closeIdleConnections();
      // What is still being answered gets a moment; a peer that dawdles does not hold the stop up.
      const cutOff = setTimeout(() => httpServer.closeAllConnections(), LAST_ANSWERS_MS);
      await io.close();
      clearTimeout(cutOff);
      slow.close();
      await exposures.close();
      await presence.close();
      strangers.close();
      await trimmed?.close();
      await security.close();
    },
  };
}

function portOf(httpServer: HttpServer): number {
  return (httpServer.address() as AddressInfo).port;
}

/** A server that listens everywhere is reached on its own machine. */
function loopbackOf(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
