import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, expect, vi } from 'vitest';
import { memoryAttemptLimiter } from '../../server/adapters/attempt-limiter/memory.ts';
import { openHub } from '../../server/adapters/bus/in-process.ts';
import { systemClock } from '../../server/adapters/system/clock.ts';
import { systemIds } from '../../server/adapters/system/ids.ts';
import { inProcessViewerCounter } from '../../server/adapters/viewer-counter/in-process.ts';
import { type App, buildApp } from '../../server/app.ts';
import type { StaffActor } from '../../server/application/application.ts';
import { chatLogOf } from '../../server/chat/chat.ts';
import { readConfig } from '../../server/config.ts';
import { attemptSizes } from '../../server/gateway/limits/table.ts';
import { createLog } from '../../server/gateway/logging/log.ts';
import type { Ledger, Projections } from '../../server/ports/ledger.ts';
import { PeerGone } from '../../server/ports/peers.ts';
import type {
  ChatChange,
  ChatLine,
  ChatModeration,
  ChatWhole,
  OwnSilence,
} from '../../shared/market/chat/contract.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol.ts';
import { HOUR } from '../../shared/values/time.ts';
import type { AuditStores } from '../builders/audit-market.ts';
import { accepted } from '../builders/engine-house.ts';

/** Where the logs lie. */
export interface ChatGround {
  /** How many servers share the store. */
  nodes: number;
  open(): Promise<AuditStores>;
  ledger(): Promise<Ledger & { close(): Promise<void> }>;
  projections(): Promise<Projections & { close(): Promise<void> }>;
  /** All that the store has on the disk, as text. */
  everything(): Promise<string>;
}

interface Screen {
  socket: Socket;
  lines: Map<number, ChatLine>;
  chat: Partial<ChatWhole>;
  /** Whether it may not write, as it was told. */
  silences: (OwnSilence | null)[];
  frames: { atMs: number; change: ChatChange }[];
  /** Bytes of all that it was sent of the chat. */
  chatBytes: number;
}
type Answer = { ok: boolean; code?: string; seq: number; nextAtMs: number; name: number | string } & Record<
  string,
  unknown
>;

/** Each with its own pace: tests of everything else do not wait for it. */
const QUICK = { chatLinesOfBuyer: 0 } as const;

export type ChatMarket = ReturnType<typeof openChatMarket>;

/** Whole servers with a stream, its host, and real sockets to its chat; it opens before the tests and ends after them. */
export function openChatMarket(ground: () => ChatGround) {
  const clock = systemClock();
  const hub = openHub();
  const folder = mkdtempSync(join(tmpdir(), 'fairday-chat-'));
  const faults: unknown[] = [];
  const sockets: Socket[] = [];
  let stores: AuditStores[] = [];
  let apps: App[] = [];
  let urls: string[] = [];
  let streamId = '';
  let slug = '';
  let unconfirmed: Awaited<ReturnType<typeof beforeConfirmed>>;
  let host: { actor: StaffActor; cookie: string };
  let pace: 'quick' | 'usual' = 'quick';

  beforeAll(async () => {
    await openStores();
    await start();
    host = await somebody('host', 'Yang');
    await somebody('assistant', 'Duan Lihua');
    const tea = {
      name: 'Tea',
      producer: '石宝山茶厂',
      priceMinor: 2_990,
      currency: 'CNY',
      warehouseUnits: 1,
    };
    accepted(await apps[0]!.application.createProduct(host.actor, { key: systemIds.next(), ...tea }));
    ({ streamId, slug } = await anotherStream());
    unconfirmed = await beforeConfirmed();
  });

  /** A stream that nobody has watched yet. */
  async function anotherStream(): Promise<{ streamId: string; slug: string }> {
    const made = await apps[0]!.application.createStream(host.actor, {
      ...{ key: systemIds.next(), title: 'Market day', scheduledAtMs: clock.nowMs() + HOUR, currency: 'CNY' },
      ...{ holdPolicy: 'hold', payments: ['sandbox'] },
    });
    return accepted(made).stream;
  }

  /** What somebody who ordered nothing and a host are told in a shop of mainland China before an operator confirms; then one does. */
  async function beforeConfirmed() {
    const writers = async () => {
      const settings = { keptDays: 30, words: [], wordsDo: 'hold' as const, answers: [] };
      const floor = (await moderates()).socket;
      return ask(floor, 'chat:set', { key: key(), settings: { ...settings, writers: 'anyone' } });
    };
    const ana = await watches();
    const operator = await somebody('operator', 'Office');
    const open = (who: { cookie: string }, body?: object) =>
      fetch(`${urls[0]}/api/v1/office/chat-anyone`, {
        headers: { cookie: who.cookie, origin: urls[0]!, 'content-type': 'application/json' },
        ...(body && { method: 'POST', body: JSON.stringify(body) }),
      });
    const before = {
      post: await posts(ana, 'May I'),
      set: await writers(),
      shown: ana.chat.writers,
      byHost: (await open(host, { key: key() })).status,
      view: await (await open(operator)).json(),
    };
    const confirmed = await (await open(operator, { key: key() })).json();
    const again = await (await open(operator, { key: key() })).json();
    return { before, confirmed, again };
  }

  afterAll(async () => {
    await stop();
    for (const each of stores) await each.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function start(): Promise<void> {
    const config = readConfig({
      ...{ NODE_ENV: 'test', PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'silent' },
      AUTH_SECRET: 'a secret for tests, thirty-two characters or more',
    });
    const log = createLog('silent');
    log.error = ((details: object) => faults.push(details)) as never;
    const crowd = inProcessViewerCounter();
    const sizes = attemptSizes(config.limits);
    const tries = memoryAttemptLimiter({
      ...sizes,
      ...(pace === 'quick' && {
        chatLinesOfBuyer: { ...sizes.chatLinesOfBuyer, count: QUICK.chatLinesOfBuyer },
        // All of them have one address.
        chatLinesOfAddress: { ...sizes.chatLinesOfAddress, count: 0 },
      }),
    });
    const nobody = async () => {
      throw new PeerGone('There is no way between nodes here.', { mayHaveHeard: false });
    };
    apps = await Promise.all(
      stores.map((each, n) =>
        buildApp({
          ...{ config, ...each, clock, ids: systemIds, log, tries },
          cluster:
            stores.length === 1
              ? null
              : {
                  ...{ nodeId: `node-${n}`, bus: hub.join(), crowd },
                  peers: { listen: async () => `node-${n}`, ask: nobody, close: async () => {} } as never,
                },
        }),
      ),
    );
    urls = await Promise.all(apps.map(async ({ gateway }) => `http://127.0.0.1:${await gateway.listen()}`));
  }

  async function openStores(): Promise<void> {
    stores = await Promise.all(Array.from({ length: ground().nodes }, () => ground().open()));
  }

  async function stop(): Promise<void> {
    for (const socket of sockets.splice(0)) socket.disconnect();
    for (const app of apps) await app.close();
  }

  async function somebody(role: 'host' | 'assistant' | 'operator', name: string, nameEn = '') {
    const { directory } = stores[0]!;
    const staffId = systemIds.next();
    const email = `${staffId}@example.org`;
    await directory.addStaff({ staffId, email, name, nameEn, role, producerId: null, passwordHash: '' });
    const token = apps[0]!.secrets.randomToken();
    const device = apps[0]!.secrets.digest(token);
    await directory.addSession({ tokenHash: device, staffId, untilMs: clock.nowMs() + HOUR });
    return { actor: { staffId, name, role, device }, cookie: `fairday_staff=${token}` };
  }

  async function connect(namespace: string, n: number, options: object): Promise<Socket> {
    const socket = io(`${urls[n]}/${namespace}`, {
      ...{ transports: ['websocket'], forceNew: true, reconnection: false },
      ...options,
    });
    sockets.push(socket);
    return socket;
  }

  async function guest(n = 0): Promise<{ token: string; buyerId: string }> {
    const made = await fetch(`${urls[n]}/api/v1/guest`, { method: 'POST' });
    return (await made.json()) as { token: string; buyerId: string };
  }

  /** Somebody who watches, and keeps what a page would. */
  async function watches(n = 0, token?: string, more: { chat?: 'low'; slug?: string } = {}): Promise<Screen> {
    const socket = await connect('live', n, { auth: { token: token ?? (await guest(n)).token } });
    const screen: Screen = { socket, lines: new Map(), chat: {}, silences: [], frames: [], chatBytes: 0 };
    socket.io.engine.on('packet', ({ data }: { data?: string }) => {
      if (data?.includes('"chat:')) screen.chatBytes += Buffer.byteLength(data);
    });
    const take = (change: ChatChange) => {
      const { lines = [], gone = [], ...rest } = change;
      for (const line of lines) screen.lines.set(line[0], line);
      for (const place of gone) screen.lines.delete(place);
      const newest = [...screen.lines.keys()].sort((a, b) => b - a).slice(50);
      for (const old of newest) screen.lines.delete(old);
      Object.assign(screen.chat, rest);
    };
    socket.on('chat:s', (_history: string, _to: number, chat: ChatWhole) => {
      screen.lines.clear();
      take(chat);
    });
    socket.on('chat:d', (_history: string, _to: number, change: ChatChange) => {
      if (change.silence !== undefined) screen.silences.push(change.silence);
      screen.frames.push({ atMs: performance.now(), change });
      take(change);
    });
    const hello = { protocol: PROTOCOL_VERSION, slug, ...more };
    expect(await ask(socket, 'hello', hello)).toMatchObject({ ok: true });
    await vi.waitFor(() => expect(screen.chat.writers).toBeDefined());
    return screen;
  }

  async function moderates(who = host, n = 0) {
    const socket = await connect('console', n, { extraHeaders: { cookie: who.cookie, origin: urls[n] } });
    const at: { chat: Partial<ChatModeration> } = { chat: {} };
    const lines = new Map<number, ChatModeration['lines'][number]>();
    const take = (
      _history: string,
      _to: number,
      { lines: changed = [], ...rest }: Partial<ChatModeration>,
    ) => {
      for (const line of changed) lines.set(line.seq, line);
      Object.assign(at.chat, rest);
    };
    socket.on('chat:s', take);
    socket.on('chat:d', take);
    expect(await ask(socket, 'hello', { protocol: PROTOCOL_VERSION, slug })).toMatchObject({ ok: true });
    return { socket, at, lines };
  }

  const ask = (socket: Socket, command: string, request: object): Promise<Answer> =>
    socket.timeout(20_000).emitWithAck(command, request);
  const key = () => systemIds.next();
  const posts = ({ socket }: { socket: Socket }, text: string, more: object = {}) =>
    ask(socket, 'chat:post', { key: key(), text, ...more });

  async function textOf(seq: number): Promise<string> {
    const stored = await stores[0]!.store.factAt(chatLogOf(streamId), seq);
    return (JSON.parse(stored!.body) as { body: { textId: string } }).body.textId;
  }

  return {
    ...{
      anotherStream,
      ground,
      clock,
      faults,
      ask,
      guest,
      key,
      moderates,
      posts,
      somebody,
      stop,
      textOf,
      watches,
    },
    /** From here on people write as quickly as they like, or as anywhere. */
    async startAgain(next: typeof pace) {
      await stop();
      pace = next;
      await start();
    },
    async closeStores() {
      for (const each of stores) await each.close();
    },
    /** After `stop` and `closeStores`. */
    async open() {
      await openStores();
      await start();
    },
    get nodes() {
      return ground().nodes;
    },
    /** The first server, its store and its address. */
    get app() {
      return apps[0]!;
    },
    get lastApp() {
      return apps.at(-1)!;
    },
    get stores() {
      return stores[0]!;
    },
    get url() {
      return urls[0]!;
    },
    get host() {
      return host;
    },
    get streamId() {
      return streamId;
    },
    get slug() {
      return slug;
    },
    get unconfirmed() {
      return unconfirmed;
    },
  };
}

/** What is on a screen, in the order in which it was said. */
export function texts({ lines }: Screen) {
  return [...lines.values()].sort((a, b) => a[0] - b[0]).map(([, , text]) => text);
}
