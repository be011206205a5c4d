import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { systemIds } from '../../server/adapters/system/ids.ts';
import type { Ack } from '../../shared/contract/answer.ts';
import type { StaffRole } from '../../shared/market/account/contract.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol.ts';
import { programOf, ServerProcess } from '../crash/server-process.ts';

const PASSWORD = 'river stone lantern';
const METRICS_TOKEN = 'the numbers of probes';
const ANSWER_MS = 10_000;

/** One request over HTTP, with what a browser would keep. */
export interface Answer {
  status: number;
  headers: Headers;
  body: unknown;
}

/** A member of staff who has signed in. */
export interface SignedIn {
  email: string;
  cookie: string;
}

/**
 * A server process of its own on 127.0.0.1, with an operator, and whatever a probe needs to knock at it from outside.
 * @param settings besides those that every probe has
 * @param before puts into its folder what was there before it starts
 */
export async function aTarget(
  settings: Record<string, string> = {},
  before: (environment: Record<string, string>) => Promise<void> = async () => {},
) {
  const folder = mkdtempSync(join(tmpdir(), 'fairday-probe-'));
  const environment = {
    NODE_ENV: 'test',
    HOST: '127.0.0.1',
    PORT: '0',
    DATA_DIR: folder,
    AUTH_SECRET: 'of probes: x7 kq2 vb9 zm4 hd1 pl8 wr3',
    LOG_LEVEL: 'info',
    MEDIA_WORKERS: '0',
    METRICS_TOKEN,
    ...settings,
  };
  const server = new ServerProcess(environment);
  const sockets: Socket[] = [];

  /** Adds a member of staff by the command line. @returns the e-mail address */
  function addStaff(role: StaffRole, producer?: string): string {
    const email = `${systemIds.next()}@market.example`;
    const who = ['user', 'add', email, '--name', 'A person', '--role', role, '--password', PASSWORD];
    const args = [...programOf('server', 'cli'), ...who, ...(producer ? ['--producer', producer] : [])];
    execFileSync(process.execPath, args, { env: { ...process.env, ...environment, LOG_LEVEL: 'silent' } });
    return email;
  }
  const operatorEmail = addStaff('operator');
  await before(environment);
  await server.start();
  const origin = `http://127.0.0.1:${server.port}`;

  /** Sends JSON to a route below /api/v1, as a page of this machine would. */
  async function ask(
    method: string,
    path: string,
    more: { body?: unknown; cookie?: string; headers?: Record<string, string> } = {},
  ): Promise<Answer> {
    const response = await fetch(`${origin}/api/v1${path}`, {
      method,
      headers: {
        origin,
        ...(more.cookie && { cookie: more.cookie }),
        ...(more.body !== undefined && { 'content-type': 'application/json' }),
        ...more.headers,
      },
      ...(more.body !== undefined && { body: JSON.stringify(more.body) }),
      redirect: 'manual',
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json');
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  }

  async function connect(
    namespace: 'live' | 'console',
    who: { token?: string; cookie?: string },
  ): Promise<Socket> {
    const socket = io(`${origin}/${namespace}`, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      ...(who.token && { auth: { token: who.token } }),
      ...(who.cookie && { extraHeaders: { cookie: who.cookie, origin } }),
    });
    sockets.push(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    return socket;
  }

  async function signIn(email: string): Promise<SignedIn> {
    // The command line that made an account held this process up: a line that the server hung up on meanwhile is seen now.
    await new Promise((resolve) => setTimeout(resolve, 20));
    const answer = await ask('POST', '/sign-in', { body: { email, password: PASSWORD } });
    if (answer.status !== 200) throw new Error(`No sign-in: ${answer.status} ${JSON.stringify(answer.body)}`);
    return { email, cookie: cookiesOf(answer) };
  }

  return {
    origin,
    folder,
    server,
    ask,
    addStaff,
    signIn,
    connect,
    password: PASSWORD,
    /** What the metrics are read with, also where others reach the market. */
    asCollector: { authorization: `Bearer ${METRICS_TOKEN}` },
    operator: await signIn(operatorEmail),
    /** A newcomer: a guest of its own. */
    async guest(): Promise<{ token: string; buyerId: string }> {
      return (await ask('POST', '/guest')).body as { token: string; buyerId: string };
    },
    /** Stops the server as an operator does, and starts it again where it was. */
    async restart(): Promise<void> {
      const { port } = server;
      await server.stop();
      await server.start({ PORT: String(port) });
    },
    /** A stream that is live, with one product for each number of units. @param more settings of the stream */
    async liveStream(units: readonly number[], more: Record<string, unknown> = {}) {
      const planned = await this.plannedStream(units, more);
      await planned.hostDoes('stream:go-live', {});
      return planned;
    },
    /** One that is not live yet. */
    async plannedStream(units: readonly number[], more: Record<string, unknown> = {}) {
      const { operator } = this;
      const made = async <T>(path: string, body: object) => {
        const answer = await ask('POST', path, {
          body: { key: systemIds.next(), ...body },
          cookie: operator.cookie,
        });
        if (answer.status !== 200)
          throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
        return answer.body as T;
      };
      const { slug, streamId } = await made<{ slug: string; streamId: string }>('/console/streams', {
        title: 'Market day',
        scheduledAtMs: Date.now(),
        holdPolicy: 'hold',
        payments: ['sandbox'],
        currency: 'CNY',
        ...more,
      });
      const { console, hostDoes } = await this.console(slug);
      for (const [index, allotted] of units.entries()) {
        const { productId } = await made<{ productId: string }>('/catalogue/products', {
          name: `Product ${index + 1}`,
          producer: 'Ma',
          priceMinor: 2_990,
          currency: 'CNY',
          warehouseUnits: allotted,
        });
        await hostDoes('lineup:add', { productId, units: allotted });
      }
      return { slug, streamId, console, hostDoes };
    },
    /** The operator's console of a stream. */
    async console(slug: string) {
      const console = await connect('console', { cookie: this.operator.cookie });
      const hostDoes = async <R = object>(command: string, request: object): Promise<R> => {
        const ack = await send<R>(console, command, { key: systemIds.next(), ...request });
        if (!ack.ok) throw new Error(`${command}: ${JSON.stringify(ack)}`);
        return ack;
      };
      await send(console, 'hello', { protocol: PROTOCOL_VERSION, slug });
      return { console, hostDoes };
    },
    /** A viewer in a stream. */
    async viewer(slug: string, token: string): Promise<Socket> {
      const socket = await connect('live', { token });
      const ack = await send(socket, 'hello', { protocol: PROTOCOL_VERSION, slug });
      if (!ack.ok) throw new Error(`hello: ${JSON.stringify(ack)}`);
      return socket;
    },
    async close(): Promise<void> {
      for (const socket of sockets) socket.disconnect();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type Target = Awaited<ReturnType<typeof aTarget>>;

/** Sends a command and waits for its answer. */
export function send<R = Record<string, unknown>>(
  socket: Socket,
  event: string,
  request: object,
): Promise<Ack<R>> {
  return socket.timeout(ANSWER_MS).emitWithAck(event, request) as Promise<Ack<R>>;
}

/** What a browser would send back of the cookies of an answer. */
export function cookiesOf({ headers }: Answer): string {
  return headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
}
