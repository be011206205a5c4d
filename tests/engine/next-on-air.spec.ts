import { expect, test } from 'vitest';
import { nextOnAir } from '../../server/media/next-on-air.ts';
import type { StreamRow } from '../../server/ports/rows.ts';
import { aStream, EIGHT, idOf } from '../builders/store-rows.ts';

const DAY = 86_400_000;
const planned = (name: string, inDays: number): StreamRow =>
  aStream(idOf(name), {
    slug: name,
    status: 'SCHEDULED',
    liveStartMs: null,
    scheduledAtMs: EIGHT + inDays * DAY,
  });

/** A market whose streams have these products. */
function aMarket(streams: [StreamRow, string[]][]) {
  const market = { streams, nowMs: EIGHT, reads: 0 };
  const next = nextOnAir({
    clock: { nowMs: () => market.nowMs },
    position: async (streamId) => {
      if (streamId === idOf('away')) throw new Error('Its server does not answer.');
      return { view: { cards: { 1: { listPriceMinor: 2_390 } } } } as never;
    },
    readers: {
      streams: async () => {
        market.reads += 1;
        return market.streams.map(([row]) => row);
      },
      shown: async (streamId) =>
        (market.streams.find(([row]) => row.streamId === streamId)?.[1] ?? []).map((productId, index) => ({
          ...{
            itemNumber: index + 1,
            productId,
            name: productId,
            nameEn: '',
            picture: null,
            listPriceMinor: null,
          },
        })),
    },
  });
  return { market, of: async (productId: string) => (await next()).get(productId) };
}

test('a product is next on the stream that begins first, or on one that is on', async () => {
  const { of } = aMarket([
    [planned('later', 5), ['rice', 'honey']],
    [planned('soon', 2), ['rice', 'tea']],
    [aStream(idOf('now'), { slug: 'now', status: 'INTERRUPTED' }), ['tea']],
  ]);
  expect((await of('rice'))?.next).toEqual({
    slug: 'soon',
    itemNumber: 1,
    startsAtMs: EIGHT + 2 * DAY,
    isOn: false,
  });
  expect((await of('honey'))?.next).toMatchObject({ slug: 'later' });
  expect((await of('tea'))?.next).toEqual({ slug: 'now', itemNumber: 1, startsAtMs: EIGHT, isOn: true });
  expect(await of('walnuts')).toBeUndefined();
});

test('where a product is sold now its price is the one of there; a stream whose server is away has none to tell', async () => {
  const { of } = aMarket([
    [planned('soon', 2), ['rice']],
    [aStream(idOf('now'), { slug: 'now' }), ['tea']],
    [aStream(idOf('away'), { slug: 'away' }), ['honey']],
  ]);
  expect((await of('tea'))?.listPriceMinor).toBe(2_390);
  expect(await of('honey')).toMatchObject({ next: { slug: 'away', isOn: true }, listPriceMinor: null });
  expect((await of('rice'))?.listPriceMinor).toBeNull();
});

test('what is over or cancelled has nothing next', async () => {
  const { of } = aMarket([
    [aStream(idOf('over'), { status: 'CLOSED' }), ['rice']],
    [aStream(idOf('off'), { status: 'CANCELLED' }), ['rice']],
  ]);
  expect(await of('rice')).toBeUndefined();
});

test('however many look back, it is read once in half a minute, and follows then', async () => {
  const { market, of } = aMarket([[planned('soon', 2), ['rice']]]);
  await Promise.all(Array.from({ length: 50 }, () => of('rice')));
  expect(market.reads).toBe(1);
  market.streams = [];
  market.nowMs += 30_000;
  expect(await of('rice')).toBeUndefined();
  expect(market.reads).toBe(2);
});
