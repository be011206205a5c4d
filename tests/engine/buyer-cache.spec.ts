import { expect, test } from 'vitest';
import { buyerCache } from '../../server/application/account/buyer-cache.ts';
import type { ApplicationDeps } from '../../server/application/deps.ts';
import type { SealedAddress } from '../../server/ports/sealed-address.ts';
import { TestClock } from '../builders/engine-clock.ts';

const NOON = 1_750_000_000_000;

/** A shop in which some have bought, and what was asked of its store. */
function shop(bought: readonly string[], kept: readonly SealedAddress[] = []) {
  const asked: (readonly string[])[] = [];
  const deps = {
    readers: {
      async haveBought(ids: readonly string[]) {
        asked.push(ids);
        return ids.filter((id) => bought.includes(id));
      },
    },
    directory: {
      async addresses(ids: readonly string[]) {
        asked.push(ids);
        return kept.filter(({ addressId }) => ids.includes(addressId));
      },
    },
    secrets: {
      open: (_: string, sealed: string) => ({ phone: sealed }),
      phoneTag: (stream: string, phone: string) => `${stream} ${phone}`,
    },
    clock: new TestClock(NOON),
  };
  return { asked, buyers: buyerCache(deps as unknown as ApplicationDeps) };
}

const buyer = (buyerId: string, ...merged: string[]) => ({ buyerId, allIds: [buyerId, ...merged] }) as never;

test('[H6] a crowd is looked up in few questions, and each is new or not by what is their own', async () => {
  const { asked, buyers } = shop(['old 0', 'old 7', 'before']);
  const crowd = Array.from({ length: 100 }, (_, n) => [buyer(`old ${n}`), buyer(`young ${n}`)]).flat();
  const answers = await Promise.all([...crowd, buyer('now', 'before')].map((one) => buyers.isNew(one)));
  const old = answers.flatMap(({ isNewInShop }, n) => (isNewInShop ? [] : [n]));
  expect(old).toEqual([0, 14, 200]);
  expect(asked.length).toBeLessThanOrEqual(3);
});

test('[A3] [H7] an address is known to its buyer alone, whoever else is looked up with them', async () => {
  const kept = ['a', 'b', 'c'].map((name) => ({
    addressId: name,
    buyerId: `buyer ${name}`,
    key: name,
    sealed: `+${name}`,
    atMs: NOON,
  }));
  const { asked, buyers } = shop([], kept);
  const ask = (who: string, addressId: string | null) => buyers.address(buyer(who), 'stream', addressId);
  const found = await Promise.all([
    ...[
      ask('buyer a', 'a'),
      ask('buyer b', 'b'),
      ask('buyer c', 'c'),
      ask('buyer a', 'b'),
      ask('buyer a', null),
    ],
    ask('buyer a', 'unknown'),
  ]);
  expect(found.map(({ phoneTag }) => phoneTag)).toEqual([
    'stream +a',
    'stream +b',
    'stream +c',
    null,
    null,
    null,
  ]);
  expect(asked.length).toBeLessThanOrEqual(3);
});

test('[H6] who is only told about themselves does not wait for a store that is silent, nor hear of one that fails', async () => {
  const clock = new TestClock(NOON);
  let answer: Promise<string[]> = new Promise(() => {});
  const deps = { readers: { haveBought: () => answer }, clock };
  const buyers = buyerCache(deps as unknown as ApplicationDeps);
  const told = buyers.isNewIfKnown(buyer('ana'));
  clock.passTo(NOON + 250);
  expect(await told).toBeNull();
  answer = Promise.reject(new Error('away'));
  expect(await buyers.isNewIfKnown(buyer('bo'))).toBeNull();
  answer = Promise.resolve(['cho']);
  expect(await buyers.isNewIfKnown(buyer('cho'))).toBe(false);
  expect(await buyers.isNewIfKnown(buyer('dai'))).toBe(true);
});

test('[B12] orders elsewhere: of all ids of a buyer, without the stream that asks, and asked again after ten seconds', async () => {
  const rows = [
    { buyerId: 'ana', streamId: 'one', orders: 2 },
    { buyerId: 'ana before', streamId: 'two', orders: 3 },
    { buyerId: 'bo', streamId: 'two', orders: 7 },
  ];
  const clock = new TestClock(NOON);
  let asked = 0;
  const readers = {
    async ordersByStream(ids: readonly string[]) {
      asked += 1;
      return rows.filter(({ buyerId }) => ids.includes(buyerId));
    },
  };
  const { ordersElsewhere } = buyerCache({ readers, clock } as unknown as ApplicationDeps);
  const ana = buyer('ana', 'ana before');
  expect(await ordersElsewhere(ana, 'three')).toBe(5);
  expect(await ordersElsewhere(ana, 'two')).toBe(2);
  expect(await ordersElsewhere(buyer('cy'), 'two')).toBe(0);
  expect(asked).toBe(2);
  rows.push({ buyerId: 'ana', streamId: 'four', orders: 1 });
  await clock.passes(10_001);
  expect(await ordersElsewhere(ana, 'three')).toBe(6);
});

test('[B12] a store that does not answer, or fails, keeps no order waiting for it', async () => {
  const clock = new TestClock(NOON);
  let answer: Promise<never> = new Promise(() => {});
  const { ordersElsewhere } = buyerCache({
    readers: { ordersByStream: () => answer },
    clock,
  } as unknown as ApplicationDeps);
  const told = ordersElsewhere(buyer('ana'), 'one');
  await clock.passes(251);
  expect(await told).toBeNull();
  answer = Promise.reject(new Error('The store is away.'));
  answer.catch(() => {});
  expect(await ordersElsewhere(buyer('bo'), 'one')).toBeNull();
});
