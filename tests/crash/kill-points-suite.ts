import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openSecrets } from '../../server/adapters/crypto/secrets.ts';
import { systemIds } from '../../server/adapters/system/ids.ts';
import { makeReceipt } from '../../server/application/receipt.ts';
import { TcpProxy } from '../builders/tcp-proxy.ts';
import { Crowd, orFail, pause } from './crowd.ts';
import { buyerSays, hostSays } from './floor.ts';
import { type Ground, SECRET } from './ground.ts';
import { ServerProcess, wrappedServer } from './server-process.ts';
import type { KillPlan } from './wrapped-server.ts';

/** Each place is hit this often; a release run takes 25. */
const KILLS = Number(process.env.FAIRDAY_KILLS_PER_PLACE ?? 2);

/** What differs from store to store: where a transaction is caught from outside. */
export interface KillGround {
  ground: Ground;
  /** Ends the server with SIGKILL while one of its next cuts is being written. */
  insideTransaction(pid: number, chance: Crowd['random']): Promise<{ close(): Promise<void> }>;
  /** Ends it with COMMIT on its way, and nobody there to hear the answer. */
  insideCommit(pid: number, chance: Crowd['random']): Promise<{ close(): Promise<void> }>;
  close(): Promise<void>;
}

/** The steps of an order's way, each met by name; both stores have to leave whole books at all of them. */
export function killPoints(open: () => Promise<KillGround>): void {
  let killing: KillGround;
  let crowd: Crowd;
  let server: ServerProcess;

  beforeAll(async () => {
    killing = await open();
    crowd = await Crowd.open(killing.ground, { buyers: 10, spare: 2 });
    crowd.start();
    server = new ServerProcess(killing.ground.environment, wrappedServer());
  }, 120_000);
  afterEach(async () => {
    await server.kill();
    crowd.disconnect();
  });
  afterAll(() => killing.close());

  /** A server lives, dies as planned, and what it leaves is whole; the next one takes orders again at once (INV22). */
  async function lives(more: Record<string, string>, dies: () => Promise<void>): Promise<void> {
    await server.start(more);
    crowd.connect(() => server.port);
    const fromMs = Date.now();
    await dies();
    expect((await server.ended).signal).toBe('SIGKILL');
    crowd.disconnect();
    crowd.downs.push([fromMs, Date.now()]);
    await crowd.isWhole(`killed, seed ${crowd.seed}`);
  }

  async function livesOn(): Promise<void> {
    await server.start();
    crowd.connect(() => server.port);
    await crowd.orders(10, 10_000);
    await crowd.isWhole('and living on');
  }

  test.each([
    ['[C02] killed between the door and the queue', 'let in'],
    ['[C03] killed with a cut decided and not written', 'decided'],
    ['[C07] killed with a cut committed and told to nobody', 'committed'],
  ] as const)('%s', async (_, at) => {
    for (let kill = 0; kill < KILLS; kill += 1) {
      // A contact is looked up once and then remembered: only a server's first orders pass that place.
      const plan: KillPlan = { at, of: 'order', after: crowd.random(at === 'let in' ? 4 : 20) };
      await lives({ FAIRDAY_KILL_PLAN: JSON.stringify(plan) }, () => orFail(server.ended, 20_000));
    }
    await livesOn();
  });

  test.each([
    ['[C04] killed while the transaction is written', 'insideTransaction'],
    ['[C05] killed when COMMIT is written and not yet answered', 'insideCommit'],
  ] as const)('%s', async (_, place) => {
    for (let kill = 0; kill < KILLS; kill += 1) {
      await lives({}, async () => {
        await crowd.orders(5);
        const trap = await killing[place](server.pid, crowd.random);
        await orFail(server.ended, 20_000);
        await trap.close();
      });
    }
    await livesOn();
  });

  test.each([
    ['[C03] with it decided and not written', 'decided', 0],
    ['[C07] with it committed and told to nobody', 'committed', 1],
  ] as const)('[F5] killed %s, a price by a receipt is given once under its key', async (_, at, n) => {
    const { streamId, slug } = crowd.streams[0]!;
    const { buyerId, token } = crowd.spare[n]!;
    const plan: KillPlan = { at, of: 'receipt', after: 0 };
    await server.start({ FAIRDAY_KILL_PLAN: JSON.stringify(plan) });
    const fromMs = Date.now();
    const host = { token: crowd.hostToken, port: server.port, slug };
    const terms = { priceMinor: 1_990, startsAtMs: null, durationSeconds: 60, prelaunchSeconds: 0 };
    const start = { ...terms, itemNumber: 2, cap: 10, perBuyerCap: 2, afterEnd: 'list', fundedBy: 'shop' };
    const stale = await hostSays(host, 'flash-sale:start', { ...start, key: systemIds.next(), version: 0 });
    const { version } = stale as unknown as { version: number };
    const begun = await hostSays(host, 'flash-sale:start', { ...start, key: systemIds.next(), version });
    const { flashId } = begun as unknown as { flashId: string };
    // By the clock of the server, which may follow another one than ours.
    const told = await buyerSays({ token, port: server.port, slug }, 'time', {});
    const { nowMs: tappedAtMs } = told as unknown as { nowMs: number };
    await pause(20);
    expect(await hostSays(host, 'flash-sale:end', { key: systemIds.next(), flashId })).toMatchObject({
      ok: true,
    });

    const tap = { key: systemIds.next(), itemNumber: 2, units: 1, seenPriceMinor: 1_990, flashId };
    const tried = {
      actor: { buyerId, allIds: [buyerId] },
      streamId,
      command: 'cart:add',
      request: tap,
    } as const;
    const secrets = openSecrets({ master: SECRET, country: '86' });
    const request = { ...tap, inDoubt: true, receipt: makeReceipt(secrets, tried, tappedAtMs) };
    const says = () => buyerSays({ token, port: server.port, slug }, 'cart:add', request);
    await expect(says()).rejects.toThrow();
    expect((await server.ended).signal).toBe('SIGKILL');
    crowd.downs.push([fromMs, Date.now()]);

    await server.start();
    const first = await says();
    expect(first).toMatchObject({ ok: true, unitPriceMinor: 1_990 });
    expect(await says()).toMatchObject({ ...first, replay: true });
    await crowd.isWhole(`killed at a receipt, ${at}, seed ${crowd.seed}`);
  });

  test('[C08][C09] screens saw it, the buyers never heard, then the server dies: the same key, the same order', async () => {
    await server.start();
    const line = await TcpProxy.to(server.port);
    // Half of the buyers speak over a line whose way back is dead from some moment on.
    let count = 0;
    crowd.connect(() => (count++ % 4 < 2 ? line.port : server.port));
    await crowd.orders(10);
    line.set({ lost: ['down'] });
    await pause(1_000);
    const unheard = crowd.journal.open();
    const fromMs = Date.now();
    await server.kill();
    crowd.disconnect();
    await line.close();
    const stored = await killing.ground.ledger.read((ask) =>
      ask<{ key: string }>('SELECT key FROM command_key'),
    );
    const keys = new Set(stored.map(({ key }) => key));
    // They were committed, and shown, and nobody who had asked knows it.
    expect(unheard.filter(({ key }) => keys.has(key)).length).toBeGreaterThan(0);
    const { replays } = crowd.journal;
    await server.start();
    crowd.connect(() => server.port);
    crowd.downs.push([fromMs, Date.now()]);
    await crowd.orders(20);
    expect(unheard.every(({ answer }) => answer !== null)).toBe(true);
    expect(crowd.journal.replays).toBeGreaterThan(replays);
    await crowd.isWhole('after answers that were never heard');
  });

  test('[INV4][INV6][INV13] after all of them everybody has one answer per key, and all screens show the same', async () => {
    await server.start();
    crowd.connect(() => server.port);
    const total = await crowd.endsWell('at the end');
    expect(total.acked).toBeGreaterThan(100);
    expect(server.faults).toEqual([]);
  });
}
