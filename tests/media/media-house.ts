import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { systemClock } from '../../server/adapters/system/clock.ts';
import { systemIds } from '../../server/adapters/system/ids.ts';
import { type App, buildApp, type Cluster } from '../../server/app.ts';
import type { StaffActor } from '../../server/application/application.ts';
import { readConfig } from '../../server/config.ts';
import { createLog } from '../../server/gateway/logging/log.ts';
import { openStores, type Stores } from '../../server/main.ts';
import type { StaffCommand } from '../../server/market/command-spec.ts';
import type { Media } from '../../server/ports/media.ts';
import type { Packager } from '../../server/ports/packager.ts';
import type { Ack } from '../../shared/contract/answer.ts';
import type { StaffRole } from '../../shared/market/account/contract.ts';
import type { ConsoleCommand, ConsoleReply, ConsoleRequest } from '../../shared/protocol.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol.ts';

const SECRET = 'a secret for tests, thirty-two characters or more';

/** What an end was told about live video, in order. */
interface Told {
  media: { sources: { sourceId: string; name: string; isMuted: boolean }[]; [more: string]: unknown }[];
  rejoins: number;
}

/** A viewer's or a console's connection that has said hello. */
export class End {
  readonly socket: Socket;
  readonly told: Told = { media: [], rejoins: 0 };

  constructor(socket: Socket) {
    this.socket = socket;
    socket.on('media', (view) => this.told.media.push(view));
    socket.on('rejoin', () => {
      this.told.rejoins += 1;
    });
  }

  /** The names on the air as this end was told last. */
  get onAir(): string[] {
    return (this.told.media.at(-1)?.sources ?? []).map(({ name }) => name).sort();
  }

  ask<C extends ConsoleCommand>(command: C, request: ConsoleRequest<C>): Promise<Ack<ConsoleReply<C>>> {
    return this.socket.timeout(10_000).emitWithAck(command, request);
  }

  /** Asks for what must be granted. */
  async get<C extends ConsoleCommand>(command: C, request: ConsoleRequest<C>): Promise<ConsoleReply<C>> {
    const ack = await this.ask(command, request);
    if (!ack.ok) throw new Error(`${command} was refused: ${ack.code}`);
    return ack;
  }

  /** Asks for what must be refused. @returns why */
  async no<C extends ConsoleCommand>(command: C, request: ConsoleRequest<C>): Promise<string> {
    const ack = await this.ask(command, request);
    return ack.ok ? 'granted' : ack.code;
  }
}

/** What a house may have besides live video. */
export interface HouseOptions {
  packager?: Packager;
  settings?: Record<string, string>;
  /** What makes it one of several. */
  cluster?: Cluster;
  /** Another house of the same market: its stores, its host and its stream are this one's too. */
  beside?: MediaHouse;
  /** A folder of data that is there already; it is kept when the house closes. */
  folder?: string;
}

/** The whole server on 127.0.0.1 with a scheduled stream, on real time. */
export class MediaHouse {
  readonly app: App;
  readonly url: string;
  readonly host: StaffActor;
  readonly streamId: string;
  readonly slug: string;
  private readonly sockets: Socket[] = [];
  private readonly stores: Stores;
  readonly folder: string;
  private readonly isFolderKept: boolean;

  private constructor(
    made: Pick<MediaHouse, 'app' | 'url' | 'host' | 'streamId' | 'slug'>,
    stores: Stores,
    folder: string,
    isFolderKept: boolean,
  ) {
    this.app = made.app;
    this.url = made.url;
    this.host = made.host;
    this.streamId = made.streamId;
    this.slug = made.slug;
    this.stores = stores;
    this.folder = folder;
    this.isFolderKept = isFolderKept;
  }

  static async open(media: Media | null, more: HouseOptions = {}): Promise<MediaHouse> {
    const folder = more.folder ?? mkdtempSync(join(tmpdir(), 'fairday-media-'));
    const config = readConfig({
      NODE_ENV: 'test',
      PORT: '0',
      DATA_DIR: folder,
      DATABASE_URL: 'memory:',
      AUTH_SECRET: SECRET,
      LOG_LEVEL: 'silent',
      MAX_CONNECTIONS_PER_ACCOUNT: '100',
      ...more.settings,
    });
    const stores = more.beside ? { ...more.beside.stores, close: async () => {} } : await openStores(config);
    const log = createLog(config.logLevel);
    const app = await buildApp({
      ...{ config, ...stores, clock: systemClock(), ids: systemIds, log },
      ...(media && { media }),
      ...(more.packager && { packager: more.packager }),
      ...(more.cluster && { cluster: more.cluster }),
    });
    await app.gateway.listen();
    if (more.beside) {
      const { host, streamId, slug } = more.beside;
      const known = { app, url: app.gateway.selfUrl(), host, streamId, slug };
      return new MediaHouse(known, stores, folder, !!more.folder);
    }
    const host = await addStaff(app, 'host');
    const made = await app.application.createStream(host, {
      key: systemIds.next(),
      title: 'Picture day',
      scheduledAtMs: Date.now(),
      holdPolicy: 'hold',
      payments: ['cash_on_delivery'],
      currency: 'CNY',
    });
    if (!made.ok) throw new Error(`The stream was refused: ${made.code}`);
    const { streamId, slug } = made.stream;
    return new MediaHouse(
      { app, url: app.gateway.selfUrl(), host, streamId, slug },
      stores,
      folder,
      !!more.folder,
    );
  }

  async status(): Promise<string> {
    const engine = await this.app.engines.stream(this.streamId);
    return engine!.read(({ status }) => status);
  }

  async goesLive(): Promise<void> {
    await this.acts('stream:go-live', {});
  }

  /** A command of the host's that must be accepted. */
  async acts<C extends StaffCommand>(
    command: C,
    request: Omit<ConsoleRequest<C>, 'key'>,
  ): Promise<ConsoleReply<C>> {
    const keyed = { key: systemIds.next(), ...request } as ConsoleRequest<C>;
    const ack = await this.app.application.console(this.host, this.streamId, command, keyed, Date.now());
    if (!ack.ok) throw new Error(`${command} was refused: ${ack.code}`);
    return ack;
  }

  staff(role: StaffRole): Promise<StaffActor> {
    return addStaff(this.app, role);
  }

  async viewer(slug = this.slug): Promise<End> {
    const made = await fetch(`${this.url}/api/v1/guest`, { method: 'POST' });
    const { token } = (await made.json()) as { token: string };
    return this.enter(new End(await this.connect('live', token)), slug);
  }

  async console(actor: StaffActor = this.host, slug = this.slug): Promise<End> {
    const token = this.app.secrets.randomToken();
    const tokenHash = this.app.secrets.digest(token);
    await this.app.deps.directory.addSession({
      ...{ tokenHash, staffId: actor.staffId },
      untilMs: Date.now() + 3_600_000,
    });
    return this.enter(new End(await this.connect('console', token)), slug);
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.disconnect();
    await this.app.close();
    await this.stores.close();
    if (!this.isFolderKept) rmSync(this.folder, { recursive: true, force: true });
  }

  private async enter(end: End, slug: string): Promise<End> {
    const ack = await end.socket.timeout(10_000).emitWithAck('hello', { protocol: PROTOCOL_VERSION, slug });
    if (!ack.ok) throw new Error(`hello was refused: ${ack.code}`);
    return end;
  }

  private async connect(namespace: 'live' | 'console', token: string): Promise<Socket> {
    const socket = io(`${this.url}/${namespace}`, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      auth: { token },
    });
    this.sockets.push(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    return socket;
  }
}

async function addStaff(app: App, role: StaffRole): Promise<StaffActor> {
  const staffId = systemIds.next();
  const email = `${staffId}@market.example`;
  await app.deps.directory.addStaff({
    staffId,
    email,
    name: 'Somebody',
    role,
    producerId: null,
    passwordHash: 'none',
  });
  return { staffId, name: 'Somebody', role, device: 'test' };
}
