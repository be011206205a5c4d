import { describe, expect, test } from 'vitest';
import { openMemory } from '../../server/adapters/memory/open.ts';
import type { Store } from '../../server/event-log/ports/store.ts';
import { Subscription } from '../../server/event-log/subscription/subscription.ts';
import { TestClock } from '../builders/engine-clock.ts';
import { accepted, MarketHouse } from '../builders/engine-house.ts';
import { gate, turns } from '../builders/engine-store.ts';
import { aBatch, aHead, idOf } from '../builders/store-rows.ts';

const LOG = idOf('followed');
const OTHER = idOf('another');

interface Told {
  type: 'told' | 'passed';
}

/** A consumer of `told` facts on the memory store; the test says how each handling fares. */
class Desk {
  readonly clock = new TestClock(0);
  readonly store: Store = openMemory().store;
  readonly failures: string[] = [];
  /** What the world outside has seen, each try. */
  readonly tries: string[] = [];
  readonly done = new Set<string>();
  fails: (name: string) => boolean = () => false;
  until: Promise<void> = Promise.resolve();
  pages = 0;
  follower = this.open();

  static async open(): Promise<Desk> {
    const desk = new Desk();
    const { factsAfter } = desk.store;
    desk.store.factsAfter = (...asked) => {
      desk.pages += 1;
      return factsAfter(...asked);
    };
    for (const logId of [LOG, OTHER]) await desk.store.create(aHead(logId));
    return desk;
  }

  open(): Subscription<Told> {
    return new Subscription<Told>(
      { store: this.store, clock: this.clock, onFailure: (error) => this.failures.push(String(error)) },
      {
        name: 'desk',
        types: ['told'],
        handle: async (logId, _fact, { seq }) => {
          const name = `${logId}:${seq}`;
          this.tries.push(name);
          await this.until;
          if (this.fails(name)) throw new Error(`no ${seq}`);
          this.done.add(name);
        },
      },
    );
  }

  /** Commits so many facts; the named ones are `told`. */
  async commits(count: number, told: readonly number[], { logId = LOG, says = true } = {}): Promise<void> {
    const from = (await this.store.head(logId))!.seq;
    const batch = aBatch(logId, from, { facts: count });
    for (const fact of batch.facts) {
      fact.type = told.includes(fact.seq) ? 'told' : 'passed';
      const { body, ...rest } = JSON.parse(fact.body);
      fact.body = JSON.stringify({ ...rest, type: fact.type, body: {} });
    }
    expect(await this.store.append(batch)).toEqual({ kind: 'committed' });
    const types = batch.facts.map(({ type }) => type);
    if (says) this.follower.heard(logId, from, batch.to, types);
  }

  cursor(logId = LOG): Promise<number> {
    return this.store.cursor('desk', logId);
  }
}

const seqs = (names: Iterable<string>) => [...names].map((name) => Number(name.split(':')[1]));

describe('a consumer follows the log', () => {
  test('facts are handed over one by one, in their order, and the cursor follows', async () => {
    const desk = await Desk.open();
    const { open, opened } = gate();
    desk.until = opened;
    await desk.commits(5, [2, 4]);
    await desk.commits(300, [6, 7, 300]);
    await turns();
    expect(seqs(desk.tries)).toEqual([2]);
    expect(await desk.cursor()).toBe(0);
    open();
    await desk.follower.idle();
    expect(seqs(desk.tries)).toEqual([2, 4, 6, 7, 300]);
    expect(await desk.cursor()).toBe(305);
  });

  test('it says since when the oldest fact waits, and that none does', async () => {
    const desk = await Desk.open();
    expect(desk.follower.behindSinceMs()).toBeNull();
    desk.clock.passes(7_000);
    desk.fails = (name) => name === `${LOG}:1` && desk.tries.length < 2;
    await desk.commits(1, [1]);
    await desk.follower.idle();
    await desk.commits(1, [1], { logId: OTHER });
    await desk.follower.idle();
    // The other log is dealt with; this one waits for its next try.
    expect(desk.follower.behindSinceMs()).toBe(7_000);
    expect(desk.follower.lag().logsBehind).toBe(1);
    desk.clock.passes(60_000);
    await desk.follower.idle();
    expect(desk.follower.behindSinceMs()).toBeNull();
    // What concerns nobody is nothing that waits.
    await desk.commits(3, []);
    expect(desk.follower.behindSinceMs()).toBeNull();
  });

  test('one that comes along a page at a time is as late as what it has just done', async () => {
    const desk = await Desk.open();
    const all = Array.from({ length: 150 }, (_, index) => index + 1);
    desk.fails = (name) => name === `${LOG}:101` && desk.tries.length < 103;
    await desk.commits(150, all);
    await desk.follower.idle();
    expect(seqs(desk.tries)).toHaveLength(101);
    const { atMs } = (await desk.store.factAt(LOG, 100))!;
    expect(desk.follower.behindSinceMs()).toBe(atMs);
  });

  test('one that lags keeps no facts in memory: it reads them in pages', async () => {
    const desk = await Desk.open();
    const all = Array.from({ length: 950 }, (_, index) => index + 1);
    await desk.commits(950, all);
    await desk.follower.idle();
    expect(seqs(desk.tries)).toEqual(all);
    expect(desk.pages).toBe(10);
  });

  test('facts that concern nobody are not read, and the cursor does not fall far behind them', async () => {
    const desk = await Desk.open();
    await desk.commits(10, [10]);
    await desk.follower.idle();
    const { pages } = desk;
    for (let cut = 0; cut < 30; cut += 1) await desk.commits(200, []);
    await desk.follower.idle();
    expect(desk.pages).toBe(pages);
    expect(await desk.cursor()).toBeGreaterThanOrEqual(5_000);
    await desk.commits(1, [6_011]);
    await desk.follower.idle();
    expect(seqs(desk.tries)).toEqual([10, 6_011]);
    expect(await desk.cursor()).toBe(6_011);
  });

  test('one that fails twice is tried again after growing pauses; what follows waits, another log does not', async () => {
    const desk = await Desk.open();
    desk.fails = (name) => name === `${LOG}:1` && desk.tries.filter((tried) => tried === name).length < 3;
    await desk.commits(2, [1, 2]);
    await desk.commits(1, [1], { logId: OTHER });
    await desk.follower.idle();
    expect(desk.tries).toEqual([`${LOG}:1`, `${OTHER}:1`]);
    expect(desk.failures).toEqual(['Error: no 1']);
    desk.clock.passes(999);
    await desk.follower.idle();
    expect(desk.tries.length).toBe(2);
    desk.clock.passes(1);
    await desk.follower.idle();
    desk.clock.passes(1_999);
    await desk.follower.idle();
    expect(seqs(desk.tries)).toEqual([1, 1, 1]);
    desk.clock.passes(1);
    await desk.follower.idle();
    expect(seqs(desk.tries)).toEqual([1, 1, 1, 1, 2]);
    expect(desk.failures.length).toBe(2);
    expect(await desk.cursor()).toBe(2);
  });

  test('one that is hurried goes on at once, on a clock that stands still', async () => {
    const desk = await Desk.open();
    desk.fails = () => desk.tries.length < 2;
    await desk.commits(2, [1, 2]);
    await desk.follower.idle();
    expect(seqs(desk.tries)).toEqual([1]);
    desk.follower.hurry();
    await desk.follower.idle();
    expect(seqs(desk.tries)).toEqual([1, 1, 2]);
    expect(desk.follower.lag().logsBehind).toBe(0);
  });

  test('[C37] killed between the fact and the handler: handled after the start, from the cursor', async () => {
    const desk = await Desk.open();
    await desk.commits(3, [2]);
    await desk.follower.idle();
    await desk.commits(3, [5], { says: false });
    desk.follower = desk.open();
    await desk.follower.resume(LOG);
    await desk.follower.idle();
    expect(seqs(desk.tries)).toEqual([2, 5]);
    desk.follower = desk.open();
    await desk.follower.resume(LOG);
    await desk.follower.idle();
    expect(seqs(desk.tries)).toEqual([2, 5]);
  });

  test('[C37] killed between the handler and the cursor: handed over again, under the same name', async () => {
    const desk = await Desk.open();
    const { saveCursor } = desk.store;
    desk.store.saveCursor = () => new Promise(() => {});
    await desk.commits(3, [2, 3]);
    await turns();
    expect(seqs(desk.tries)).toEqual([2, 3]);
    desk.store.saveCursor = saveCursor;
    desk.follower = desk.open();
    await desk.follower.resume(LOG);
    await desk.follower.idle();
    expect(seqs(desk.tries)).toEqual([2, 3, 2, 3]);
    expect(seqs(desk.done)).toEqual([2, 3]);
  });

  test('closing finishes what works, and leaves what fails to the next start', async () => {
    const desk = await Desk.open();
    desk.fails = (name) => name.startsWith(LOG);
    await desk.commits(2, [1, 2]);
    await turns();
    await desk.commits(2, [2], { logId: OTHER });
    await desk.follower.close();
    expect(desk.done).toEqual(new Set([`${OTHER}:2`]));
    expect(await desk.cursor(OTHER)).toBe(2);
    expect(await desk.cursor()).toBe(0);
    desk.clock.passes(100_000);
    await turns();
    expect(desk.tries.length).toBe(2);
  });

  test('closing does not wait for a handler that never ends', async () => {
    const desk = await Desk.open();
    desk.until = new Promise(() => {});
    await desk.commits(1, [1]);
    await turns();
    const startMs = performance.now();
    await desk.follower.close();
    expect(performance.now() - startMs).toBeLessThan(4_000);
    expect(await desk.cursor()).toBe(0);
  });
});

describe('money goes back as the log says', () => {
  async function cancelled(house: MarketHouse) {
    const { stream } = await house.liveStream(10);
    const buyer = await house.buyer();
    const { orderId } = await house.takes(buyer, stream, 2);
    await house.pays(orderId, 5_980);
    return { orderId, cancels: () => house.live(buyer, stream, 'order:cancel', { orderId }) };
  }

  test('[C37] a process that dies before the refund: the next one gives it, once', async () => {
    const house = await MarketHouse.open();
    const { orderId, cancels } = await cancelled(house);
    await house.app.outbox.idle();
    const { factsAfter } = house.store;
    house.store.factsAfter = () => new Promise(() => {});
    accepted(await cancels());
    await turns();
    expect(house.refunds).toEqual([]);
    house.store.factsAfter = factsAfter;
    await house.starts();
    await house.app.outbox.idle();
    expect(house.refunds).toMatchObject([{ orderId, amountMinor: 5_980 }]);
    await house.starts();
    await house.app.outbox.idle();
    expect(house.refunds.length).toBe(1);
    await house.close();
  });

  test('[C37] a process that dies after the refund and before its cursor asks again under the same name', async () => {
    const house = await MarketHouse.open();
    const { orderId, cancels } = await cancelled(house);
    await house.app.outbox.idle();
    const { saveCursor } = house.store;
    house.store.saveCursor = () => new Promise(() => {});
    accepted(await cancels());
    await turns();
    expect(house.refunds).toMatchObject([{ orderId }]);
    house.store.saveCursor = saveCursor;
    await house.starts();
    await house.app.outbox.idle();
    expect(house.refunds).toMatchObject([{ orderId }, { orderId }]);
    expect(house.refunds[1]?.refundId).toBe(house.refunds[0]?.refundId);
    await house.close();
  });

  test('[T2] a line that is unfilled in two goes is refunded twice, each time under a name of its own', async () => {
    const house = await MarketHouse.open();
    const { stream } = await house.liveStream(10);
    const { orderId } = await house.takes(await house.buyer(), stream, 2);
    await house.pays(orderId, 5_980);
    for (let unit = 0; unit < 2; unit += 1) {
      const request = { orderId, itemNumber: 1, unitPriceMinor: 2_990, units: 1 };
      accepted(await house.console(stream, 'order:cannot-fill', request));
    }
    await house.app.outbox.idle();
    expect(house.refunds).toMatchObject([{ amountMinor: 2_990 }, { amountMinor: 2_990 }]);
    expect(new Set(house.refunds.map(({ refundId }) => refundId)).size).toBe(2);
    await house.close();
  });

  test('[O3] a refund names its payment even when the stream has forgotten the order', async () => {
    const house = await MarketHouse.open();
    const { orderId, cancels } = await cancelled(house);
    const provider = house.app.deps.providers.get('sandbox')!;
    const asked: { orderId: string; paymentId: string }[] = [];
    provider.refund = async (refund) => {
      asked.push(refund);
    };
    const { readers } = house.stores;
    const { orderById } = readers;
    const { streamId } = (await orderById(orderId))!.order;
    const engine = (await house.app.engines.stream(streamId))!;
    const paymentId = await engine.read((state) => state.orders.get(orderId)?.paymentId);
    const { open, opened } = gate();
    readers.orderById = async (id) => {
      await opened;
      return orderById(id);
    };
    accepted(await cancels());
    await engine.read((state) => state.orders.delete(orderId));
    open();
    await house.app.outbox.idle();
    expect(paymentId).toMatch(/./);
    expect(asked).toMatchObject([{ orderId, paymentId, amountMinor: 5_980 }]);
    await house.close();
  });
});
