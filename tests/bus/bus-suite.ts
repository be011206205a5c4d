import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openMemory } from '../../server/adapters/memory/open.ts';
import type { ToldHead } from '../../server/event-log/ports/head-bus.ts';
import { LogWatch } from '../../server/event-log/replica/log-watch.ts';
import type { Bus, BusMessage } from '../../server/ports/bus.ts';
import type { Publication } from '../../server/ports/publication.ts';
import { digestOf } from '../../shared/live-view/digest.ts';
import { badBus } from '../builders/bad-bus.ts';
import { TestClock } from '../builders/engine-clock.ts';
import { accepted, type MarketHouse, newGround } from '../builders/engine-house.ts';
import { aBatch, aHead, EIGHT } from '../builders/store-rows.ts';
import { openStreet, settled } from '../builders/street.ts';
import { pause, until } from '../builders/until.ts';

/** Of one log the others are told this often at most, so a commit after so long is told by itself. */
const TELL_APART_MS = 10;

/** A place where nodes of one market meet: each `join` is the bus of another node. */
export interface Meeting {
  join(node: string): Promise<Bus>;
  close(): Promise<void>;
}

export const owner = { node: 'node-a', address: 'ws://127.0.0.1:4100', untilMs: 1_790_000_003_000 };
const headAt = (seq: number, logId = 'stream-1'): ToldHead => ({
  logId,
  kind: 'stream',
  history: 'aaaa1111',
  seq,
  owner,
  leftMs: 2_990,
  nowMs: 1_790_000_000_010,
});
export const head = (seq: number, logId?: string): BusMessage => ({ kind: 'head', head: headAt(seq, logId) });

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
      { kind: 'head', head: { ...headAt(8), owner: null } },
      { kind: 'session_ended', sessionHash: 'ab'.repeat(32) },
      { kind: 'staff_changed', staffId: '0190a000-0000-7000-8000-0000000000f1' },
      { kind: 'guests_merged', guestIds: ['0190a000-0000-7000-8000-0000000000b1', 'guest-2'] },
      { kind: 'codes_guessed', streamId: '0190a000-0000-7000-8000-0000000000c1', untilMs: 1_790_000_000_000 },
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

  /** Nodes that are gone hear nothing of what the others tell. */
  async function leave(...gone: { bus: Bus }[]) {
    for (const { bus } of gone) await bus.close();
  }

  /** What may happen to messages on their way. */
  const fates = fc.array(
    fc.record({
      isLost: fc.boolean(),
      copies: fc.integer({ min: 1, max: 3 }),
      overtakenBy: fc.integer({ min: 0, max: 3 }),
    }),
    { minLength: 1, maxLength: 40 },
  );

  /** A log of its own, the node that writes it, and one that reads along, each with the watch that servers have. */
  async function watched(logId: string, writersBus: Bus, readersBus: Bus) {
    const clock = new TestClock(EIGHT);
    const { store } = openMemory(() => clock.nowMs());
    await store.create(aHead(logId));
    const carrier = badBus(writersBus);
    const announced: { seq: number; isFromStore: boolean; logSeq: number }[] = [];
    const faults: unknown[] = [];
    let logSeq = 0;
    let told: ToldHead | null = null;
    const onFault = (fault: unknown) => faults.push(fault);
    const deps = { store, clock, onFault, kept: () => [], told: () => told };
    const writer = new LogWatch({ ...deps, bus: carrier, awake: () => [], onHead: () => {} });
    const reader = new LogWatch({
      ...deps,
      bus: readersBus,
      awake: () => [logId],
      onHead: ({ seq }: { seq: number }, isFromStore: boolean) =>
        announced.push({ seq, isFromStore, logSeq }),
    });
    writer.start();
    reader.start();
    return {
      carrier,
      announced,
      faults,
      announcedBy: (fromStore: boolean) => announced.filter((each) => each.isFromStore === fromStore),
      furthest: () => Math.max(0, ...announced.map(({ seq }) => seq)),
      /** The log grows by one fact, and the writer tells. */
      async grows() {
        await store.append(aBatch(logId, logSeq));
        logSeq += 1;
        const { history, seq, owner } = (await store.head(logId))!;
        told = { logId, kind: 'stream', history, seq, owner, leftMs: 0, nowMs: null };
        writer.tell(logId);
        clock.passes(TELL_APART_MS);
        return logSeq;
      },
      async passes(seconds: number) {
        for (let second = 0; second < seconds; second += 1) {
          clock.passes(1_000);
          await settled();
        }
      },
      close() {
        writer.close();
        reader.close();
      },
    };
  }

  test('[C21] whatever is lost, repeated or reordered, the watch tells its node how far the log has come, three seconds later at the most', async () => {
    const [a, b] = [await join(), await join()];
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fates, async (onTheWay) => {
        run += 1;
        const log = await watched(`log-${run}`, a.bus, b.bus);
        // The watch has asked once, and asks a whole bus again three seconds later.
        await log.passes(1);
        expect(log.announced.splice(0)).toEqual([{ seq: 0, isFromStore: true, logSeq: 0 }]);
        log.carrier.fates = [...onTheWay];
        const commits: number[] = [];
        for (const _ of onTheWay) commits.push(await log.grows());
        log.carrier.letGo();
        // The last word is lost every time, so no message says where the log ends.
        log.carrier.fates = [{ isLost: true, copies: 1, overtakenBy: 0 }];
        commits.push(await log.grows());
        const end = commits.length;
        const seqs = (messages: BusMessage[]) =>
          messages.map((message) => (message.kind === 'head' ? message.head.seq : message.kind));
        expect(seqs(log.carrier.told)).toEqual(commits);
        const { carried } = log.carrier;
        await until(() => log.announced.length === carried.length);
        await settled();
        // As messages came, so they are passed on, none of them as if the store had said so.
        const heard = log.announcedBy(false).map(({ seq }) => seq);
        expect(heard.sort((x, y) => x - y)).toEqual(seqs(carried).sort((x, y) => Number(x) - Number(y)));
        expect(log.announcedBy(true)).toEqual([]);
        expect(log.furthest()).toBeLessThan(end);

        await log.passes(3);
        expect(log.furthest()).toBe(end);
        expect(log.announcedBy(true).at(-1)).toEqual({ seq: end, isFromStore: true, logSeq: end });
        expect(log.announced.filter(({ seq, logSeq }) => seq > logSeq)).toEqual([]);
        expect(log.faults).toEqual([]);
        log.close();
      }),
      { numRuns: 50 },
    );
    await leave(a, b);
  });

  test('[C21] while the bus is known to lose messages the log is asked each second', async () => {
    const [a, b] = [await join(), await join()];
    const log = await watched('log-1', a.bus, b.bus);
    await log.passes(3);
    const whole = log.announcedBy(true).length;
    await b.bus.close();
    expect(b.bus.isWhole()).toBe(false);
    for (let second = 1; second <= 5; second += 1) {
      const end = await log.grows();
      await log.passes(1);
      expect(log.announcedBy(true)).toHaveLength(whole + second);
      expect(log.announced.at(-1)).toEqual({ seq: end, isFromStore: true, logSeq: end });
    }
    expect(log.announcedBy(false)).toEqual([]);
    expect(log.faults).toEqual([]);
    log.close();
    await leave(a, b);
  });

  test('[C21][INV13] a node that follows over such a bus publishes the whole log, in order, nothing twice, and shows what the writer shows', async () => {
    const [a, b] = [await join(), await join()];
    const carrier = badBus(a.bus);
    const street = await openStreet(2, newGround(), [carrier, b.bus]);
    const [writer, reader] = street.houses as [MarketHouse, MarketHouse];
    const published: Publication[] = [];
    reader.app.engines.subscribe((publication) => published.push(publication));
    const { clock } = street.ground;
    await fc.assert(
      fc.asyncProperty(fates, async (onTheWay) => {
        const { stream } = await writer.liveStream(1_000);
        const { streamId } = stream;
        let seq = (await reader.app.application.position(streamId))!.seq;
        published.length = 0;
        carrier.fates = [...onTheWay];
        for (const _ of onTheWay) {
          accepted(await writer.adds(await writer.buyer(), stream));
          clock.passes(TELL_APART_MS);
          await settled();
        }
        carrier.letGo();
        carrier.fates = [{ isLost: true, copies: 1, overtakenBy: 0 }];
        await until(() => b.heard.length === carrier.carried.length);
        await settled();
        accepted(await writer.adds(await writer.buyer(), stream));
        await settled();
        const head = (await writer.store.head(streamId))!;
        expect(published.at(-1)?.to ?? seq).toBeLessThan(head.seq);
        for (let second = 0; second < 3; second += 1) {
          clock.passes(1_000);
          await settled();
        }
        const ofStream = published.filter((publication) => publication.streamId === streamId);
        for (const { from, to } of ofStream) {
          expect(from).toBe(seq);
          expect(to).toBeGreaterThan(from);
          seq = to;
        }
        expect(seq).toBe(head.seq);
        const digestAt = async ({ app }: MarketHouse) =>
          digestOf((await app.application.position(streamId))!.view);
        expect(await digestAt(reader)).toBe(await digestAt(writer));
      }),
      { numRuns: 15 },
    );
    expect(street.houses.flatMap(({ faults }) => faults)).toEqual([]);
    await street.close();
    await leave(a, b);
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
      return b.heard.some((message) => message.kind === 'head' && message.head.seq === 30_000);
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
