import { afterEach, beforeEach, expect, test } from 'vitest';
import { StoreAway } from '../../server/lib/store-away.ts';
import { answerPeers } from '../../server/peers/answer.ts';
import { accepted, type MarketHouse } from '../builders/engine-house.ts';
import { gate } from '../builders/engine-store.ts';
import { at } from '../builders/market.ts';
import { openStreet, type Street, settled } from '../builders/street.ts';

let street: Street;
let first: MarketHouse;
let second: MarketHouse;

beforeEach(async () => {
  street = await openStreet(2);
  [first, second] = street.houses as [MarketHouse, MarketHouse];
});
afterEach(() => street.close());

async function versionOf(house: MarketHouse, { streamId }: { streamId: string }): Promise<number> {
  return (await house.app.application.consoleFrame(streamId)).items[0]!.version;
}

test('[INV23] a node that nobody told of a restock does not refuse by what it knew', async () => {
  const { stream } = await first.liveStream(2);
  await first.takes(await first.buyer(), stream, 1);
  const late = await second.buyer();
  await second.shelf(stream);
  await street.cutBus();
  await settled();
  const version = await versionOf(first, stream);
  accepted(await first.console(stream, 'stock:adjust', { itemNumber: 1, version, delta: 8 }));
  // The hint of who decides is over, and no second has passed in which the log would have been asked.
  street.ground.clock.passes(900);
  await settled();
  const owner = await second.app.engines.otherOwner(stream.streamId);
  if (owner) second.app.engines.reportOwnerDown(stream.streamId, owner);
  expect(accepted(await second.adds(late, stream, 3)).heldUntilMs).not.toBeNull();
});

test('[INV23] a node that owned a log looks again when its hint is over', async () => {
  const { stream } = await first.liveStream(2);
  const [early, late] = [await first.buyer(), await first.buyer()];
  await first.takes(early, stream, 1);
  await street.cutBus();
  const version = await versionOf(second, stream);
  // The store tells the first node nothing by itself.
  first.store.heads = () => new Promise(() => {});
  first.store.nowMs = () => new Promise(() => {});
  street.ground.clock.passes(3_100);
  await settled();
  accepted(await second.console(stream, 'stock:adjust', { itemNumber: 1, version, delta: 8 }));
  expect((await second.store.head(stream.streamId))?.owner?.node).toBe('node-1');
  expect(accepted(await first.adds(late, stream, 3)).heldUntilMs).not.toBeNull();
});

test('[I2] a node that another has overtaken does not refuse what that one accepted', async () => {
  const { stream } = await first.liveStream(2);
  const buyer = await first.buyer();
  await first.takes(await first.buyer(), stream, 1);
  const version = await versionOf(second, stream);
  await street.cutBus();
  const owner = await second.app.engines.otherOwner(stream.streamId);
  second.app.engines.reportOwnerDown(stream.streamId, owner!);
  accepted(await second.console(stream, 'stock:adjust', { itemNumber: 1, version, delta: 8 }));
  const request = { key: first.ids.next(), itemNumber: 1, units: 3, seenPriceMinor: 2_990 };
  const answer = accepted(await second.live(buyer, stream, 'cart:add', request));
  // The first still takes the stream for its own, and knows of one unit.
  expect(await first.app.engines.otherOwner(stream.streamId)).toBeNull();
  expect(accepted(await first.live(buyer, stream, 'cart:add', request)).seq).toBe(answer.seq);
});

test('[C14] who decided a log is asked for as long as its hint lasts, and no longer', async () => {
  const { stream } = await first.liveStream(2);
  await second.shelf(stream);
  await settled();
  expect((await second.app.engines.otherOwner(stream.streamId))?.node).toBe('node-0');
  street.ground.clock.passes(3_100);
  expect(await second.app.engines.otherOwner(stream.streamId)).toBeNull();
});

test('[C16] an owner that is silent and a store that is, too: the buyer hears so within two seconds in all', async () => {
  const { stream } = await first.liveStream(2);
  const buyer = await second.buyer();
  await second.shelf(stream);
  await settled();
  // Every look-up waits for the store; the owner's own answer waits for one.
  street.ground.stores.readers.haveBought = () => new Promise(() => {});
  let fault: unknown = null;
  const answer = second.adds(buyer, stream, 1).catch((error) => {
    fault = error;
  });
  await settled();
  street.ground.clock.passes(1_000);
  await settled();
  street.ground.clock.passes(999);
  await settled();
  expect(fault).toBeNull();
  street.ground.clock.passes(1);
  await answer;
  expect(fault).toBeInstanceOf(StoreAway);
});

test('[B2] [I2] a refusal is not repeated for a tap that was accepted since, when its buyer was another', async () => {
  const { stream } = await first.liveStream(2);
  const [guest, account] = [await first.buyer(), await first.buyer()];
  accepted(await first.adds(guest, stream, 1));
  const version = await versionOf(second, stream);
  await street.cutBus();
  street.ground.clock.passes(5_000);
  await settled();
  const request = { key: first.ids.next(), itemNumber: 1, units: 3, seenPriceMinor: 2_990 };
  expect(await second.live(guest, stream, 'cart:add', request)).toMatchObject({ code: 'INSUFFICIENT' });
  await first.app.application.mergeBuyers(guest.buyerId, account.buyerId);
  accepted(await first.console(stream, 'stock:adjust', { itemNumber: 1, version, delta: 8 }));
  const merged = { ...account, allIds: [account.buyerId, guest.buyerId] };
  const { seq } = accepted(await first.live(merged, stream, 'cart:add', request));
  expect(accepted(await second.live(guest, stream, 'cart:add', request)).seq).toBe(seq);
});

test('[I3] an order that comes in while a node looks for it is told of as its own node tells of it', async () => {
  const { stream } = await first.liveStream(2);
  const [buyer, key] = [await first.buyer(), first.ids.next()];
  const voucher = { off: { kind: 'amount', offMinor: 100 }, fromMinor: 0, scope: { kind: 'shop' } } as const;
  const bounds = {
    fundedBy: 'shop',
    startsAtMs: null,
    endsAtMs: at('21:00'),
    cap: 1,
    perBuyerCap: 1,
  } as const;
  accepted(await first.console(stream, 'voucher:create', { ...voucher, ...bounds }));
  accepted(await first.adds(buyer, stream, 1));
  await second.shelf(stream);
  await settled();
  await street.cutBus();
  const owner = await second.app.engines.otherOwner(stream.streamId);
  second.app.engines.reportOwnerDown(stream.streamId, owner!);
  const { addressId } = buyer;
  const lines = [{ itemNumber: 1, units: 1, unitPriceMinor: 2_990 }];
  const request = { key, lines, expectTotalMinor: 2_990, addressId, payment: 'sandbox' } as const;
  const placed: unknown[] = [];
  const { findKey } = second.store;
  // It has just asked how far the log goes.
  second.store.findKey = async (...asked) => {
    second.store.findKey = findKey;
    placed.push(accepted(await first.live(buyer, stream, 'order:place', request)).order);
    return findKey(...asked);
  };
  const told = accepted(await second.app.application.orderStatus(buyer, stream.streamId, key));
  expect(told).toMatchObject({ outcome: 'accepted', order: { lines: [{ discounts: [{ minor: 100 }] }] } });
  expect(placed).toEqual(told.outcome === 'accepted' ? [told.order] : []);
});

test('[C16] an owner whose store is away: who was sent to it hears UNAVAILABLE, not of a fault', async () => {
  const { stream } = await first.liveStream(2);
  const buyer = await second.buyer();
  await second.shelf(stream);
  await settled();
  expect((await second.app.engines.otherOwner(stream.streamId))?.node).toBe('node-0');
  street.ground.stores.readers.haveBought = () => Promise.reject(new StoreAway('The database is away.'));
  expect(await second.adds(buyer, stream, 1)).toMatchObject({
    ok: false,
    code: 'UNAVAILABLE',
    retryable: true,
  });
});

test('[INV23] an answer of the store that was long on its way is no ground to refuse what came meanwhile', async () => {
  const { stream } = await first.liveStream(2);
  await first.takes(await first.buyer(), stream, 1);
  const [early, late] = [await second.buyer(), await second.buyer()];
  const version = await versionOf(second, stream);
  await street.cutBus();
  street.ground.clock.passes(5_000);
  await settled();
  const { head } = second.store;
  const { open, opened } = gate();
  second.store.head = async (logId) => {
    second.store.head = head;
    const found = await head(logId);
    await opened;
    return found;
  };
  // It cannot tell the first that it decides.
  second.store.claim = () => Promise.reject(new Error('The store did not answer.'));
  const tooMany = second.adds(early, stream, 20);
  await settled();
  accepted(await first.console(stream, 'stock:adjust', { itemNumber: 1, version, delta: 8 }));
  const enough = second.adds(late, stream, 3);
  await settled();
  open();
  expect(accepted(await enough).heldUntilMs).not.toBeNull();
  expect(await tooMany).toMatchObject({ ok: false, code: 'INSUFFICIENT', max: 9 });
});

test('[INV13] a commit reaches the screens of another node by the bus, without anybody asking the log', async () => {
  const { stream } = await first.liveStream(10);
  await second.shelf(stream);
  street.ground.clock.passes(100);
  await settled();
  const heard: number[] = [];
  second.app.engines.subscribe(({ to }) => heard.push(to));
  const { seq } = accepted(await first.adds(await first.buyer(), stream));
  await settled();
  street.ground.clock.passes(50);
  await settled();
  expect(heard).toContain(seq);
});

test('[C09] a key that another node took is known with its facts: it is not decided again', async () => {
  const { stream } = await first.liveStream(10);
  await second.shelf(stream);
  const buyer = await first.buyer();
  const request = { key: first.ids.next(), itemNumber: 1, units: 1, seenPriceMinor: 2_990 };
  const answer = accepted(await first.live(buyer, stream, 'cart:add', request));
  street.ground.clock.passes(5_000);
  await settled();
  expect(await second.app.engines.otherOwner(stream.streamId)).toBeNull();
  second.store.batches.length = 0;
  expect(await second.live(buyer, stream, 'cart:add', request)).toEqual({ ...answer, replay: true });
  expect(second.store.batches).toEqual([]);
  expect(second.faults).toEqual([]);
});

test('[T6] what another node wrote falls due here when that node is gone', async () => {
  const { stream } = await first.liveStream(10);
  await second.shelf(stream);
  const { heldUntilMs } = accepted(await first.adds(await first.buyer(), stream));
  await settled();
  street.ground.clock.passes(100);
  await settled();
  await first.app.close();
  street.ground.clock.passTo(heldUntilMs! + 2_000);
  await settled();
  const [expired] = await second.store.factsAfter(stream.streamId, 0, 100, ['hold_expired']);
  expect(expired?.atMs).toBe(heldUntilMs);
  await first.starts();
});

test('[T3] a command that is forwarded is judged by the time when it came to the first node', async () => {
  const { stream } = await first.liveStream(20);
  street.ground.clock.passTo(at('20:00'));
  const { flashId } = accepted(
    await first.console(stream, 'flash-sale:start', {
      itemNumber: 1,
      version: await versionOf(first, stream),
      priceMinor: 1_990,
      startsAtMs: null,
      durationSeconds: 60,
      prelaunchSeconds: 0,
      cap: 10,
      perBuyerCap: 2,
      afterEnd: 'list',
      fundedBy: 'producer',
    }),
  );
  await settled();
  street.ground.clock.passTo(at('20:00:59'));
  accepted(await first.adds(await first.buyer(), stream));
  street.ground.clock.passes(100);
  await settled();
  const buyer = await second.buyer();
  expect((await second.app.engines.otherOwner(stream.streamId))?.node).toBe('node-0');
  street.ground.clock.passTo(at('20:00:59.900'));
  const asked = second.live(buyer, stream, 'cart:add', {
    itemNumber: 1,
    units: 1,
    seenPriceMinor: 1_990,
    flashId,
  });
  // It is on its way to the owner when the flash ends.
  street.ground.clock.passTo(at('20:01:00.100'));
  expect(accepted(await asked)).toMatchObject({ unitPriceMinor: 1_990, lateOk: false });
});

test('[INV19] facts that do not go on from what is known are not followed, and nothing is decided on them', async () => {
  const { stream } = await first.liveStream(10);
  await second.shelf(stream);
  await settled();
  const { factsAfter } = second.store;
  second.store.factsAfter = async (...asked) =>
    (await factsAfter(...asked)).map((fact) => ({
      ...fact,
      body: fact.body.replace('"units":1', '"units":2'),
    }));
  const buyer = await first.buyer();
  accepted(await first.adds(buyer, stream, 1));
  street.ground.clock.passes(100);
  await settled();
  expect(second.faults.join()).toMatch(/does not chain/);
  const shown = expect(second.app.application.privateView(stream.streamId, buyer)).rejects.toThrow(/read to/);
  await settled();
  street.ground.clock.passes(1_600);
  await shown;
  second.store.factsAfter = factsAfter;
  street.ground.clock.passes(200);
  await settled();
  expect((await second.app.application.privateView(stream.streamId, buyer)).cart.lines).toMatchObject([
    { itemNumber: 1, holds: [{ units: 1 }] },
  ]);
});

test('[X132] other nodes may ask for what decides on a stream, and for nothing else', async () => {
  const { stream } = await first.liveStream(10);
  const answer = answerPeers(first.app.application, first.app.engines, street.ground.clock);
  for (const use of ['position', 'createStream', 'mergeBuyers', 'constructor', 'toString']) {
    await expect(answer({ use, args: [stream.streamId] })).rejects.toThrow(/Nothing called/);
  }
  const buyer = await first.buyer();
  expect(
    (await answer({ use: 'orderStatus', args: [buyer, stream.streamId, first.ids.next()] })).value,
  ).toEqual({ ok: true, outcome: 'never_seen' });
});
