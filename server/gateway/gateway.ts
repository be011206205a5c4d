import { setTimeout as pause } from 'node:timers/promises';
import type { Express } from 'express';
import type { Server } from 'socket.io';
import { COMMAND_LINE } from '../application/account/staff.ts';
import type { Config } from '../config.ts';
import type { BusMessage } from '../ports/bus.ts';
import { gatewaySteps, takeSteps } from '../shutdown.ts';
import { openExposures } from './audience/exposures.ts';
import { Presence } from './audience/presence.ts';
import { ShowRequests } from './audience/show-requests.ts';
import { ConsoleNamespace } from './connection/console-namespace.ts';
import { LiveNamespace } from './connection/live-namespace.ts';
import { refusedConnection } from './connection/refused-connection.ts';
import { openTraffic } from './connection/traffic.ts';
import type { GatewayDeps } from './deps.ts';
import { BoundedHttpServer } from './http/bounded-http-server.ts';
import { httpApp } from './http/http-app.ts';
import { admitWithin } from './limits/admission.ts';
import { KeyedBuckets } from './limits/bucket.ts';
import { Cap } from './limits/cap.ts';
import { connectionBudgets } from './limits/connection-budget.ts';
import { ConnectionCap } from './limits/connection-cap.ts';
import { type GuessedCodes, guessedCodes } from './limits/guessing-alarm.ts';
import { guestRate } from './limits/guest-rate.ts';
import { watchHandshakes } from './limits/handshake.ts';
import { KnownBuyers } from './limits/known-buyers.ts';
import { openSharedBuckets } from './limits/shared-buckets.ts';
import { bucketSize, mostOf, type Settings } from './limits/table.ts';
import { openEveningLog } from './logging/evening-log.ts';
import { type SampledLog, sampledLog } from './logging/sampled-log.ts';
import { type Counters, newCounters } from './metrics/counters.ts';
import { SecurityLog } from './security/security-log.ts';
import { keepTrimmed } from './security/trim.ts';
import { connectionCount, openSocketServer } from './transport/transport.ts';
import { clientAddresses } from './visitors/client-address.ts';
import { openGuests } from './visitors/guests.ts';
import { openStaffSessions } from './visitors/staff-sessions.ts';

const GOODBYE_LOOK_MS = 20;

/** The gateway: sockets and HTTP on one port. It accepts no connection before `listen`. */
export class Gateway {
  /** The source of /metrics. */
  readonly counters: Counters;
  readonly traffic = openTraffic();
  /** The HTTP application with all routes. */
  readonly app: Express;
  readonly #deps: GatewayDeps;
  readonly #settings: Settings;
  readonly #sampled: SampledLog;
  readonly #presence;
  readonly #exposures;
  readonly #security;
  readonly #trimming: ReturnType<typeof keepTrimmed> | null;
  readonly #guessed: GuessedCodes;
  readonly #http: BoundedHttpServer;
  readonly #sockets: Server;
  readonly #live: LiveNamespace;
  readonly #console: ConsoleNamespace;
  readonly #evening: { close(): void };
  readonly #stopHearing: () => void;

  constructor(deps: GatewayDeps) {
    const { clock, config, log } = deps;
    const settings = limitSettings(config);
    this.#deps = deps;
    this.#settings = settings;
    this.counters = newCounters(deps.faults);
    this.#sampled = sampledLog(log, clock);
    this.#presence = new Presence(deps);
    this.#exposures = openExposures(deps);
    this.#security = new SecurityLog({ ...deps, store: deps.securityStore ?? null });
    this.#trimming = openTrimming(deps);
    this.#guessed = guessedCodes(deps);
    const addresses = clientAddresses(config, log);
    const cap = this.#openCap();
    this.#http = new BoundedHttpServer(settings, { addresses, cap, counters: this.counters });
    const parts = {
      ...deps,
      addresses,
      cap,
      guests: openGuests(deps),
      sessions: openStaffSessions(deps),
      known: new KnownBuyers(clock),
      budgets: connectionBudgets(config.limits, clock),
      accounts: new Cap(mostOf('socketsOfAccount', settings)),
      counters: this.counters,
      traffic: this.traffic,
      guessed: this.#guessed,
      presence: this.#presence,
      exposures: this.#exposures,
      showRequests: new ShowRequests({ ...deps, settings }),
      security: this.#security,
      sampledLog: this.#sampled,
    };
    const buckets = openSharedBuckets(parts);
    const handshakes = watchHandshakes(config, {
      ...parts,
      rate: new KeyedBuckets(bucketSize('handshakes', settings), clock),
      sockets: new Cap(mostOf('socketsOfAddress', settings)),
    });
    this.#sockets = openSocketServer(this.#http.server, handshakes, parts);
    // Socket.IO opens the namespace "/" to every client unless a middleware refuses.
    this.#sockets
      .of('/')
      .use(
        admitWithin({ ...parts, onFault: () => {} }, async () => refusedConnection({ code: 'NOT_FOUND' })),
      );
    this.#live = new LiveNamespace(this.#sockets.of('/live'), { ...parts, buckets });
    this.#console = new ConsoleNamespace(this.#sockets.of('/console'), parts);
    this.app = this.#openHttp({ ...parts, buckets });
    this.#http.answerBy(this.app);
    this.#evening = openEveningLog(deps);
    this.#stopHearing = deps.bus.subscribe((message) => this.#hear(message));
  }

  /** Ends sessions and re-judges consoles after a change of rights on the command line. */
  staffChanged(staffId: string, endedSessions: readonly string[]): void {
    for (const session of endedSessions) {
      this.#endSession(session);
      this.#security.note({ kind: 'session_ended', staffId: COMMAND_LINE, ip: null, about: staffId });
    }
    this.#judgeAgain(staffId);
  }

  /** Begins to count the audience, then listens. @returns the port */
  async listen(): Promise<number> {
    const { port, host } = this.#deps.config;
    await this.#presence.start();
    return this.#http.listen(port, host);
  }

  /** The address at which this server reaches itself, after `listen`: `http://127.0.0.1:3000`. */
  selfUrl(): string {
    return `http://${loopbackOf(this.#deps.config.host)}:${this.#http.port}`;
  }

  /** Admits no more commands, answers those in progress, says goodbye to all, and writes the last audience rows. */
  close(): Promise<void> {
    return takeSteps(gatewaySteps, {
      commands: () => this.traffic.stop(gatewaySteps.commands.withinMs),
      goodbyes: () => this.#sayGoodbye(),
      hearing: () => {
        this.#stopHearing();
        this.#evening.close();
      },
      rooms: () => {
        this.#live.close();
        this.#console.close();
      },
      sandbox: () => this.#deps.sandbox.close(),
      http: () => this.#http.close(() => this.#sockets.close()),
      slowAnswers: () => this.#http.stopWatching(),
      exposures: () => this.#exposures.close(),
      presence: () => this.#presence.close(),
      sampledLog: () => this.#sampled.close(),
      trimming: () => this.#trimming?.close(),
      securityLog: () => this.#security.close(),
    });
  }

  /** Says goodbye and waits until sockets are closed: closing the server drops unsent data. */
  async #sayGoodbye(): Promise<void> {
    this.#live.sayByeToAll();
    this.#console.sayByeToAll();
    const lastMs = performance.now() + gatewaySteps.goodbyes.withinMs;
    while (connectionCount(this.#sockets) > 0 && performance.now() < lastMs) await pause(GOODBYE_LOOK_MS);
  }

  #openCap(): ConnectionCap {
    const { counters } = this;
    const sampled = this.#sampled;
    return new ConnectionCap(mostOf('connections', this.#settings), {
      clock: this.#deps.clock,
      onSilentClosed(key) {
        counters.silentClosed += 1;
        sampled.warn({ of: key }, 'there are as many connections as there may be: a silent one was closed');
      },
      onDisplaced(key) {
        counters.viewersDisplaced += 1;
        sampled.warn({ of: key }, 'there are as many viewers as there may be: one went for a newcomer');
      },
      onTurnedAway() {
        counters.connectionsTurnedAway += 1;
        sampled.warn({}, 'there are as many connections as there may be: a newcomer was turned away');
      },
    });
  }

  #openHttp(
    parts: Omit<
      Parameters<typeof httpApp>[0],
      'admitNewcomer' | 'connections' | 'isDraining' | 'onSessionEnded' | 'onStaffChanged' | 'onMerged'
    > & { cap: ConnectionCap },
  ): Express {
    const { bus, clock } = this.#deps;
    return httpApp({
      ...parts,
      admitNewcomer: guestRate(this.#settings, clock),
      connections: () => parts.cap.count,
      isDraining: () => this.traffic.isStopping,
      onSessionEnded: (sessionHash) => this.#endSession(sessionHash),
      onStaffChanged: (staffId) => this.#judgeAgain(staffId),
      onMerged: async (guestIds) => {
        await this.#live.becameAnother(guestIds);
        bus.publish({ kind: 'guests_merged', guestIds: [...guestIds] });
      },
    });
  }

  #endSession(sessionHash: string): void {
    this.#console.signInEnded(sessionHash);
    this.#deps.bus.publish({ kind: 'session_ended', sessionHash });
  }

  #judgeAgain(staffId: string): void {
    this.#console.staffChanged(staffId);
    this.#deps.bus.publish({ kind: 'staff_changed', staffId });
  }

  /** Takes a message of another server. */
  #hear(message: BusMessage): void {
    if (message.kind === 'session_ended') this.#console.signInEnded(message.sessionHash);
    if (message.kind === 'staff_changed') this.#console.staffChanged(message.staffId);
    if (message.kind === 'codes_guessed') this.#guessed.heard(message);
    if (message.kind !== 'guests_merged') return;
    this.#live.becameAnother(message.guestIds).catch((fault: unknown) => {
      const about = { err: fault, context: 'viewers' };
      this.#deps.log.error(about, 'guests merged elsewhere could not be looked up');
    });
  }
}

function limitSettings(config: Config): Settings {
  return {
    ...config.limits,
    socketsPerAddress: config.maxConnectionsPerAddress,
    socketsPerAccount: config.maxConnectionsPerAccount,
  };
}

function openTrimming({ securityStore: store, clock, config, log }: GatewayDeps) {
  if (!store) return null;
  return keepTrimmed({
    ...{ store, clock, config },
    onFault: (fault) =>
      log.warn({ err: fault, context: 'security log' }, 'the security log could not be cut'),
  });
}

/** The loopback address, for a server that listens on all interfaces. */
function loopbackOf(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
