import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Bus, BusMessage } from '../../server/ports/bus.ts';
import { pause, until } from '../builders/until.ts';

/** A place where nodes of one market meet: each `join` is the bus of another node. */
export interface Meeting {
  join(node: string): Promise<Bus>;
  close(): Promise<void>;
}

export const owner = { node: 'node-a', address: 'ws://127.0.0.1:4100', untilMs: 1_790_000_003_000 };
export const head = (seq: number, logId = 'stream-1'): BusMessage => ({
  kind: 'head',
  logId,
  history: 'aaaa1111',
  seq,
  owner,
});

/** What every carrier between nodes does, and what it leaves to those who listen. */
export function busSuite(open: () => Promise<Meeting>): void {
  let meeting: Meeting;
  let nodes = 0;
  beforeAll(async () => {
    meeting = await open();
  });
  afterAll(() => meeting.close());
  /** A bus of a node of its own, ready to hear, and what it has heard. */
  async function join() {
    nodes += 1;
    const bus = await meeting.join(`node-${nodes}`);
    const heard: BusMessage[] = [];
    const stop = bus.subscribe((message) => heard.push(message));
    await until(() => bus.isWhole());
    return { bus, heard, stop };
  }

  test('the other nodes hear every kind of message as it was told; who tells it does not', async () => {
    const [a, b, c] = [await join(), await join(), await join()];
    const told: BusMessage[] = [
      head(7),
      { ...head(8), owner: null } as BusMessage,
      { kind: 'session_ended', sessionHash: 'ab'.repeat(32) },
      { kind: 'guests_merged', guestIds: ['0190a000-0000-7000-8000-0000000000b1', 'guest-2'] },
    ];
    for (const message of told) a.bus.publish(message);
    await until(() => b.heard.length === told.length && c.heard.length === told.length);
    const sorted = (messages: BusMessage[]) => messages.map((message) => JSON.stringify(message)).sort();
    expect(sorted(b.heard)).toEqual(sorted(told));
    expect(sorted(c.heard)).toEqual(sorted(told));
    expect(a.heard).toEqual([]);
  });

  test('a merge of more guests than one message holds reaches all of them', async () => {
    const [a, b] = [await join(), await join()];
    const guestIds = Array.from({ length: 450 }, (_, index) => `guest-${index}`);
    a.bus.publish({ kind: 'guests_merged', guestIds });
    const named = () =>
      b.heard.flatMap((message) => (message.kind === 'guests_merged' ? message.guestIds : []));
    await until(() => named().length === guestIds.length);
    expect(new Set(named())).toEqual(new Set(guestIds));
  });

  test('what is told while nobody listens is lost, and nothing waits for it', async () => {
    const [a, b] = [await join(), await join()];
    b.stop();
    a.bus.publish(head(1));
    await pause(100);
    const late: BusMessage[] = [];
    b.bus.subscribe((message) => late.push(message));
    a.bus.publish(head(2));
    await until(() => late.length > 0);
    expect(late).toEqual([head(2)]);
    expect(b.heard).toEqual([]);
  });

  test('listeners of one node each get a message of their own', async () => {
    const [a, b] = [await join(), await join()];
    const second: BusMessage[] = [];
    b.bus.subscribe((message) => Object.assign(message, { seq: -1 }));
    b.bus.subscribe((message) => second.push(message));
    a.bus.publish(head(5));
    await until(() => second.length > 0);
    expect(second).toEqual([head(5)]);
  });

  test('[C21] a reader that keeps the highest seq ends where the log is, whatever is lost, repeated or reordered', async () => {
    const [a, b] = [await join(), await join()];
    const carried = fc.array(
      fc.record({
        seq: fc.integer({ min: 1, max: 50 }),
        isLost: fc.boolean(),
        copies: fc.integer({ min: 1, max: 3 }),
      }),
      {
        minLength: 1,
        maxLength: 40,
      },
    );
    let run = 0;
    await fc.assert(
      fc.asyncProperty(carried, async (messages) => {
        run += 1;
        const logId = `log-${run}`;
        const known: number[] = [0];
        const stop = b.bus.subscribe((message) => {
          if (message.kind !== 'head' || message.logId !== logId) return;
          if (message.seq > known.at(-1)!) known.push(message.seq);
        });
        const arriving = messages.filter(({ isLost }) => !isLost);
        for (const { seq, copies } of arriving) {
          for (let copy = 0; copy < copies; copy += 1) a.bus.publish(head(seq, logId));
        }
        const furthest = Math.max(0, ...arriving.map(({ seq }) => seq));
        await until(() => known.at(-1) === furthest);
        // What was lost is found in the log, which is asked each second.
        const inLog = Math.max(...messages.map(({ seq }) => seq));
        if (inLog > known.at(-1)!) known.push(inLog);
        stop();
        expect(known).toEqual([...known].sort((x, y) => x - y));
        expect(known.at(-1)).toBe(inLog);
      }),
      { numRuns: 50 },
    );
  });

  test('a flood is told or dropped without waiting, and the bus lives on', async () => {
    const [a, b] = [await join(), await join()];
    const start = performance.now();
    for (let seq = 1; seq <= 20_000; seq += 1) a.bus.publish(head(seq));
    expect(performance.now() - start).toBeLessThan(2_000);
    await until(() => a.bus.isWhole());
    await until(async () => {
      a.bus.publish(head(30_000));
      await pause(20);
      return b.heard.some((message) => message.kind === 'head' && message.seq === 30_000);
    });
  });

  test('a closed bus tells nothing, hears nothing and throws nothing', async () => {
    const [a, b] = [await join(), await join()];
    await b.bus.close();
    expect(b.bus.isWhole()).toBe(false);
    b.bus.publish(head(1));
    a.bus.publish(head(2));
    await pause(100);
    expect(a.heard).toEqual([]);
    expect(b.heard).toEqual([]);
  });
}
