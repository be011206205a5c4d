import { afterEach, expect, test } from 'vitest';
import { type PeerAnswer, type PeerCall, PeerGone, type Peers } from '../../server/ports/peers.ts';
import { pause, until } from '../builders/until.ts';

export const standing = {
  logId: 'stream-1',
  history: 'aaaa1111',
  seq: 12,
  owner: { node: 'node-a', address: 'ws://127.0.0.1:4100', untilMs: 1_790_000_003_000 },
  leftMs: 2_990,
  kind: 'stream',
  nowMs: 1_790_000_000_010,
};
export const echo = async ({ use, args }: PeerCall): Promise<PeerAnswer> => ({
  value: { use, args },
  head: standing,
});
export const aCall = (...args: unknown[]): PeerCall => ({ use: 'live', args });

/** What every way between nodes does; `open` gives one more node. */
export function peersSuite(open: () => Promise<Peers>): void {
  const nodes: Peers[] = [];
  const join = async () => {
    const node = await open();
    nodes.push(node);
    return node;
  };
  /** A node that answers, and one that asks it. */
  async function pair(answer: (call: PeerCall) => Promise<PeerAnswer>) {
    const [asked, asking] = [await join(), await join()];
    return { asked, asking, address: await asked.listen(answer) };
  }
  afterEach(async () => {
    await Promise.all(nodes.splice(0).map((node) => node.close()));
  });

  test('a call arrives as it was made, and its answer as it was given', async () => {
    const { asking, address } = await pair(echo);
    const args = [{ items: [1, 2], text: '土豆 🥔', nothing: null }, 'x', -1.5, true];
    const answer = await asking.ask(address, aCall(...args), 2_000);
    expect(answer).toEqual({ value: { use: 'live', args }, head: standing });
  });

  test('no value and no log are answers as well', async () => {
    const { asking, address } = await pair(async () => ({ value: null, head: null }));
    expect(await asking.ask(address, aCall(), 2_000)).toEqual({ value: null, head: null });
  });

  test('eight hundred calls at once, answered in any order, each get their own answer', async () => {
    const { asking, address } = await pair(async (call) => {
      await pause(Math.random() * 200);
      return echo(call);
    });
    const numbers = Array.from({ length: 800 }, (_, index) => index);
    const answers = await Promise.all(numbers.map((n) => asking.ask(address, aCall(n), 10_000)));
    expect(answers.map(({ value }) => (value as PeerCall).args[0])).toEqual(numbers);
  });

  test('two nodes ask each other at the same time', async () => {
    const [a, b] = [await join(), await join()];
    const [toA, toB] = [await a.listen(echo), await b.listen(echo)];
    const both = await Promise.all([a.ask(toB, aCall('to b'), 2_000), b.ask(toA, aCall('to a'), 2_000)]);
    expect(both.map(({ value }) => (value as PeerCall).args)).toEqual([['to b'], ['to a']]);
  });

  test('a fault of the other node is told as one: it is not gone', async () => {
    const { asking, address } = await pair(async () => {
      throw new Error('the shelf fell down');
    });
    const fault = await asking.ask(address, aCall(), 2_000).catch((error) => error);
    expect(fault).not.toBeInstanceOf(PeerGone);
    expect(fault.message).toContain('the shelf fell down');
  });

  test('an answer that does not come in time is given up; when it comes it harms nobody', async () => {
    const { asking, address } = await pair(async (call) => {
      if (call.args[0] === 'slow') await pause(400);
      return echo(call);
    });
    const start = performance.now();
    await expect(asking.ask(address, aCall('slow'), 150)).rejects.toMatchObject({ mayHaveHeard: true });
    expect(performance.now() - start).toBeLessThan(380);
    await pause(400);
    const answer = await asking.ask(address, aCall('quick'), 2_000);
    expect((answer.value as PeerCall).args).toEqual(['quick']);
  });

  test('[LD8] a node that answers others meanwhile is slow; one that answers nobody is not', async () => {
    const { asking, address } = await pair((call) =>
      call.args[0] === 'never' ? new Promise(() => {}) : echo(call),
    );
    const never = () => asking.ask(address, aCall('never'), 300).catch((error) => error);
    const slow = never();
    await asking.ask(address, aCall('quick'), 2_000);
    expect(await slow).toMatchObject({ mayHaveHeard: true, isSlow: true });
    expect(await never()).toMatchObject({ mayHaveHeard: true, isSlow: false });
  });

  test('a node that closes is gone at once for all who wait for it', async () => {
    let heard = 0;
    const { asked, asking, address } = await pair(() => {
      heard += 1;
      return new Promise(() => {});
    });
    const waits = Array.from({ length: 50 }, () =>
      asking.ask(address, aCall(), 30_000).catch((error) => error),
    );
    await until(() => heard === 50);
    const start = performance.now();
    const closing = asked.close();
    for (const fault of await Promise.all(waits)) {
      expect(fault).toBeInstanceOf(PeerGone);
      expect(fault.mayHaveHeard).toBe(true);
    }
    expect(performance.now() - start).toBeLessThan(2_000);
    await closing;
    const never = await asking.ask(address, aCall(), 2_000).catch((error) => error);
    expect(never).toBeInstanceOf(PeerGone);
    expect(never.mayHaveHeard).toBe(false);
  });

  test('a closed node asks nobody', async () => {
    const { asking, address } = await pair(echo);
    await asking.close();
    await expect(asking.ask(address, aCall(), 2_000)).rejects.toBeInstanceOf(PeerGone);
  });

  test('the calls that wait for one node are bounded', async () => {
    const { asking, address } = await pair(() => new Promise(() => {}));
    const waits = Array.from({ length: 10_000 }, () => asking.ask(address, aCall(), 60_000).catch((e) => e));
    const start = performance.now();
    await expect(asking.ask(address, aCall(), 60_000)).rejects.toThrow('Too many');
    expect(performance.now() - start).toBeLessThan(1_000);
    for (const node of nodes.splice(0)) await node.close();
    for (const fault of await Promise.all(waits)) expect(fault).toBeInstanceOf(PeerGone);
  });
}
