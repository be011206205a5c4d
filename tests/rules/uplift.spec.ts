import { describe, expect, test } from 'vitest';
import { clopperPearson95 } from '../../server/insights/binomial.ts';
import { type Add, effectsOf, type ItemStory, upliftOf } from '../../server/insights/uplift.ts';
import { type Step, watchingOf } from '../../server/insights/watching.ts';
import { united, within, without } from '../../server/insights/windows.ts';
import { PairCounter } from '../../server/market/order/pairs.ts';
import { MINUTE, SECOND } from '../../shared/values/time.ts';

/** Of 1,000 made-up evenings: what the rules ask for. */
const EVENINGS = 1_000;
const HOUR = 60 * MINUTE;

test.each([
  { hits: 12, of: 21, low: 0.3402, high: 0.7818 },
  { hits: 0, of: 10, low: 0, high: 0.3085 },
  { hits: 10, of: 10, low: 0.6915, high: 1 },
  { hits: 1, of: 2, low: 0.0126, high: 0.9874 },
  { hits: 500, of: 1_000, low: 0.4685, high: 0.5315 },
])('Clopper–Pearson: $hits of $of lies between $low and $high', ({ hits, of, low, high }) => {
  const interval = clopperPearson95(hits, of)!;
  expect(interval.low).toBeCloseTo(low, 4);
  expect(interval.high).toBeCloseTo(high, 4);
});

test('without an observation, or with more hits than observations, there is no interval', () => {
  expect(clopperPearson95(0, 0)).toBeNull();
  expect(clopperPearson95(3, 2)).toBeNull();
});

describe('uplift', () => {
  test('the check value of the rules: 3.33, 1.29 to 8.96, 8.4 buyers', () => {
    const uplift = upliftOf({ buyers: 12, viewerSeconds: 24_000 }, { buyers: 9, viewerSeconds: 60_000 })!;
    expect(uplift.rateRatio!.toFixed(2)).toBe('3.33');
    expect(uplift.low.toFixed(2)).toBe('1.29');
    expect(uplift.high!.toFixed(2)).toBe('8.96');
    expect(uplift.buyers).toBeCloseTo(8.4, 10);
  });

  test('fewer than ten buyers on both sides, or nobody watching, is not enough data', () => {
    expect(upliftOf({ buyers: 9, viewerSeconds: 100 }, { buyers: 0, viewerSeconds: 100 })).toBeNull();
    expect(upliftOf({ buyers: 9, viewerSeconds: 100 }, { buyers: 1, viewerSeconds: 100 })).not.toBeNull();
    expect(upliftOf({ buyers: 12, viewerSeconds: 0 }, { buyers: 9, viewerSeconds: 100 })).toBeNull();
    expect(upliftOf({ buyers: 12, viewerSeconds: 100 }, { buyers: 9, viewerSeconds: 0 })).toBeNull();
  });

  test('a baseline without a buyer has no ratio, and no upper bound', () => {
    const uplift = upliftOf({ buyers: 12, viewerSeconds: 100 }, { buyers: 0, viewerSeconds: 100 })!;
    expect(uplift).toMatchObject({ rateRatio: null, high: null, buyers: 12 });
    expect(uplift.low).toBeGreaterThan(1);
  });
});

describe('a pin and a flash of an item', () => {
  const live = { startMs: 0, endMs: HOUR };
  /** 100 viewers all the time. */
  const watching = watchingOf([[0, 100]]);
  const pin = { startMs: 20 * MINUTE, endMs: 22 * MINUTE };
  const flash = { startMs: 40 * MINUTE, endMs: 43 * MINUTE };
  const add = (minutes: number, buyer: string, isFlash = false): Add => ({
    atMs: Math.round(minutes * MINUTE),
    buyerId: buyer,
    isFlash,
  });
  const story = (adds: Add[], more: Partial<ItemStory> = {}): ItemStory => ({
    itemNumber: 7,
    adds,
    listed: [live],
    pins: [pin],
    flashes: [flash],
    ...more,
  });

  test('the baseline leaves out a minute round the pins, and the flashes', () => {
    const [ofPin] = effectsOf(
      story([add(5, 'early'), add(19.5, 'just before'), add(22.5, 'just after'), add(41, 'in flash', true)]),
      watching,
      live,
    );
    expect(ofPin!.baseline).toEqual({ buyers: 1, viewerSeconds: 100 * (60 - 4 - 3) * 60 });
  });

  test('a buyer counts once, an add at the end of the pin belongs to the afterglow', () => {
    const [ofPin] = effectsOf(
      story([add(20, 'a'), add(21, 'a'), add(22, 'b'), add(24, 'c')]),
      watching,
      live,
    );
    expect(ofPin!.during).toEqual({ buyers: 1, viewerSeconds: 100 * 120 });
    expect(ofPin!.afterglow.during).toEqual({ buyers: 1, viewerSeconds: 100 * 120 });
  });

  test('time of a pin within a flash of the item is the flash’s', () => {
    const both = story([add(41, 'a', true), add(44, 'b')], {
      pins: [{ startMs: 40 * MINUTE, endMs: 45 * MINUTE }],
    });
    const [ofPin, ofFlash] = effectsOf(both, watching, live);
    expect(ofPin).toMatchObject({ kind: 'pin', during: { buyers: 1, viewerSeconds: 100 * 120 } });
    expect(ofFlash).toMatchObject({ kind: 'flash', during: { buyers: 1, viewerSeconds: 100 * 180 } });
  });

  test('before the item was in the lineup, and outside of the live window, nothing is compared', () => {
    const late = story([], {
      listed: [{ startMs: 30 * MINUTE, endMs: 2 * HOUR }],
      pins: [],
      flashes: [flash],
    });
    expect(effectsOf(late, watching, live)[0]!.baseline.viewerSeconds).toBe(100 * (30 - 3) * 60);
  });
});

test('windows are united, cut out of each other, and half-open', () => {
  const w = (startMs: number, endMs: number) => ({ startMs, endMs });
  expect(united([w(5, 9), w(1, 3), w(3, 4), w(8, 8)])).toEqual([w(1, 4), w(5, 9)]);
  expect(without([w(0, 10)], [w(2, 3), w(9, 12)])).toEqual([w(0, 2), w(3, 9)]);
  expect(within([w(0, 4), w(6, 10)], [w(3, 7)])).toEqual([w(3, 4), w(6, 7)]);
});

test('watched seconds of any window are those of its steps', () => {
  const watching = watchingOf([
    [1_000, 2],
    [3_000, 5],
    [4_000, 0],
  ]);
  expect(watching.secondsIn([{ startMs: 0, endMs: 10_000 }])).toBe(9);
  expect(watching.secondsIn([{ startMs: 2_000, endMs: 3_500 }])).toBe(4.5);
  expect(watchingOf([]).secondsIn([{ startMs: 0, endMs: 10 }])).toBe(0);
});

test('pairs: support and lift of what was paid together', () => {
  const pairs = new PairCounter();
  for (let i = 0; i < 6; i += 1) pairs.add([1, 2, 2]);
  for (let i = 0; i < 2; i += 1) pairs.add([1, 3]);
  for (let i = 0; i < 4; i += 1) pairs.add([3]);
  expect(pairs.pairs()).toEqual([
    { itemNumbers: [1, 2], orders: 6, support: 0.5, lift: 0.5 / ((8 / 12) * 0.5) },
  ]);
});

/** Seeded: every run is the same (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * An evening with a known truth: viewers come and go, and each adds the item with a hazard that a pin multiplies. The
 * audience is one and the same; who adds, and when, is drawn anew.
 */
describe('a simulated stream with a known effect', () => {
  const live = { startMs: 0, endMs: 2 * HOUR };
  const pin = { startMs: 50 * MINUTE, endMs: 56 * MINUTE };
  const chance = seeded(7);
  const viewers = Array.from({ length: 4_000 }, () => {
    const fromMs = Math.floor(chance() * 1.8 * HOUR);
    return { fromMs, toMs: Math.min(2 * HOUR, fromMs + Math.ceil(-Math.log(1 - chance()) * 20 * MINUTE)) };
  });
  const changes = viewers
    .flatMap(({ fromMs, toMs }): [number, number][] => [
      [fromMs, 1],
      [toMs, -1],
    ])
    .sort((a, b) => a[0] - b[0]);
  let present = 0;
  const steps: Step[] = changes.map(([atMs, by]) => {
    present += by;
    return [atMs, present];
  });
  const watching = watchingOf(steps);

  /** Adds of one viewer: the waiting time to the next is drawn in units of hazard. */
  function evening(draw: () => number, perSecond: number, ratio: number): Add[] {
    const adds: Add[] = [];
    viewers.forEach(({ fromMs, toMs }, viewer) => {
      const inPin = Math.max(0, Math.min(toMs, pin.endMs) - Math.max(fromMs, pin.startMs));
      const beforePin = Math.max(0, Math.min(toMs, pin.startMs) - fromMs);
      const whole = toMs - fromMs + inPin * (ratio - 1);
      for (let used = 0; ; ) {
        used += (-Math.log(1 - draw()) / perSecond) * SECOND;
        if (used >= whole) break;
        const past = used - beforePin;
        const stretched =
          past <= 0 ? used : beforePin + Math.min(past / ratio, inPin) + Math.max(0, past - inPin * ratio);
        adds.push({ atMs: fromMs + stretched, buyerId: `${viewer}`, isFlash: false });
      }
    });
    return adds.sort((a, b) => a.atMs - b.atMs);
  }

  test.each([
    { ratio: 3, perSecond: 4e-5 },
    { ratio: 1, perSecond: 8e-5 },
  ])(
    'its interval covers a true ratio of $ratio in 93 to 97 of 100 evenings',
    { timeout: 120_000 },
    ({ ratio, perSecond }) => {
      const draw = seeded(2_026);
      let covered = 0;
      for (let run = 0; run < EVENINGS; run += 1) {
        const story = {
          itemNumber: 1,
          adds: evening(draw, perSecond, ratio),
          listed: [live],
          pins: [pin],
          flashes: [],
        };
        const { uplift } = effectsOf(story, watching, live)[0]!;
        if (uplift && uplift.low <= ratio && (uplift.high === null || uplift.high >= ratio)) covered += 1;
      }
      expect(covered / EVENINGS).toBeGreaterThanOrEqual(0.93);
      expect(covered / EVENINGS).toBeLessThanOrEqual(0.97);
    },
  );
});
