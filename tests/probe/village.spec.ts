import { Agent, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSecrets } from '../../server/adapters/crypto/secrets.ts';
import { systemIds } from '../../server/adapters/system/ids.ts';
import { readConfig } from '../../server/config.ts';
import { openStores } from '../../server/main.ts';
import { Viewer } from '../../server/tools/lab/wire/viewer.ts';
import type { Ack } from '../../shared/contract/answer.ts';
import type { ConsoleFrame } from '../../shared/contract/console-frame.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol.ts';
import { counted } from './counted.ts';
import { aTarget, send, type Target } from './target.ts';

const VILLAGERS = 10_000;
/** So many have ordered on another market day, and an address is kept of them; the others come for the first time. */
const KNOWN = 8_000;
const ADDRESS = '203.0.113.7';
/** All begin to come within so long, and then to order. */
const COMING_MS = 40_000;
const ORDERING_MS = 25_000;
const ITEMS = 20;
const PRICE_MINOR = 2_990;
const SETTINGS = { TRUST_PROXY: '1', SANDBOX_PAYMENTS: 'allow', LOG_LEVEL: 'warn' };

interface Villager {
  token: string;
  addressId: string;
  viewer: Viewer | null;
  orderId: string | null;
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Those who are known, as another market day has left them. */
async function writeKnown(environment: Record<string, string>, villagers: Villager[]): Promise<void> {
  const secrets = openSecrets({ master: environment.AUTH_SECRET!, country: '86' });
  // It is thrown away: nothing is lost by writing quickly.
  const stores = await openStores(readConfig({ ...environment, SQLITE_SYNC: 'normal' }));
  const atMs = Date.now();
  await Promise.all(
    Array.from({ length: KNOWN }, async (_, index) => {
      const [buyerId, addressId] = [systemIds.next(), systemIds.next()];
      const contact = { name: 'Yang', phone: phoneOf(index), address: `House ${index}, Jianchuan` };
      const sealed = secrets.seal(buyerId, contact);
      await stores.directory.addAddress({ addressId, buyerId, key: addressId, sealed, atMs });
      const token = `${buyerId}.${secrets.sign('guest', buyerId)}`;
      villagers.push({ token, addressId, viewer: null, orderId: null });
    }),
  );
  await stores.close();
}

const phoneOf = (index: number) => `+86138${String(index).padStart(8, '0')}`;

/** Lets work begin evenly over a time, whether or not what was begun before has ended. */
async function evenly<T>(over: readonly T[], forMs: number, work: (one: T, index: number) => Promise<void>) {
  const startMs = performance.now();
  const begun: Promise<void>[] = [];
  for (const [index, one] of over.entries()) {
    const dueMs = startMs + (forMs * index) / over.length;
    const waitMs = dueMs - performance.now();
    if (waitMs > 0) await pause(waitMs);
    begun.push(work(one, index));
  }
  await Promise.all(begun);
}

describe('a village of ten thousand buyers behind one address', () => {
  const villagers: Villager[] = [];
  let target: Target;
  beforeAll(async () => {
    target = await aTarget(SETTINGS, (environment) => writeKnown(environment, villagers));
  });
  afterAll(async () => {
    for (const { viewer } of villagers) viewer?.leave();
    await target.close();
  });

  it('joins within a minute and orders once each: nobody is refused, and nothing is lost', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 100 });
    const port = target.server.port;
    /** What was answered, by status over HTTP and by code on the sockets. */
    const answers: Record<string, number> = {};
    const count = (answer: string | number) => {
      answers[answer] = (answers[answer] ?? 0) + 1;
    };

    function ask<Reply>(method: string, path: string, token: string | null, body?: object): Promise<Reply> {
      return new Promise((resolve, reject) => {
        const headers = {
          'X-Forwarded-For': ADDRESS,
          ...(token !== null && { Authorization: `Bearer ${token}` }),
          ...(body && { 'Content-Type': 'application/json' }),
        };
        const asked = request(
          { host: '127.0.0.1', port, method, path: `/api/v1${path}`, agent, headers },
          (answer) => {
            count(answer.statusCode!);
            let text = '';
            answer.setEncoding('utf8');
            answer.on('data', (part: string) => {
              text += part;
            });
            answer.on('end', () => resolve(JSON.parse(text) as Reply));
          },
        );
        asked.on('error', (fault: NodeJS.ErrnoException) => {
          // As a browser does: a line that was kept open and closed just now by the server is opened anew.
          if (asked.reusedSocket && fault.code === 'ECONNRESET') resolve(ask(method, path, token, body));
          else reject(fault);
        });
        asked.end(body && JSON.stringify(body));
      });
    }

    const { slug, console } = await target.liveStream(Array<number>(ITEMS).fill(VILLAGERS), {
      holdPolicy: 'first_paid',
    });
    while (villagers.length < VILLAGERS) {
      villagers.push({ token: '', addressId: '', viewer: null, orderId: null });
    }
    const lost: number[] = [];

    /** As a page does: it asks who it is, opens its line, and says hello. */
    async function comes(villager: Villager, index: number): Promise<void> {
      if (villager.token === '') {
        villager.token = (await ask<{ token: string }>('POST', '/guest', null)).token;
      } else await ask('GET', '/me', villager.token);
      await new Promise<void>((resolve) => {
        const ears = {
          frame: () => {},
          snapshot: () => {},
          followed: () => {},
          orderAnswered: () => {},
          welcome: () => resolve(),
          lost: () => void lost.push(index),
        };
        const world = {
          slug,
          ears,
          target: { host: '127.0.0.1', port, forwardedFor: ADDRESS },
          chance: Math.random,
        };
        villager.viewer = new Viewer(index, villager.token, world);
        villager.viewer.connect();
      });
    }

    async function orders(villager: Villager, index: number): Promise<void> {
      if (villager.addressId === '') {
        const contact = {
          key: systemIds.next(),
          name: 'Yang',
          phone: phoneOf(index),
          address: `House ${index}`,
        };
        const kept = await ask<{ addressId: string }>('POST', '/me/addresses', villager.token, contact);
        villager.addressId = kept.addressId;
      }
      const line = { itemNumber: 1 + (index % ITEMS), units: 1, unitPriceMinor: PRICE_MINOR };
      const order = {
        key: systemIds.next(),
        lines: [line],
        expectTotalMinor: PRICE_MINOR,
        addressId: villager.addressId,
        payment: 'sandbox',
      };
      // As a page does it: the very same key, after the pause that it was told.
      for (let tries = 0; tries < 20; tries += 1) {
        const ack: Ack<{ order: { orderId: string } }> | null = await villager.viewer!.ask(
          'order:place',
          order,
        );
        count(ack === null ? 'no answer' : ack.ok ? 'ordered' : ack.code);
        if (ack?.ok) {
          villager.orderId = ack.order.orderId;
          return;
        }
        await pause(ack && 'retryAfterMs' in ack ? ack.retryAfterMs : 1_000);
      }
    }

    const startMs = performance.now();
    await evenly(villagers, COMING_MS, comes);
    const joinedMs = performance.now() - startMs;
    expect(villagers.filter(({ viewer }) => viewer?.isWelcome)).toHaveLength(VILLAGERS);
    await evenly(villagers, ORDERING_MS, orders);
    const orderedMs = performance.now() - startMs;
    process.stdout.write(
      `village: joined after ${Math.round(joinedMs)} ms, ordered after ${Math.round(orderedMs)} ms, ${JSON.stringify(answers)}, ${lost.length} lines lost\n`,
    );
    expect(Object.keys(answers).filter((answer) => /^(?:4|5)|RATE_LIMITED|FORBIDDEN/.test(answer))).toEqual(
      [],
    );
    expect(answers.ordered).toBe(VILLAGERS);
    expect(new Set(villagers.map(({ orderId }) => orderId)).size).toBe(VILLAGERS);
    expect(lost).toEqual([]);
    const { frame } = (await send(console, 'hello', { protocol: PROTOCOL_VERSION, slug })) as never as {
      frame: ConsoleFrame;
    };
    const taken = frame.items.reduce((sum, { unpaid, sold }) => sum + unpaid + sold, 0);
    expect(taken).toBe(VILLAGERS);
    for (const name of ['handshakes_refused', 'silent_closed', 'connections_turned_away', 'rate_limited']) {
      expect(await counted(target, `${name}_total`), name).toBe(0);
    }
    agent.destroy();
  });
});
