import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Request, Response } from 'express';
import { expect, test } from 'vitest';
import { documentPace } from '../../server/gateway/limits/document-pace.ts';
import { openHouse } from './house.ts';

/** A pace on a clock that a test moves. */
function aPace(perSecond: number) {
  let nowMs = 1_800_000_000_000;
  let due: { atMs: number; act: () => void }[] = [];
  const pace = documentPace(
    { documentsPerSecond: perSecond },
    {
      nowMs: () => nowMs,
      at: (atMs, act) => {
        due.push({ atMs, act });
        return () => {};
      },
    },
  );
  const seen = { given: 0, refused: [] as string[] };
  return {
    seen,
    asks(count: number, isGone = false) {
      for (let n = 0; n < count; n += 1) {
        const response = {
          destroyed: isGone,
          status: () => response,
          set: (name: string, value: string) => {
            if (name === 'Retry-After') seen.refused.push(value);
            return response;
          },
          setHeader: (name: string, value: string) => response.set(name, value),
          json: () => response,
          type: () => response,
          send: () => response,
          end: () => response,
        };
        pace({} as Request, response as unknown as Response, () => {
          seen.given += 1;
        });
      }
    },
    passes(ms: number) {
      nowMs += ms;
      const now = due.filter(({ atMs }) => atMs <= nowMs);
      due = due.filter(({ atMs }) => atMs > nowMs);
      for (const { act } of now) act();
    },
  };
}

test('a page of documents comes at once, a crowd that asks without a pause gets so many in a second', () => {
  const { seen, asks, passes } = aPace(50);
  asks(6);
  expect(seen.given).toBe(6);
  asks(144);
  // What nobody took in the second before is given at once, the others in their turn.
  expect(seen.given).toBe(50);
  passes(1_000);
  expect(seen.given).toBe(100);
  passes(1_000);
  expect(seen.given).toBe(150);
  expect(seen.refused).toEqual([]);
});

test('nobody waits for longer than five seconds: one more is told when to come again, and takes no place', () => {
  const { seen, asks, passes } = aPace(50);
  asks(50 + 5 * 50);
  asks(3);
  expect(seen.refused).toEqual(['6', '6', '6']);
  passes(5_000);
  expect(seen.given).toBe(300);
  asks(1);
  expect(seen.refused).toHaveLength(3);
});

test('who has gone gets nothing, and 0 is no limit', () => {
  const { seen, asks, passes } = aPace(50);
  asks(50);
  asks(10, true);
  passes(1_000);
  expect(seen.given).toBe(50);
  const free = aPace(0);
  free.asks(10_000);
  expect(free.seen.given).toBe(10_000);
});

test('each document of the API is paced, and no page of the market', async () => {
  const house = await openHouse({ environment: { MAX_DOCUMENTS_PER_SECOND: '1' } });
  try {
    const took = async (path: string) => {
      const startMs = performance.now();
      const { status } = await fetch(house.url + path);
      return { status, ms: performance.now() - startMs };
    };
    const isThere = (path: string) => path === '/api/docs' || existsSync(join(house.config.webDir, path));
    // Where nothing is built there is no contract file; whoever asks for one waits for a turn all the same.
    for (const path of ['/api/docs', '/openapi.json', '/asyncapi.json'])
      expect((await took(path)).status, path).toBe(isThere(path) ? 200 : 404);
    const [page, another] = await Promise.all([took('/api/docs/start.js'), took('/api/v1/streams')]);
    expect(page).toMatchObject({ status: 200 });
    expect(page!.ms).toBeGreaterThan(500);
    expect(another!.ms).toBeLessThan(page!.ms);
  } finally {
    await house.close();
  }
});
