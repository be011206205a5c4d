import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { openGreetings } from '../../server/adapters/peers/frames.ts';
import { openSeal } from '../../server/adapters/peers/seal.ts';
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

  test('[X130] who does not know the secret of the market is neither answered nor believed', async () => {
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

  test('[X130] a listener that only repeats what it hears is not believed', async () => {
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

  test('[X133] strangers with garbage, silence, or too much are hung up on, and the others are answered', async () => {
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
      const sealed = openSeal(greetings.linkKey(own, challenge), 'caller');
      visitor.socket.send(sealed.seal('[7,{"use":"live","args":[1]}]'));
      await until(() => visitor.heard.length === 3);
      expect(JSON.parse(sealed.open(visitor.heard[2]!)!)[0]).toBe(7);
      visitor.socket.send(sealed.seal(nonsense));
      await until(() => visitor.isClosed());
    }
  });

  /**
   * Somebody on the way between two nodes: passes on what each says, or what it makes of it.
   * @param toAnswerer gives the frames that arrive for one that the caller sent; the first is the greeting
   */
  async function aMiddle(
    address: string,
    toAnswerer: (frame: string, place: number) => string[],
    toCaller: (frame: string, place: number) => string[] = (frame) => [frame],
  ) {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    closers.push(() => server.close());
    let cuts = 0;
    server.on('connection', (caller) => {
      const answerer = new WebSocket(address);
      const pass = (from: WebSocket, to: WebSocket, change: (frame: string, place: number) => string[]) => {
        let place = 0;
        from.on('message', (data) => {
          for (const frame of change(String(data), place)) to.send(frame);
          place += 1;
        });
        from.on('error', () => {});
        from.on('close', () => {
          cuts += 1;
          to.terminate();
        });
      };
      pass(answerer, caller, toCaller);
      pass(caller, answerer, toAnswerer);
    });
    await until(() => server.address() !== null);
    const { port } = server.address() as { port: number };
    return { address: `ws://127.0.0.1:${port}`, cuts: () => cuts };
  }
  /** A node that counts the calls that it heard. */
  async function aCounted() {
    const heard: unknown[] = [];
    const address = await kept(aNode()).listen(async (call) => {
      heard.push(call.args[0]);
      return echo(call);
    });
    return { heard, address };
  }
  const order = { staffId: 'nobody', role: 'operator' };
  const forged = JSON.stringify([99, { use: 'console', args: [order] }]);

  const meddling: [what: string, toAnswerer: (frame: string, place: number, kept: string[]) => string[]][] = [
    ['a forged frame', (frame, place) => (place === 2 ? [forged, frame] : [frame])],
    [
      'a forged frame under a made-up seal',
      (frame, place) => (place === 2 ? [`${'A'.repeat(22)}${forged}`] : [frame]),
    ],
    [
      'a forged frame under the seal of another',
      (frame, place) => (place === 2 ? [frame.slice(0, 22) + forged] : [frame]),
    ],
    ['a changed frame', (frame, place) => (place === 2 ? [frame.replace('two', 'TWO')] : [frame])],
    ['a repeated frame', (frame, place) => (place === 1 ? [frame, frame] : [frame])],
    ['a frame that was left out', (frame, place) => (place === 1 ? [] : [frame])],
    [
      'frames in another order',
      (frame, place, held) => {
        if (place === 1) held.push(frame);
        return place === 1 ? [] : place === 2 ? [frame, ...held] : [frame];
      },
    ],
  ];
  test.each(meddling)('[X131] %s cuts the line, and is not decided on', async (_what, toAnswerer) => {
    const { heard, address } = await aCounted();
    const held: string[] = [];
    const middle = await aMiddle(address, (frame, place) => toAnswerer(frame, place, held));
    const asking = kept(aNode());
    const ask = (what: string) =>
      asking.ask(middle.address, aCall(what), 3_000).then(
        () => 'answered',
        () => 'gone',
      );
    const answers = [await ask('one'), await ask('two')];
    expect(answers).toContain('gone');
    expect(middle.cuts()).toBeGreaterThan(0);
    expect(heard.every((what) => what === 'one' || what === 'two')).toBe(true);
    expect(new Set(heard).size).toBe(heard.length);
  });

  test('[X131] an answer that was changed or comes twice is not believed', async () => {
    for (const change of [
      (frame: string, place: number) => (place === 2 ? [frame.replace('one', 'ONE')] : [frame]),
      (frame: string, place: number) => (place === 2 ? ['[1,{"value":"forged","head":null}]'] : [frame]),
    ]) {
      const { address } = await aCounted();
      const middle = await aMiddle(address, (frame) => [frame], change);
      expect((await gone(kept(aNode()), middle.address, 3_000, 'one')).mayHaveHeard).toBe(true);
    }
    const { address } = await aCounted();
    const twice = await aMiddle(
      address,
      (frame) => [frame],
      (frame, place) => (place === 2 ? [frame, frame] : [frame]),
    );
    const asking = kept(aNode());
    expect((await asking.ask(twice.address, aCall('one'), 3_000)).value).toEqual(aCall('one'));
    await until(() => twice.cuts() > 0);
  });

  test('[X131] a seal is worth nothing on another line, nor in the other direction', () => {
    const greetings = openGreetings(MASTER);
    const [a, b, c] = [greetings.nonce(), greetings.nonce(), greetings.nonce()];
    const frame = openSeal(greetings.linkKey(a, b), 'caller').seal('[1]');
    expect(openSeal(greetings.linkKey(a, b), 'answerer').open(frame)).toBe('[1]');
    expect(openSeal(greetings.linkKey(a, c), 'answerer').open(frame)).toBeNull();
    expect(openSeal(greetings.linkKey(a, b), 'caller').open(frame)).toBeNull();
    expect(openSeal(openGreetings(OTHER).linkKey(a, b), 'answerer').open(frame)).toBeNull();
  });

  test('[X133] while silent strangers fill the port again and again, a node with the secret gets in at once', async () => {
    const { address } = await aCounted();
    const port = Number(new URL(address).port);
    const strangers: Socket[] = [];
    const knock = () => {
      const socket = connect(port, '127.0.0.1');
      socket.resume().on('error', () => {});
      // Half of them begin a greeting that they never end.
      if (strangers.length % 2 === 0) {
        socket.write('GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n');
        socket.write('Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n');
      }
      strangers.push(socket);
    };
    closers.push(() => {
      for (const socket of strangers) socket.destroy();
    });
    for (let n = 0; n < 300; n += 1) knock();
    await pause(100);
    let answered = 0;
    for (let round = 0; round < 10; round += 1) {
      for (let n = 0; n < 40; n += 1) knock();
      const node = aNode();
      answered += await node.ask(address, aCall('hello'), 2_000).then(
        () => 1,
        () => 0,
      );
      await node.close();
    }
    expect(answered).toBe(10);
    await until(() => strangers.filter((socket) => !socket.closed).length <= 100);
    // Those that are left are cut when their time is over.
    await until(() => strangers.every((socket) => socket.closed), 3_000);
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
