import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { memoryAttemptLimiter } from '../../server/adapters/attempt-limiter/memory.ts';
import { inProcessBus } from '../../server/adapters/bus/in-process.ts';
import { openSecrets } from '../../server/adapters/crypto/secrets.ts';
import { memorySecurityLog } from '../../server/adapters/memory/memory-security.ts';
import { openSandbox } from '../../server/adapters/payments/sandbox/sandbox.ts';
import { systemClock } from '../../server/adapters/system/clock.ts';
import { systemIds } from '../../server/adapters/system/ids.ts';
import { inProcessViewerCounter } from '../../server/adapters/viewer-counter/in-process.ts';
import { readConfig } from '../../server/config.ts';
import type { GatewayDeps } from '../../server/gateway/deps.ts';
import { countingLog } from '../../server/gateway/faults/faults.ts';
import { Gateway } from '../../server/gateway/gateway.ts';
import { attemptSizes } from '../../server/gateway/limits/table.ts';
import { createLog } from '../../server/gateway/logging/log.ts';
import type { LiveMedia } from '../../server/media/live-media.ts';
import type { Analyst } from '../../server/ports/analyst.ts';
import type { Bus } from '../../server/ports/bus.ts';
import type { SecurityEntry } from '../../server/ports/security-log.ts';
import type { Ack } from '../../shared/contract/answer.ts';
import type { StaffRole } from '../../shared/market/account/contract.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol.ts';
import { fakeAudience, fakeDirectory } from './fake-directory.ts';
import { fakeMarket } from './fake-market.ts';
import { noLiveMedia } from './no-live-media.ts';

export const MASTER = 'a secret for tests, thirty-two characters or more';
export const SLUG = 'potato-day';

/** Nobody reads logs here: there are none. */
const noAnalyst: Analyst = {
  floor: async () => null,
  funnel: async () => null,
  parts: async () => null,
  moment: async () => null,
  steps: async () => null,
  persons: async () => null,
  facts: async () => [],
  close: async () => {},
};

/** A real server on 127.0.0.1 over a fake market. Call `close` when done. */
export async function openHouse(
  options: {
    environment?: Record<string, string>;
    items?: number;
    bus?: Bus;
    media?: LiveMedia;
    /** Another node of the same market: what people are and what is sold is one. */
    beside?: { market: ReturnType<typeof fakeMarket>; directory: ReturnType<typeof fakeDirectory> };
  } = {},
) {
  const dataDir = mkdtempSync(join(tmpdir(), 'fairday-gateway-'));
  const config = readConfig({
    NODE_ENV: 'test',
    EMBED_ORIGINS: 'https://county.example',
    PORT: '0',
    DATA_DIR: dataDir,
    AUTH_SECRET: MASTER,
    LOG_LEVEL: 'silent',
    MAX_CONNECTIONS_PER_ACCOUNT: '100',
    ...options.environment,
  });
  const market = options.beside?.market ?? fakeMarket(options);
  const directory = options.beside?.directory ?? fakeDirectory();
  const audience = fakeAudience();
  const secrets = openSecrets({ master: MASTER, country: '86' });
  const clock = systemClock();
  const lost: string[] = [];
  const warnings: string[] = [];
  const log = createLog(config.logLevel);
  log.warn = ((_: object, what: string) => warnings.push(what)) as never;
  let gateway: Gateway | null = null;
  /** How often the way was taken and freed. */
  const way = { taken: 0, freed: 0 };
  const sandbox = openSandbox({
    master: MASTER,
    clock,
    ids: systemIds,
    webhookUrl: () => `${gateway!.selfUrl()}/api/v1/payments/sandbox/webhook`,
    onLost: (_, why) => lost.push(why),
  });
  const security = aSecurityStore();
  const deps: GatewayDeps = {
    config,
    securityStore: security,
    version: '1.2.3',
    application: market.application,
    media: options.media ?? noLiveMedia,
    readers: market.readers,
    analyst: noAnalyst,
    directory,
    audience,
    publications: market.publications,
    isCurrent: () => true,
    bus: options.bus ?? inProcessBus(),
    crowd: inProcessViewerCounter(),
    nodeId: 'main',
    secrets,
    tries: memoryAttemptLimiter(attemptSizes(config.limits)),
    way: {
      take: () => {
        way.taken += 1;
      },
      free: () => {
        way.freed += 1;
      },
    },
    sandbox: sandbox.desk,
    clock,
    ids: systemIds,
    ...countingLog(log),
  };
  gateway = new Gateway(deps);
  const port = await gateway.listen();
  const url = `http://127.0.0.1:${port}`;
  const sockets: Socket[] = [];

  async function connect(namespace: 'live' | 'console', token: string, headers: Record<string, string> = {}) {
    const socket = io(`${url}/${namespace}`, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      auth: { token },
      extraHeaders: headers,
    });
    sockets.push(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    return socket;
  }

  return {
    gateway,
    url,
    port,
    market,
    directory,
    audience,
    secrets,
    sandbox,
    config,
    connect,
    lost,
    security,
    way,
    /** The server's own clock, which `Date.now()` may be a millisecond ahead of. */
    clock,
    /** What the server warned its operator of. */
    warnings,
    async guest(): Promise<{ token: string; buyerId: string }> {
      return (await (await fetch(`${url}/api/v1/guest`, { method: 'POST' })).json()) as never;
    },
    async viewer() {
      return connect('live', (await this.guest()).token);
    },
    async staff(role: StaffRole = 'host', password = 'correct horse') {
      const staffId = systemIds.next();
      const email = `${staffId}@market.example`;
      const passwordHash = await secrets.hashPassword(password);
      await directory.addStaff({ staffId, email, name: 'A Host', role, producerId: null, passwordHash });
      return { staffId, email, password };
    },
    async session(role: StaffRole = 'host') {
      const { staffId } = await this.staff(role);
      const token = secrets.randomToken();
      const tokenHash = secrets.digest(token);
      await directory.addSession({ tokenHash, staffId, untilMs: clock.nowMs() + 3_600_000 });
      return { staffId, token, tokenHash };
    },
    async close() {
      for (const socket of sockets) socket.disconnect();
      await gateway!.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** A security log in memory, which can be told to take nothing. */
function aSecurityStore() {
  const kept = memorySecurityLog();
  const entries = () => kept.page({ kind: null, sinceMs: null, untilMs: null, after: null, limit: 1_000 });
  let written = 0;
  const store = {
    ...kept,
    isDown: false,
    tries: 0,
    async write(batch: readonly SecurityEntry[]): Promise<void> {
      store.tries += 1;
      if (store.isDown) throw new Error('The security log of this house takes nothing.');
      written += batch.length;
      await kept.write(batch);
    },
    entries,
    written: () => written,
    /** So many entries of a system that was added, one a second. */
    fill: (count: number) =>
      kept.write(
        Array.from({ length: count }, (_, n) => ({
          ...{
            entryId: systemIds.next(),
            atMs: 1_790_000_000_000 + n * 1_000,
            kind: 'webhook_added' as const,
          },
          ...{
            times: 1,
            isStranger: false,
            staffId: 'operator',
            account: null,
            session: null,
            address: null,
          },
          ...{ what: null, about: 'https://system.example', stream: null, rows: null },
        })),
      ),
  };
  return store;
}

export type House = Awaited<ReturnType<typeof openHouse>>;

export function hello(more: Record<string, unknown> = {}) {
  return { protocol: PROTOCOL_VERSION, slug: SLUG, ...more };
}

/** Sends a command and waits for its ack, at most 5 s. */
export function ask<R = Record<string, unknown>>(
  socket: Socket,
  event: string,
  request: unknown,
): Promise<Ack<R>> {
  return socket.timeout(5_000).emitWithAck(event, request) as Promise<Ack<R>>;
}

/** Waits until something holds, at most `ms`; the wait is short and bounded. */
export async function until(holds: () => boolean, ms = 5_000): Promise<void> {
  const end = Date.now() + ms;
  while (!holds()) {
    if (Date.now() > end) throw new Error('It did not come to pass.');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** The proof that the process lives and serves others: a new viewer joins and is answered. */
export async function isWell(house: House): Promise<boolean> {
  const socket = await house.viewer();
  const reply = await ask(socket, 'hello', hello());
  socket.disconnect();
  return reply.ok;
}
