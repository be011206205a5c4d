import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSecrets } from '../../server/adapters/crypto/secrets.ts';
import { systemIds } from '../../server/adapters/system/ids.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol.ts';
import { Crowd } from './crowd.ts';
import { type Ground, SECRET } from './ground.ts';
import { ServerProcess } from './server-process.ts';

/** Viewers that come back at once after a restart. */
const RETURNING = 400;
/** All of them are welcome again within this time, and buyers order meanwhile (LD6 has 10,000 within 15 s). */
const BACK_MS = 8_000;

/** Servers that are told to stop, and the rush after one was killed; both stores have to stand it. */
export function stops(open: () => Promise<Ground>): void {
  let ground: Ground;
  let server: ServerProcess;
  let crowd: Crowd;

  beforeAll(async () => {
    ground = await open();
    server = new ServerProcess(ground.environment);
    crowd = await Crowd.open(ground);
    await server.start();
    crowd.connect(() => server.port, true);
    crowd.start();
    await crowd.orders(10);
  });
  afterAll(async () => {
    await server.kill();
    await ground.close();
  });

  test('[C34] told to stop under load: what is queued is finished, the process ends well, the next one goes on', async () => {
    for (let stop = 0; stop < 3; stop += 1) {
      const fromMs = Date.now();
      expect(await server.stop()).toEqual({ code: 0, signal: null });
      await server.start();
      crowd.downs.push([fromMs, Date.now()]);
      await crowd.orders(20, 10_000);
      await crowd.isWhole(`stop ${stop}, seed ${crowd.seed}`);
    }
    expect(crowd.journal.refusals.get('INTERNAL') ?? 0).toBe(0);
  });

  test('[C36][LD6] everybody comes back at once after a kill: all are welcomed in time, and orders are taken meanwhile', async () => {
    const secrets = openSecrets({ master: SECRET, country: '86' });
    const guests = Array.from({ length: RETURNING }, () => {
      const guestId = systemIds.next();
      return { token: `${guestId}.${secrets.sign('guest', guestId)}` };
    });
    const { slug } = crowd.streams[0]!;
    const come = async (): Promise<{ sockets: Socket[]; afterMs: number }> => {
      const fromMs = Date.now();
      const sockets = guests.map(({ token }) =>
        io(`http://127.0.0.1:${server.port}/live`, {
          transports: ['websocket'],
          forceNew: true,
          reconnection: false,
          auth: { token },
        }),
      );
      const welcomes = sockets.map(async (socket) => {
        await new Promise<void>((resolve, reject) =>
          socket.once('connect', resolve).once('connect_error', reject),
        );
        const hello = { protocol: PROTOCOL_VERSION, slug };
        const ack = (await socket.timeout(BACK_MS).emitWithAck('hello', hello)) as { ok: boolean };
        expect(ack.ok).toBe(true);
      });
      await Promise.all(welcomes);
      return { sockets, afterMs: Date.now() - fromMs };
    };

    const before = await come();
    const downMs = Date.now();
    await server.kill();
    for (const socket of before.sockets) socket.disconnect();
    await server.start();
    crowd.downs.push([downMs, Date.now()]);
    const orders = crowd.orders(20, 10_000);
    const after = await come();
    await orders;
    console.log(
      `[C36] ${RETURNING} viewers: first welcome of all after ${before.afterMs} ms, after a kill ${after.afterMs} ms`,
    );
    expect(after.afterMs).toBeLessThan(BACK_MS);
    for (const socket of after.sockets) socket.disconnect();
    await crowd.endsWell('after the rush');
    expect(server.faults).toEqual([]);
  });
}
