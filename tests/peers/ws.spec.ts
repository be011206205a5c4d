import { connect } from 'node:net';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { openGreetings } from '../../server/adapters/peers/frames.ts';
import { wsPeers } from '../../server/adapters/peers/ws.ts';
import { type PeerCall, PeerGone, type Peers } from '../../server/ports/peers.ts';
import { TcpProxy } from '../builders/tcp-proxy.ts';
import { pause, until } from '../builders/until.ts';
import { aCall, echo, peersSuite } from './peers-suite.ts';

vi.setConfig({ testTimeout: 30_000 });

const MASTER = 'a secret for tests, thirty-two characters or more';
const OTHER = 'the secret of another market, long enough';
const aNode = (master = MASTER, port = 0) => wsPeers({ master, host: '127.0.0.1', port });

peersSuite(async () => aNode());

describe('over a network', () => {
  const closers: (() => unknown)[] = [];
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });
  const kept = (node: Peers) => {
    closers.push(() => node.close());
    return node;
  };
  async function aLine() {
    const asked = kept(aNode());
    const proxy = await TcpProxy.to(Number(new URL(await asked.listen(answer)).port));
    closers.push(() => proxy.close());
    return { asking: kept(aNode()), proxy, address: `ws://127.0.0.1:${proxy.port}` };
  }
  const answer = (call: PeerCall) => (call.args[0] === 'never' ? new Promise<never>(() => {}) : echo(call));
  const gone = (asking: Peers, address: string, ms = 10_000, ...args: unknown[]) =>
    asking.ask(address, aCall(...args), ms).then(
      () => {
        throw new Error('It was answered.');
      },
      (fault) => {
        expect(fault).toBeInstanceOf(PeerGone);
        return fault as PeerGone;
      },
    );
  /** A bare WebSocket: what it hears, and whether it was hung up on. */
  async function stranger(address: string) {
    const socket = new WebSocket(address);
    const heard: string[] = [];
    let isClosed = false;
    socket.on('message', (data) => heard.push(String(data)));
    socket.on('close', () => {
      isClosed = true;
    });
    socket.on('error', () => {});
    closers.push(() => socket.terminate());
    await until(() => heard.length > 0 || isClosed);
    return { socket, heard, isClosed: () => isClosed };
  }

  test('[TH21] who does not know the secret of the market is neither answered nor believed', async () => {
    let calls = 0;
    const asked = kept(aNode());
    const address = await asked.listen(async (call) => {
      calls += 1;
      return echo(call);
    });
    const other = kept(aNode(OTHER));
    expect((await gone(other, address)).message).toMatch(/hung up|secret/);
    const theirs = await other.listen(echo);
    await gone(kept(aNode()), theirs);
    expect(calls).toBe(0);
  });

  test('[TH21] a listener that only repeats what it hears is not believed', async () => {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    closers.push(() => server.close());
    const greetings = openGreetings(OTHER);
    server.on('connection', (socket) => {
      socket.send(JSON.stringify({ challenge: greetings.nonce() }));
      // Its own proof, sent back to the caller.
      socket.on('message', (data) => socket.send(JSON.stringify({ proof: JSON.parse(String(data)).proof })));
    });
    await until(() => server.address() !== null);
    const { port } = server.address() as { port: number };
    expect((await gone(kept(aNode()), `ws://127.0.0.1:${port}`)).message).toContain('secret');
  });

  test('[TH21] strangers with garbage, silence, or too much are hung up on, and the others are answered', async () => {
    const asked = kept(aNode());
    const address = await asked.listen(echo);
    for (const garbage of [
      '',
      'hello',
      '[1,{"use":"live","args":[]}]',
      '{"challenge":"x","proof":"y"}',
      'x'.repeat(300_000),
    ]) {
      const visitor = await stranger(address);
      visitor.socket.send(garbage);
      await until(() => visitor.isClosed());
      expect(visitor.heard).toHaveLength(1);
    }
    const binary = await stranger(address);
    binary.socket.send(Buffer.from([1, 2, 3]));
    await until(() => binary.isClosed());
    const silent = await stranger(address);
    expect(await until(() => silent.isClosed())).toBeLessThan(2_000);
    const slow = connect(Number(new URL(address).port), '127.0.0.1');
    slow.write('GET / HTTP/1.1\r\n');
    slow.resume().on('error', () => {});
    expect(await until(() => slow.closed, 5_000)).toBeLessThan(4_000);
    // A crowd of strangers does not keep a node out for longer than they may be silent.
    await Promise.all(Array.from({ length: 150 }, () => stranger(address)));
    await pause(1_200);
    expect((await kept(aNode()).ask(address, aCall('hello'), 2_000)).value).toEqual(aCall('hello'));
  });

  test('a node that is known and then talks nonsense is hung up on', async () => {
    const asked = kept(aNode());
    const address = await asked.listen(echo);
    for (const nonsense of [
      '[0,{"use":"x","args":[]}]',
      '[1]',
      '[1,{"use":1,"args":[]}]',
      'null',
      'x'.repeat(300_000),
    ]) {
      const visitor = await stranger(address);
      const greetings = openGreetings(MASTER);
      const own = greetings.nonce();
      const { challenge } = JSON.parse(visitor.heard[0]!);
      visitor.socket.send(
        JSON.stringify({ challenge: own, proof: greetings.proof('caller', challenge, own) }),
      );
      await until(() => visitor.heard.length === 2);
      expect(greetings.isProof(JSON.parse(visitor.heard[1]!).proof, 'answerer', own, challenge)).toBe(true);
      visitor.socket.send('[7,{"use":"live","args":[1]}]');
      await until(() => visitor.heard.length === 3);
      expect(JSON.parse(visitor.heard[2]!)[0]).toBe(7);
      visitor.socket.send(nonsense);
      await until(() => visitor.isClosed());
    }
  });

  test('a call or an answer that is too long is refused without harm to the link', async () => {
    const asked = kept(aNode());
    const address = await asked.listen(async (call) => ({
      ...(await echo(call)),
      value: call.args[0] === 'long' ? 'x'.repeat(300_000) : 'short',
    }));
    const asking = kept(aNode());
    expect((await gone(asking, address, 5_000, 'x'.repeat(300_000))).message).toContain('too long');
    await expect(asking.ask(address, aCall('long'), 5_000)).rejects.toThrow('the answer is too long');
    expect((await asking.ask(address, aCall('ok'), 5_000)).value).toBe('short');
  });

  test('[C14] a link that breaks in the middle is told to all who wait at once, and made again when asked', async () => {
    const { asking, proxy, address } = await aLine();
    await asking.ask(address, aCall('hello'), 2_000);
    const waits = Array.from({ length: 200 }, () => gone(asking, address, 30_000, 'never'));
    await pause(100);
    const start = performance.now();
    proxy.reset();
    await Promise.all(waits);
    expect(performance.now() - start).toBeLessThan(500);
    await pause(600);
    expect((await asking.ask(address, aCall('again'), 2_000)).value).toEqual(aCall('again'));
  });

  test('[C15] a node that falls silent is given up within 3 s, however long one would wait', async () => {
    const { asking, proxy, address } = await aLine();
    await asking.ask(address, aCall('hello'), 2_000);
    proxy.set({ lost: ['up', 'down'] });
    const start = performance.now();
    await gone(asking, address, 30_000, 'never');
    expect(performance.now() - start).toBeLessThan(3_000);
  });

  test('[C16] a dead node costs a second at the most, and then nothing for half a second', async () => {
    const { asking, proxy, address } = await aLine();
    proxy.set({ lost: ['up', 'down'] });
    const start = performance.now();
    await gone(asking, address);
    const firstMs = performance.now() - start;
    expect(firstMs).toBeLessThan(1_400);
    for (let call = 0; call < 1_000; call += 1) await gone(asking, address);
    expect(performance.now() - start - firstMs).toBeLessThan(400);
    proxy.heal();
    await pause(600);
    expect((await asking.ask(address, aCall('well'), 2_000)).value).toEqual(aCall('well'));
  });

  test('what is no address of a node is not called', async () => {
    const asking = kept(aNode());
    for (const address of ['', 'nowhere', 'http://127.0.0.1:1', 'wss://127.0.0.1:1', 'ws://127.0.0.1:1']) {
      await gone(asking, address);
    }
  });

  test('a node that closes lets the calls end that it is answering', async () => {
    const asked = aNode();
    let heard = 0;
    const address = await asked.listen(async (call) => {
      heard += 1;
      await pause(300);
      return echo(call);
    });
    const asking = kept(aNode());
    const answers = Promise.all([1, 2, 3].map((n) => asking.ask(address, aCall(n), 5_000)));
    await until(() => heard === 3);
    const closing = asked.close();
    // Who calls now is told so, and need not wait.
    const start = performance.now();
    expect((await gone(asking, address)).message).toContain('no more calls');
    expect(performance.now() - start).toBeLessThan(200);
    await closing;
    expect(heard).toBe(3);
    expect((await answers).map(({ value }) => (value as PeerCall).args)).toEqual([[1], [2], [3]]);
  });

  test('a node says how others reach it, and listens where it is told', async () => {
    const named = kept(
      wsPeers({ master: MASTER, host: '127.0.0.1', port: 0, address: 'ws://market-2:3100' }),
    );
    expect(await named.listen(echo)).toBe('ws://market-2:3100');
    const first = aNode();
    const port = Number(new URL(await first.listen(echo)).port);
    await first.close();
    expect(await kept(aNode(MASTER, port)).listen(echo)).toBe(`ws://127.0.0.1:${port}`);
    await expect(kept(aNode(MASTER, port)).listen(echo)).rejects.toThrow('EADDRINUSE');
  });
});
