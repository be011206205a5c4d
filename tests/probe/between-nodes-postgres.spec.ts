import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { wsPeers } from '../../server/adapters/peers/ws.ts';
import { systemIds } from '../../server/adapters/system/ids.ts';
import { freePorts } from '../../server/tools/lab/cluster/programs.ts';
import { type Databases, someDatabases } from '../builders/postgres.ts';
import { aTarget, type Target } from './target.ts';

vi.setConfig({ testTimeout: 20_000, hookTimeout: 60_000 });

const SECRET = 'of probes: x7 kq2 vb9 zm4 hd1 pl8 wr3';

describe('the port between nodes', () => {
  let databases: Databases;
  let target: Target;
  let port: number;
  const closers: (() => unknown)[] = [];
  beforeAll(async () => {
    databases = await someDatabases();
    [port = 0] = await freePorts(1);
    target = await aTarget({
      ...{ DATABASE_URL: await databases.database(), AUTH_SECRET: SECRET },
      ...{ NODE_HOST: '127.0.0.1', NODE_PORT: String(port) },
    });
  });
  afterAll(async () => {
    for (const close of closers.splice(0).reverse()) await close();
    await target.close();
    await databases.remove();
  });

  /** A node with the market's secret. @returns what it was answered, or null */
  async function asANode(address: string, args: unknown[]): Promise<unknown> {
    const node = wsPeers({ master: SECRET, host: '127.0.0.1', port: 0 });
    try {
      return (await node.ask(address, { use: 'console', args }, 3_000)).value;
    } catch {
      return null;
    } finally {
      await node.close();
    }
  }

  it('decides nothing for somebody on the way who slips a frame in', async () => {
    const { slug, streamId } = await target.liveStream([20]);
    const operator = { staffId: systemIds.next(), name: 'Nobody', role: 'operator', device: 'none' };
    const end = [operator, streamId, 'stream:end', { key: systemIds.next() }, Date.now()];
    const forged = JSON.stringify([99, { use: 'console', args: end }]);
    const middle = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    closers.push(() => middle.close());
    await new Promise((resolve) => middle.once('listening', resolve));
    middle.on('connection', (caller) => {
      const answerer = new WebSocket(`ws://127.0.0.1:${port}`);
      let fromCaller = 0;
      answerer.on('message', (data) => caller.send(String(data)));
      caller.on('message', (data) => {
        fromCaller += 1;
        answerer.send(String(data));
        // The greeting was the node's own; what follows is not.
        if (fromCaller === 2) answerer.send(forged);
      });
      for (const [one, other] of [
        [answerer, caller],
        [caller, answerer],
      ] as const) {
        one.on('error', () => {}).on('close', () => other.terminate());
      }
    });
    await asANode(`ws://127.0.0.1:${(middle.address() as { port: number }).port}`, []);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const { body } = await target.ask('GET', '/streams');
    const stream = (body as { streams: { slug: string; status: string }[] }).streams.find(
      (each) => each.slug === slug,
    );
    expect(stream?.status).toBe('LIVE');
  });

  it('tells a node that speaks in no known form what is wrong, and asks no rule', async () => {
    const answer = await asANode(`ws://127.0.0.1:${port}`, ['anybody', 'anything']);
    expect(answer).toMatchObject({ ok: false, code: 'BAD_REQUEST' });
  });

  it('lets a node in while hundreds of silent strangers come again and again', async () => {
    const strangers: Socket[] = [];
    closers.push(() => {
      for (const socket of strangers) socket.destroy();
    });
    const knock = (count: number) => {
      for (let n = 0; n < count; n += 1) {
        const socket = connect(port, '127.0.0.1');
        socket.resume().on('error', () => {});
        socket.write('GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n');
        socket.write('Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n');
        strangers.push(socket);
      }
    };
    knock(200);
    await new Promise((resolve) => setTimeout(resolve, 100));
    let letIn = 0;
    for (let round = 0; round < 10; round += 1) {
      knock(100);
      if ((await asANode(`ws://127.0.0.1:${port}`, [])) !== null) letIn += 1;
    }
    expect({ letIn }).toEqual({ letIn: 10 });
  });
});
