import { describe, expect, test } from 'vitest';
import { PublicStreams } from '../../server/gateway/http/streams/public-streams.ts';
import type { StreamRow } from '../../server/ports/rows.ts';
import type { MediaView } from '../../shared/contract/media.ts';
import { emptyView } from '../../shared/live-view/changes.ts';
import type { LiveView } from '../../shared/live-view/entries.ts';
import { listedStream } from '../../shared/market/stream/contract.ts';
import { aStream, EIGHT, idOf } from '../builders/store-rows.ts';

const HOUR = 3_600_000;
const COVER = `/pictures/${'ab'.repeat(20)}.webp`;

/** A live view with so many items, of which some are pinned, the last named last. */
function aView(items: number, pinned: readonly number[]): LiveView {
  const numbers = Array.from({ length: items }, (_, n) => n + 1);
  return {
    ...emptyView,
    order: numbers,
    pins: pinned.map((itemNumber, at) => ({ itemNumber, sinceMs: EIGHT + at })),
    cards: Object.fromEntries(
      numbers.map((n) => [
        n,
        {
          ...{ name: `货 ${n}`, nameEn: `Good ${n}`, producer: '马', origin: '剑川', grams: 500 },
          ...{ picture: `/goods/${n}.svg`, listPriceMinor: n * 1_000, buyerLimit: null },
        },
      ]),
    ),
    stock: { 2: { state: 'IN_STOCK', available: 9, nextFreeAtMs: null, flashLeft: 3 } },
    flash: {
      2: {
        ...{ flashId: idOf('flash'), priceMinor: 1_500, startsAtMs: EIGHT, endsAtMs: EIGHT + HOUR },
        ...{ cap: 5, perBuyerCap: 1, announcedAtMs: EIGHT },
      },
    },
  };
}

/** The list of a market with these streams. */
function listOf(
  rows: StreamRow[],
  {
    view = null,
    recordedMs = [],
    picture = null,
    told = null,
    stillEveryMs = 5_000,
  }: {
    view?: LiveView | null;
    recordedMs?: number[];
    picture?: string | null;
    told?: MediaView | null;
    stillEveryMs?: number;
  } = {},
) {
  const market = { nowMs: EIGHT + 60_000, positions: 0, shown: 0 };
  const publicStreams = new PublicStreams({
    config: { stillEveryMs },
    clock: { nowMs: () => market.nowMs, steadyMs: () => market.nowMs } as never,
    crowd: { viewers: () => 41 } as never,
    application: {
      timeOf: (_: string, readAtMs: number) => readAtMs,
      position: async () => {
        market.positions += 1;
        return view && { streamId: '', history: '', seq: 1, view };
      },
    } as never,
    media: {
      view: async () => told,
      files: {
        recorded: async () => ({
          playlist: null,
          stretches: recordedMs.map((durationMs) => ({ mediaMs: 0, atMs: EIGHT, durationMs })),
        }),
      },
    } as never,
    readers: {
      streams: async () => rows,
      shown: async () => {
        market.shown += 1;
        return [
          { productId: idOf('a'), name: 'A', picture: null },
          { productId: idOf('b'), name: 'B', picture },
        ];
      },
    } as never,
  });
  return {
    market,
    list: async () => {
      const streams = await publicStreams.list();
      for (const each of streams) listedStream.parse(each);
      return streams;
    },
  };
}

test('a stream that is on says who watches and three products at the price of now, the pinned one in front', async () => {
  const { list } = listOf([aStream(idOf('on'), { titleEn: 'Potatoes', hostNameEn: 'Mei' })], {
    view: aView(5, [4, 2]),
  });
  const [on] = await list();
  expect(on).toMatchObject({ titleEn: 'Potatoes', hostNameEn: 'Mei', viewers: 41 });
  expect(on!.products).toEqual([
    {
      itemNumber: 2,
      name: '货 2',
      nameEn: 'Good 2',
      picture: '/goods/2.svg',
      priceMinor: 1_500,
      isPinned: true,
    },
    {
      itemNumber: 4,
      name: '货 4',
      nameEn: 'Good 4',
      picture: '/goods/4.svg',
      priceMinor: 4_000,
      isPinned: true,
    },
    { itemNumber: 1, name: '货 1', nameEn: 'Good 1', picture: '/goods/1.svg', priceMinor: 1_000 },
  ]);
});

describe('the picture of now', () => {
  const source = { sourceId: 's', name: 'camera', kind: 'video', layers: 2, isMuted: false } as const;
  const onAir: MediaView = { isAvailable: true, sources: [source], playback: null };
  const shown = async (options: Parameters<typeof listOf>[1], row: Partial<StreamRow> = {}) =>
    (
      await listOf([aStream(idOf('on'), { slug: 'potato-day', ...row })], {
        view: aView(1, []),
        ...options,
      }).list()
    )[0]!;

  test('of a stream that broadcasts one is told where a still of it is, and how often there is a new one', async () => {
    expect((await shown({ told: onAir })).still).toEqual({
      url: '/api/v1/streams/potato-day/still',
      everyMs: 5_000,
    });
  });

  test('none is promised in a break, of a camera that is off, of a voice alone, and where none are taken', async () => {
    expect(await shown({ told: onAir }, { status: 'INTERRUPTED' })).not.toHaveProperty('still');
    for (const sources of [[], [{ ...source, isMuted: true }], [{ ...source, kind: 'audio' as const }]]) {
      expect(await shown({ told: { ...onAir, sources } })).not.toHaveProperty('still');
    }
    expect(await shown({ told: onAir, stillEveryMs: 0 })).not.toHaveProperty('still');
    expect(await shown({})).not.toHaveProperty('still');
  });

  test('a host who is a drawing is said to be one', async () => {
    expect((await shown({ told: { ...onAir, sources: [], isHostDrawn: true } })).isHostDrawn).toBe(true);
    expect(await shown({ told: onAir })).not.toHaveProperty('isHostDrawn');
  });
});

test('one that comes has its cover, or the picture of its first product that has one', async () => {
  const planned = { status: 'SCHEDULED' as const, liveStartMs: null };
  const { list } = listOf([aStream(idOf('a'), { ...planned, cover: COVER }), aStream(idOf('b'), planned)], {
    picture: '/goods/b.svg',
  });
  const [covered, bare] = await list();
  expect([covered!.cover, bare!.cover]).toEqual([COVER, '/goods/b.svg']);
  expect(covered).not.toHaveProperty('viewers');
  expect(covered).not.toHaveProperty('recordedMs');
  const [nothing] = await listOf([aStream(idOf('b'), planned)]).list();
  expect(nothing).not.toHaveProperty('cover');
});

test('one that is over says how much of it was recorded, and nothing where nothing was', async () => {
  const over = { status: 'CLOSED' as const, endedAtMs: EIGHT };
  const [kept] = await listOf([aStream(idOf('a'), over)], { recordedMs: [60_000, 1_500] }).list();
  expect(kept!.recordedMs).toBe(61_500);
  const [bare] = await listOf([aStream(idOf('a'), over)]).list();
  expect(bare).not.toHaveProperty('recordedMs');
});

test('rehearsals, cancelled streams and those that ended a month ago are not listed; of others the newest twelve', async () => {
  const { list } = listOf([
    aStream(idOf('r'), { rehearsalOf: idOf('on') }),
    aStream(idOf('s'), { status: 'REHEARSAL' }),
    aStream(idOf('c'), { status: 'CANCELLED' }),
    aStream(idOf('o'), { status: 'CLOSED', endedAtMs: EIGHT - 31 * 24 * HOUR }),
  ]);
  expect(await list()).toEqual([]);
  const many = Array.from({ length: 15 }, (_, n) =>
    aStream(idOf(`past ${n}`), { slug: `past-${n}`, status: 'CLOSED', endedAtMs: EIGHT - n * HOUR }),
  );
  const slugs = (await listOf(many).list()).map(({ slug }) => slug);
  expect(slugs).toEqual(many.slice(0, 12).map(({ slug }) => slug));
});

test('what is on is read once in two seconds, pictures once in half a minute, however many ask', async () => {
  const { market, list } = listOf([aStream(idOf('on'))], { view: aView(1, []) });
  await Promise.all(Array.from({ length: 40 }, list));
  expect([market.positions, market.shown]).toEqual([1, 1]);
  market.nowMs += 2_000;
  await list();
  expect([market.positions, market.shown]).toEqual([2, 1]);
  market.nowMs += 30_000;
  await list();
  expect(market.shown).toBe(2);
});
