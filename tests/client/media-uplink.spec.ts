import { describe, expect, test } from 'vitest';
import { readSent } from '../../client/connection/media-stats.ts';
import {
  judgeUplink,
  nextUplink,
  startUplink,
  type UplinkFacts,
  type UplinkState,
} from '../../client/stores/host/uplink.ts';

const fine: UplinkFacts = {
  sentKbps: 1_500,
  height: 720,
  cameraHeight: 720,
  limitedBy: 'none',
  lossShare: 0,
  roundTripMs: 40,
};
const weak: UplinkFacts = { ...fine, height: 480, limitedBy: 'bandwidth' };

function standing(periods: number, facts: UplinkFacts, from: UplinkState = startUplink): UplinkState {
  let state = from;
  for (let n = 0; n < periods; n += 1) state = nextUplink(state, facts);
  return state;
}

describe('one period by itself', () => {
  test.each([
    ['good', null, fine],
    ['good', null, { ...fine, lossShare: null, roundTripMs: null }],
    ['weak', 'bandwidth', weak],
    ['fair', 'bandwidth', { ...fine, limitedBy: 'bandwidth' as const }],
    ['fair', 'device', { ...weak, limitedBy: 'cpu' as const }],
    ['good', null, { ...fine, limitedBy: 'cpu' as const }],
    ['fair', 'loss', { ...fine, lossShare: 0.05 }],
    ['weak', 'loss', { ...fine, lossShare: 0.1 }],
    ['fair', 'delay', { ...fine, roundTripMs: 350 }],
    ['weak', 'delay', { ...fine, roundTripMs: 900 }],
    ['none', null, { ...fine, sentKbps: 2 }],
  ] as const)('%s because of %s', (grade, why, facts) => {
    expect(judgeUplink(facts)).toEqual({ grade, why, height: facts.height });
  });
});

describe('over time', () => {
  test('it says weak after two periods, and what is sent at once', () => {
    expect(standing(1, weak).uplink).toEqual({ grade: 'good', why: null, height: 480 });
    expect(standing(2, weak).uplink).toEqual({ grade: 'weak', why: 'bandwidth', height: 480 });
  });
  test('it says good again after four', () => {
    const state = standing(2, weak);
    expect(standing(3, fine, state).uplink.grade).toBe('weak');
    expect(standing(4, fine, state).uplink.grade).toBe('good');
  });
  test('a line that jumps to and fro does not make the words flicker', () => {
    let state = standing(2, weak);
    for (let n = 0; n < 20; n += 1) {
      state = nextUplink(state, n % 2 === 0 ? fine : weak);
      expect(state.uplink.grade).toBe('weak');
    }
  });
});

test('all layers of a picture are read together: the highest that flows, the worst that the server says', () => {
  const report = new Map<string, object>([
    [
      'a',
      {
        type: 'outbound-rtp',
        bytesSent: 100,
        frameHeight: 180,
        framesPerSecond: 24,
        qualityLimitationReason: 'none',
      },
    ],
    [
      'b',
      {
        type: 'outbound-rtp',
        bytesSent: 300,
        frameHeight: 360,
        framesPerSecond: 24,
        qualityLimitationReason: 'bandwidth',
      },
    ],
    ['c', { type: 'outbound-rtp', bytesSent: 50, frameHeight: 720, framesPerSecond: 0, active: false }],
    ['d', { type: 'remote-inbound-rtp', fractionLost: 0.02, roundTripTime: 0.2 }],
    ['e', { type: 'remote-inbound-rtp', fractionLost: 0.06, roundTripTime: 0.1 }],
  ]);
  expect(readSent(report as unknown as RTCStatsReport)).toEqual({
    bytes: 450,
    height: 360,
    limitedBy: 'bandwidth',
    lossShare: 0.06,
    roundTripMs: 200,
  });
});
