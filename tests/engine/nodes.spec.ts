import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Publication } from '../../server/ports/publication.ts';
import { digestOf } from '../../shared/live-view/digest.ts';
import { keyOfTime } from '../builders/dated-key.ts';
import { accepted, type HouseBuyer, type MarketHouse, newGround } from '../builders/engine-house.ts';
import { replicated } from '../builders/standby.ts';
import { openStreet, type Street, settled } from '../builders/street.ts';

let street: Street;
let first: MarketHouse;
let second: MarketHouse;
let third: MarketHouse;

beforeEach(async () => {
  street = await openStreet(3);
  [first, second, third] = street.houses as [MarketHouse, MarketHouse, MarketHouse];
});
afterEach(() => street.close());

function heard(house: MarketHouse): Publication[] {
  const publications: Publication[] = [];
  house.app.engines.subscribe((publication) => publications.push(publication));
  return publications;
}

async function digestAt(house: MarketHouse, streamId: string): Promise<string> {
  return digestOf((await house.app.application.position(streamId))!.view);
}

/** A buyer whom every node knows. */
function buyerOf(house: MarketHouse): Promise<HouseBuyer> {
  return house.buyer();
}

describe('[design] every node follows the log', () => {
  test('what one node commits, the others publish for their own viewers, with the same values', async () => {
    const { stream } = await first.liveStream(10);
    await second.app.application.position(stream.streamId);
    const elsewhere = heard(second);
    const here = heard(first);
    await first.takes(await buyerOf(first), stream);
    await settled();
    await second.until('19:00');
    const changes = (publications: Publication[]) => publications.flatMap((each) => each.changes);
    expect(changes(elsewhere).length).toBeGreaterThan(0);
    expect(changes(elsewhere).at(-1)).toEqual(changes(here).at(-1));
    expect(elsewhere.flatMap(({ buyers }) => buyers)).toContain(here[0]!.buyers[0]);
    expect(await digestAt(second, stream.streamId)).toBe(await digestAt(first, stream.streamId));
  });

  test('[INV13] a bus that is silent: the log is asked, and nothing is missing after a second or three', async () => {
    const { stream } = await first.liveStream(10);
    const before = await digestAt(second, stream.streamId);
    await street.cutBus();
    await first.takes(await buyerOf(first), stream);
    await settled();
    expect(await digestAt(second, stream.streamId)).toBe(before);
    for (let n = 0; n < 4; n += 1) {
      street.ground.clock.passes(1_000);
      await settled();
    }
    expect(await digestAt(second, stream.streamId)).toBe(await digestAt(first, stream.streamId));
    expect(await digestAt(second, stream.streamId)).not.toBe(before);
  });
});

describe('[design] commands go to the owner', () => {
  test('[INV16] an order sent to another node is decided by the owner, and shown at once where it was sent', async () => {
    const { stream } = await first.liveStream(10);
    await settled();
    const buyer = await buyerOf(second);
    const order = await second.takes(buyer, stream);
    const { orders } = await second.app.application.privateView(stream.streamId, buyer);
    expect(orders.map(({ orderId }) => orderId)).toEqual([order.orderId]);
    const head = await first.store.head(stream.streamId);
    expect(head?.owner?.node).toBe('node-0');
  });

  test('[C14] an owner that is gone is passed by: the next command decides elsewhere', async () => {
    const { stream } = await first.liveStream(10);
    await settled();
    await second.app.application.position(stream.streamId);
    await first.app.close();
    await second.takes(await buyerOf(second), stream);
    expect((await second.store.head(stream.streamId))?.owner?.node).toBe('node-1');
    await first.starts();
  });

  test('[C09, INV6] a key that one node has answered gets the same answer from every other', async () => {
    const { stream } = await first.liveStream(10);
    await settled();
    const buyer = await buyerOf(first);
    const key = first.ids.next();
    const add = (house: MarketHouse) =>
      house.live(buyer, stream, 'cart:add', { key, itemNumber: 1, units: 2, seenPriceMinor: 2_990 });
    const answers = [accepted(await add(first)), accepted(await add(second)), accepted(await add(third))];
    expect(answers.map(({ seq }) => seq)).toEqual([answers[0]!.seq, answers[0]!.seq, answers[0]!.seq]);
    expect(await third.shelf(stream)).toMatchObject({ available: 8, held: 2 });
  });

  test('[C12, INV6] without any hint three nodes take the same key at once: one takes effect, all say the same', async () => {
    const { stream } = await first.liveStream(10);
    for (const house of street.houses) await house.shelf(stream);
    await street.cutBus();
    // All hints are old by now, so each node decides itself.
    street.ground.clock.passes(10_000);
    await settled();
    const buyer = await buyerOf(first);
    const key = first.ids.next();
    const answers = await Promise.all(
      street.houses.map((house) =>
        house.live(buyer, stream, 'cart:add', { key, itemNumber: 1, units: 2, seenPriceMinor: 2_990 }),
      ),
    );
    expect(new Set(answers.map((answer) => accepted(answer).seq)).size).toBe(1);
    const facts = await first.store.factsAfter(stream.streamId, 0, 1_000, ['cart_added']);
    expect(facts.length).toBe(1);
  });

  test('[INV3] three nodes that each decide for themselves never oversell', async () => {
    const { stream } = await first.liveStream(20);
    for (const house of street.houses) await house.shelf(stream);
    await street.cutBus();
    street.ground.clock.passes(10_000);
    await settled();
    const buyers = await Promise.all(Array.from({ length: 60 }, () => buyerOf(first)));
    const from = buyers.map((buyer, n) => ({ ...buyer, network: `10.0.${n}.0/24` }));
    const answers = await Promise.all(from.map((buyer, n) => street.houses[n % 3]!.adds(buyer, stream)));
    expect(answers.filter(({ ok }) => ok).length).toBe(20);
    for (const no of answers.filter(({ ok }) => !ok)) expect(no).toMatchObject({ code: 'ALL_HELD' });
    for (const house of street.houses) {
      house.app.engines.heard((await house.store.head(stream.streamId))!);
      expect(await house.shelf(stream)).toMatchObject({ available: 0, held: 20 });
    }
  });
});

describe('[T6] deadlines without their owner', () => {
  test('a hold of a stream whose owner is gone expires at its due time, written by another node', async () => {
    const { stream } = await first.liveStream(10);
    const buyer = await buyerOf(first);
    const { heldUntilMs } = accepted(await first.adds(buyer, stream));
    await second.shelf(stream);
    await first.app.close();
    street.ground.clock.passTo(heldUntilMs! + 5_000);
    await settled();
    street.ground.clock.passes(2_000);
    await settled();
    const [expired] = await second.store.factsAfter(stream.streamId, 0, 100, ['hold_expired']);
    expect(expired?.atMs).toBe(heldUntilMs);
    await first.starts();
  });
});

describe('[C37] one outbox for all nodes', () => {
  test('a cancelled paid order is refunded once, and by the next holder when the first is gone', async () => {
    const { stream } = await first.liveStream(10);
    const refunds = () => street.houses.flatMap((house) => house.refunds);
    const cancelled = async (house: MarketHouse) => {
      const buyer = await buyerOf(house);
      const order = await house.takes(buyer, stream);
      await house.pays(order.orderId, order.totalMinor);
      accepted(await house.live(buyer, stream, 'order:cancel', { orderId: order.orderId }));
      await settled();
      await Promise.all(street.houses.slice(house === first ? 0 : 1).map(({ app }) => app.outbox.idle()));
    };
    await cancelled(first);
    expect(refunds().length).toBe(1);
    await first.app.close();
    for (let n = 0; n < 6; n += 1) {
      street.ground.clock.passes(4_000);
      await settled();
    }
    await cancelled(second);
    expect(refunds().length).toBe(2);
    expect(new Set(refunds().map(({ refundId }) => refundId)).size).toBe(2);
    await first.starts();
  });
});

describe('[C24] a standby that was behind takes over', () => {
  test('another history, the sale paused until the host confirms, the missing orders named, new ones taken', async () => {
    const ground = newGround();
    const replica = replicated(ground.stores.store);
    const alone = await openStreet(2, { ...ground, stores: { ...ground.stores, store: replica.store } });
    const [owner, other] = alone.houses as [MarketHouse, MarketHouse];
    const { stream } = await owner.liveStream(20);
    const kept = await owner.takes(await buyerOf(owner), stream);
    replica.fallBehind();
    const lost = await owner.takes(await buyerOf(owner), stream);
    await other.shelf(stream);
    await settled();
    const before = (await other.store.head(stream.streamId))!.history;
    replica.promote();
    const publications = heard(other);
    for (let n = 0; n < 5; n += 1) {
      ground.clock.passes(1_000);
      await settled();
    }
    expect((await owner.store.head(stream.streamId))!.history).not.toBe(before);
    expect([...owner.alarms, ...other.alarms]).toContain('a stream lost its newest facts');
    expect(publications.some(({ whole }) => whole)).toBe(true);
    const engine = await other.app.engines.stream(stream.streamId);
    const orders = await engine!.read((state) => [...state.orders.keys()]);
    expect(orders).toContain(kept.orderId);
    expect(orders).not.toContain(lost.orderId);
    const buyer = await buyerOf(other);
    expect(await other.adds(buyer, stream)).toMatchObject({ ok: false, code: 'SELLING_PAUSED' });
    accepted(await owner.console(stream, 'stream:resume-selling', {}));
    accepted(await other.adds(buyer, stream));
    // [O7] The lost order's number is in its buyer's hands: nobody else is given it.
    expect([kept.reference, lost.reference]).toEqual(['1-1001', '1-1002']);
    expect(accepted(await other.places(buyer, stream)).order.reference).toBe('1-3000');
    await alone.close();
  });

  test('[I5] who comes back with the key of a lost order hears that it may be lost, from every node; a new key is new', async () => {
    const ground = newGround();
    const replica = replicated(ground.stores.store);
    const alone = await openStreet(2, { ...ground, stores: { ...ground.stores, store: replica.store } });
    const [owner, other] = alone.houses as [MarketHouse, MarketHouse];
    const { stream } = await owner.liveStream(20);
    const buyer = await buyerOf(owner);
    accepted(await owner.adds(buyer, stream, 2));
    await settled();
    const before = (await owner.store.head(stream.streamId))!.history;
    replica.fallBehind();
    const line = { itemNumber: 1, units: 1, unitPriceMinor: 2_990 };
    const key = keyOfTime(ground.clock.nowMs());
    const order = { lines: [line], expectTotalMinor: 2_990, addressId: buyer.addressId };
    const request = { key, ...order, payment: 'cash_on_delivery' as const, history: before };
    accepted(await owner.live(buyer, stream, 'order:place', request));
    await other.shelf(stream);
    await settled();
    replica.promote();
    for (let n = 0; n < 5; n += 1) {
      ground.clock.passes(1_000);
      await settled();
    }
    const { history } = (await owner.store.head(stream.streamId))!;
    expect(history).not.toBe(before);
    const told = { sinceMs: expect.any(Number), restoredAtMs: expect.any(Number), ask: 'Yang' };
    for (const house of [owner, other]) {
      expect(await house.live(buyer, stream, 'order:place', request)).toMatchObject({
        ...{ ok: false, code: 'LOST_IN_RESTORE', retryable: false },
        ...told,
      });
      expect(await house.app.application.orderStatus(buyer, stream.streamId, key)).toEqual({
        ...{ ok: true, outcome: 'lost_in_restore' },
        ...told,
      });
    }
    accepted(await owner.console(stream, 'stream:resume-selling', {}));
    const anew = { ...request, key: keyOfTime(ground.clock.nowMs()), history };
    accepted(await owner.live(buyer, stream, 'order:place', anew));
    await alone.close();
  });

  test('an owner that finds out by its own commit says so as well, and each node names what it knew', async () => {
    const ground = newGround();
    const replica = replicated(ground.stores.store);
    const alone = await openStreet(2, { ...ground, stores: { ...ground.stores, store: replica.store } });
    const [owner, other] = alone.houses as [MarketHouse, MarketHouse];
    const { stream } = await owner.liveStream(20);
    await settled();
    replica.fallBehind();
    const before = (await owner.store.head(stream.streamId))!.history;
    await owner.takes(await buyerOf(owner), stream);
    await other.shelf(stream);
    await settled();
    replica.promote();
    // No time passes: nobody has asked the store yet, and the owner decides as if its log were whole.
    const buyer = await buyerOf(owner);
    await owner.adds(buyer, stream);
    await settled();
    expect((await owner.store.head(stream.streamId))!.history).not.toBe(before);
    expect(owner.alarms).toContain('a stream lost its newest facts');
    expect(await owner.adds(buyer, stream)).toMatchObject({ ok: false, code: 'SELLING_PAUSED' });
    for (let n = 0; n < 5; n += 1) {
      ground.clock.passes(1_000);
      await settled();
    }
    expect(other.alarms).toContain('a stream lost its newest facts');
    await alone.close();
  });
});
