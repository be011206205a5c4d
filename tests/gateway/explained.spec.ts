import { expect, test } from 'vitest';
import { explainedIn } from '../../server/gateway/http/catalogue/explained.ts';
import type { ReplayView } from '../../shared/contract/media.ts';
import { EIGHT } from '../builders/store-rows.ts';

type Pin = ReplayView['pins'][number];
const MINUTE = 60_000;
const pin = (itemNumber: number, fromMs: number): Pin => ({ itemNumber, fromMs, toMs: fromMs + MINUTE });

/** A product that was in these streams; each recording has its first ten minutes. */
function aMarket(replays: Record<string, Partial<ReplayView> | null>) {
  const asked: string[] = [];
  const places = Object.keys(replays).map((slug, index) => ({
    ...{ slug, itemNumber: index + 1, when: 'past' as const, startsAtMs: EIGHT + index },
  }));
  const explained = explainedIn({
    clock: { nowMs: () => EIGHT },
    products: async () =>
      ({
        at: (slug: string) =>
          slug === 'tonight' ? { places: [{ slug, itemNumber: 9, when: 'on' }, ...places] } : undefined,
      }) as never,
    async replay(slug) {
      asked.push(slug);
      const stretches = [{ mediaMs: 0, atMs: EIGHT, durationMs: 10 * MINUTE }];
      const said = replays[slug];
      return said
        ? ({ slug, startedAtMs: EIGHT, playlist: '/x', stretches, pins: [], ...said } as never)
        : null;
    },
  });
  return { explained, asked };
}

test('a product leads to the replays that have its first pin, the newest stream first', async () => {
  const { explained } = aMarket({
    first: { pins: [pin(1, EIGHT)] },
    second: { pins: [pin(2, EIGHT + MINUTE)] },
  });
  expect(await explained('tonight', 9)).toEqual([
    { slug: 'second', itemNumber: 2, startedAtMs: EIGHT },
    { slug: 'first', itemNumber: 1, startedAtMs: EIGHT },
  ]);
});

test('not where it was never pinned, where its pin was not recorded, or where there is no recording or replay', async () => {
  const { explained } = aMarket({
    unpinned: { pins: [pin(7, EIGHT)] },
    late: { pins: [pin(2, EIGHT + 10 * MINUTE)] },
    unrecorded: { pins: [pin(3, EIGHT)], playlist: null },
    gone: null,
  });
  expect(await explained('tonight', 9)).toEqual([]);
  expect(await explained('nowhere', 9)).toEqual([]);
});

test('three at most, and a crowd that opens one product costs one look', async () => {
  const all = Object.fromEntries(
    ['a', 'b', 'c', 'd'].map((slug, index) => [slug, { pins: [pin(index + 1, EIGHT)] }]),
  );
  const { explained, asked } = aMarket(all);
  const [one] = await Promise.all([explained('tonight', 9), explained('tonight', 9)]);
  expect(one!.map(({ slug }) => slug)).toEqual(['d', 'c', 'b']);
  expect(asked).toEqual(['d', 'c', 'b']);
});

test('no more than twelve streams back: a product that was never recorded costs no sixty reads', async () => {
  const { explained, asked } = aMarket(
    Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`s${n}`, null])),
  );
  expect(await explained('tonight', 9)).toEqual([]);
  expect(asked).toHaveLength(12);
});
