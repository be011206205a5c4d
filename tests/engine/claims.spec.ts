import { afterEach, beforeEach, expect, test } from 'vitest';
import { accepted, type MarketHouse } from '../builders/engine-house.ts';
import { gate } from '../builders/engine-store.ts';
import { openStreet, type Street, settled } from '../builders/street.ts';

let street: Street;
let first: MarketHouse;
let second: MarketHouse;
let third: MarketHouse;
let stream: { streamId: string };

beforeEach(async () => {
  street = await openStreet(3);
  [first, second, third] = street.houses as [MarketHouse, MarketHouse, MarketHouse];
  stream = (await first.liveStream(100)).stream;
  await second.shelf(stream);
  await third.shelf(stream);
  await settled();
});
afterEach(() => street.close());

/** Every batch that a node asked the store to append from now on, by house. */
function counted(): () => number[] {
  for (const { store } of street.houses) store.batches.length = 0;
  return () => street.houses.map(({ store }) => store.batches.length);
}

async function ownerIn(house: MarketHouse): Promise<string | undefined> {
  return (await house.store.head(stream.streamId))?.owner?.node;
}

test('[C14] [LD8] of two nodes that have commands when the owner is gone one decides, and nothing is decided in vain', async () => {
  const buyers = [await second.buyer(), await third.buyer(), await second.buyer(), await third.buyer()];
  await first.app.close();
  const batches = counted();
  const adds = buyers.map((buyer, n) => (n % 2 === 0 ? second : third).adds(buyer, stream));
  await settled();
  street.ground.clock.passes(50);
  for (const answer of await Promise.all(adds)) accepted(answer);
  const [, bySecond, byThird] = batches();
  expect([bySecond, byThird].filter((count) => count === 0)).toHaveLength(1);
  await first.starts();
});

test('[C14] an owner that both nodes find silent is followed by one of them, who answers for the other', async () => {
  const [here, there] = [await second.buyer(), await third.buyer()];
  const hint = await second.app.engines.otherOwner(stream.streamId);
  for (const { app } of [second, third]) app.engines.reportOwnerDown(stream.streamId, hint!);
  const batches = counted();
  const answers = [second.adds(here, stream), third.adds(there, stream)];
  await settled();
  for (const answer of await Promise.all(answers)) accepted(answer);
  expect(batches().filter((count) => count > 0)).toHaveLength(1);
  expect(await ownerIn(first)).not.toBe('node-0');
});

test('a node that cannot claim a log, because the store does not say, decides as if it were alone', async () => {
  const buyer = await second.buyer();
  street.ground.clock.passes(3_100);
  await settled();
  second.store.claim = () => Promise.reject(new Error('The store did not answer.'));
  accepted(await second.adds(buyer, stream));
  expect(second.faults.join()).toContain('did not answer');
  expect(await ownerIn(second)).toBe('node-1');
});

test('commands that come while a log is claimed wait for that one answer', async () => {
  const buyers = [await second.buyer(), await second.buyer(), await second.buyer()];
  street.ground.clock.passes(3_100);
  await settled();
  const { open, opened } = gate();
  const { claim } = second.store;
  let claims = 0;
  second.store.claim = async (...asked) => {
    claims += 1;
    await opened;
    return claim(...asked);
  };
  const adds = buyers.map((buyer) => second.adds(buyer, stream));
  await settled();
  open();
  for (const answer of await Promise.all(adds)) accepted(answer);
  expect(claims).toBe(1);
});

test('a node that once was silent and came back keeps the log that it claimed', async () => {
  const hint = await second.app.engines.otherOwner(stream.streamId);
  second.app.engines.reportOwnerDown(stream.streamId, hint!);
  street.ground.clock.passes(3_100);
  await settled();
  await street.cutBus();
  expect(await first.app.engines.ownerOf(stream.streamId)).toBeNull();
  expect((await second.app.engines.ownerOf(stream.streamId))?.node).toBe('node-0');
  expect(await ownerIn(second)).toBe('node-0');
});
