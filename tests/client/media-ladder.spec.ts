import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ceilingOf, freePlan, MEGABYTE } from '../../client/stores/video/data-plan.ts';
import type { Facts } from '../../client/stores/video/facts.ts';
import {
  type Footing,
  lifted,
  nextFooting,
  type QualityLevel,
  qualityLevels,
  startFooting,
} from '../../client/stores/video/quality-ladder.ts';

const fine: Facts = {
  isVideoExpected: true,
  isAudioExpected: true,
  framesReceived: 60,
  framesDecoded: 60,
  framesDropped: 0,
  frozenShare: 0,
  videoLoss: 0,
  audioLoss: 0,
  audioPackets: 100,
  layer: 2,
  hasLayers: true,
};
const nothingFits: Facts = { ...fine, framesReceived: 0, framesDecoded: 0, layer: null };
const lossy: Facts = { ...fine, videoLoss: 0.2 };
const drowned: Facts = { ...nothingFits, audioLoss: 0.5, audioPackets: 40 };
const silent: Facts = { ...fine, framesReceived: 0, framesDecoded: 0, audioPackets: 0 };
const busy: Facts = { ...fine, framesReceived: 50, framesDecoded: 24, framesDropped: 26 };

function standing(
  periods: number,
  facts: Facts,
  from: Footing = startFooting,
  ceiling: QualityLevel = 'high',
): Footing {
  let footing = from;
  for (let n = 0; n < periods; n += 1) footing = nextFooting(footing, facts, ceiling);
  return footing;
}

/** Periods until the rung changes, at most 500. */
function until(facts: Facts, from: Footing): { periods: number; footing: Footing } {
  let footing = from;
  for (let periods = 1; periods <= 500; periods += 1) {
    footing = nextFooting(footing, facts, 'high');
    if (footing.rung !== from.rung) return { periods, footing };
  }
  return { periods: Number.POSITIVE_INFINITY, footing };
}

describe('down', () => {
  test('one bad period is an accident', () => {
    expect(standing(1, lossy).rung).toBe('high');
    expect(standing(1, fine, standing(1, lossy))).toMatchObject({ rung: 'high', bad: 0 });
  });
  test('a lossy picture gets smaller, a small one that is lossy too gives way to the sound', () => {
    expect(standing(2, lossy).rung).toBe('low');
    expect(standing(5, lossy).rung).toBe('audio');
  });
  test('where not even the lowest layer fits, it is the sound with a still at once, never a black picture', () => {
    expect(standing(2, nothingFits).rung).toBe('audio');
  });
  test('without layers there is no smaller picture', () => {
    expect(standing(2, { ...lossy, hasLayers: false }).rung).toBe('audio');
  });
  test('a sound in pieces is given more time than a picture, and goes last', () => {
    expect(standing(2, drowned).rung).toBe('audio');
    expect(standing(6, drowned).rung).toBe('audio');
    expect(standing(7, drowned).rung).toBe('text');
  });
  test('a picture that stands still is a bad one', () => {
    expect(standing(2, { ...fine, frozenShare: 0.5 }).rung).toBe('low');
  });
});

describe('a device that does not keep up', () => {
  test('gets a smaller picture, and it is said to be the device’s', () => {
    expect(standing(2, busy)).toMatchObject({ rung: 'low', blame: 'device' });
    expect(standing(2, lossy)).toMatchObject({ rung: 'low', blame: 'line' });
  });
  test('keeps its picture where there is no smaller one: a stuttering picture is more than none', () => {
    expect(standing(50, { ...busy, hasLayers: false }).rung).toBe('high');
    expect(standing(50, busy).rung).toBe('low');
  });
  test('is not blamed for what is lost on the way', () => {
    expect(standing(2, { ...busy, videoLoss: 0.2 })).toMatchObject({ rung: 'low', blame: 'line' });
  });
  test('a picture that stands still with nothing to show whose that is, gets smaller and nobody is blamed', () => {
    expect(standing(2, { ...fine, frozenShare: 0.5 })).toMatchObject({ rung: 'low', blame: null });
  });
  test('has all of it again when it has kept up for a while', () => {
    expect(standing(8, fine, standing(2, busy))).toMatchObject({ rung: 'high' });
    expect(standing(9, fine, standing(2, busy)).blame).toBeNull();
  });
});

describe('held', () => {
  test('silence is the host’s, not the line’s: nothing changes', () => {
    expect(standing(50, silent)).toEqual(startFooting);
    expect(standing(50, { ...silent, isVideoExpected: false, isAudioExpected: false })).toEqual(startFooting);
  });
  test('a camera that is off is no weak line', () => {
    expect(standing(50, { ...fine, isVideoExpected: false, framesDecoded: 0 }).rung).toBe('high');
  });
  test('a line that is neither good nor bad stays where it is', () => {
    const fair = { ...fine, videoLoss: 0.05, audioLoss: 0.05 };
    expect(standing(100, fair).rung).toBe('high');
    expect(standing(100, fair, standing(2, lossy)).rung).toBe('low');
  });
});

describe('up', () => {
  test('step by step, when the line has been good for a while', () => {
    const sound = standing(2, nothingFits);
    const quiet = { ...fine, isVideoExpected: true };
    const low = until(quiet, sound);
    expect(low).toMatchObject({ periods: 8, footing: { rung: 'low' } });
    expect(until(quiet, low.footing)).toMatchObject({ footing: { rung: 'high' } });
  });
  test('a step that does not hold is tried again after twice the wait, within bounds', () => {
    let footing = standing(2, nothingFits);
    const waits: number[] = [];
    for (let n = 0; n < 7; n += 1) {
      const up = until(fine, footing);
      waits.push(up.periods);
      footing = until(nothingFits, up.footing).footing;
      expect(footing.rung).toBe('audio');
    }
    expect(waits).toEqual([8, 16, 32, 64, 128, 128, 128]);
  });
  test('a step that holds makes up for one that did not', () => {
    let footing = standing(2, nothingFits);
    for (let n = 0; n < 3; n += 1) footing = until(nothingFits, until(fine, footing).footing).footing;
    expect(footing.slips).toBe(3);
    const up = until(fine, footing).footing;
    expect(standing(6, fine, up).slips).toBe(2);
  });
});

describe('choice and data', () => {
  test('a choice of less is obeyed at once, whatever the line', () => {
    for (const ceiling of qualityLevels) expect(nextFooting(startFooting, fine, ceiling).rung).toBe(ceiling);
  });
  test('it never rises above the ceiling', () => {
    expect(standing(500, fine, lifted('low'), 'low').rung).toBe('low');
    expect(standing(500, fine, standing(5, lossy, lifted('low'), 'low'), 'audio').rung).toBe('audio');
  });
  test('near the limit the picture gets smaller, then the sound stays, then nothing', () => {
    const plan = { ...freePlan, limitMb: 100 };
    const at = (mb: number) => ceilingOf(plan, mb * MEGABYTE);
    expect([0, 74, 75, 90, 99.9, 100, 300].map(at)).toEqual([
      'high',
      'high',
      'low',
      'audio',
      'audio',
      'text',
      'text',
    ]);
    expect(ceilingOf(freePlan, 1e12)).toBe('high');
    expect(ceilingOf({ most: 'audio', limitMb: 100 }, 80 * MEGABYTE)).toBe('audio');
  });
});

test('whatever comes, it moves by what it saw: never above the ceiling, never down in a good period', () => {
  const anything = fc.record({
    isVideoExpected: fc.boolean(),
    isAudioExpected: fc.boolean(),
    framesReceived: fc.nat(60),
    framesDecoded: fc.nat(60),
    framesDropped: fc.nat(60),
    frozenShare: fc.double({ min: 0, max: 1, noNaN: true }),
    videoLoss: fc.double({ min: 0, max: 1, noNaN: true }),
    audioLoss: fc.double({ min: 0, max: 1, noNaN: true }),
    audioPackets: fc.nat(100),
    layer: fc.constantFrom(undefined, null, 0, 1, 2),
    hasLayers: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(anything, { maxLength: 80 }), fc.constantFrom(...qualityLevels), (days, ceiling) => {
      let footing = lifted(ceiling);
      for (const facts of days) {
        const next = nextFooting(footing, facts, ceiling);
        expect(qualityLevels.indexOf(next.rung)).toBeLessThanOrEqual(qualityLevels.indexOf(ceiling));
        expect(next.slips).toBeLessThanOrEqual(4);
        footing = next;
      }
      const kept = nextFooting(footing, fine, ceiling);
      expect(qualityLevels.indexOf(kept.rung)).toBeGreaterThanOrEqual(qualityLevels.indexOf(footing.rung));
    }),
  );
});
