import type { Sent } from '../../connection/media-stats.ts';

/** What was measured of the way to the server over one period, in plain numbers. */
export interface UplinkFacts {
  sentKbps: number;
  /** Lines of the highest picture that is sent, 0 if none is. */
  height: number;
  /** Lines that the camera gives. */
  cameraHeight: number;
  limitedBy: Sent['limitedBy'];
  lossShare: number | null;
  roundTripMs: number | null;
}

export type UplinkGrade = 'good' | 'fair' | 'weak' | 'none';
/** What stands in the way, if something does. */
export type UplinkReason = 'bandwidth' | 'loss' | 'delay' | 'device' | null;

/** The host's upload in words: how it is, why, and what is being sent. */
export interface Uplink {
  grade: UplinkGrade;
  why: UplinkReason;
  height: number;
}

/** An uplink and what speaks for another grade, so that the words do not flicker. */
export interface UplinkState {
  uplink: Uplink;
  /** Periods in a row that asked for a worse grade, or for a better one. */
  worse: number;
  better: number;
}

export const startUplink: UplinkState = {
  uplink: { grade: 'good', why: null, height: 0 },
  worse: 0,
  better: 0,
};

export const UPLINK_SAMPLE_MS = 2_000;
const WORSE_AFTER = 2;
const BETTER_AFTER = 4;

/** Below this nothing gets through that anybody could see or hear. */
const NOTHING_KBPS = 8;
const FAIR_LOSS = 0.03;
const WEAK_LOSS = 0.08;
const FAIR_ROUND_TRIP_MS = 300;
const WEAK_ROUND_TRIP_MS = 600;
/** A picture of less than this share of the camera's lines is a smaller one than was meant. */
const SMALLER = 0.8;

const order: readonly UplinkGrade[] = ['none', 'weak', 'fair', 'good'];

/** How one period was, by itself. */
export function judgeUplink(facts: UplinkFacts): Uplink {
  const { height } = facts;
  const loss = facts.lossShare ?? 0;
  const roundTrip = facts.roundTripMs ?? 0;
  const isSmaller = height < facts.cameraHeight * SMALLER;
  if (facts.sentKbps < NOTHING_KBPS) return { grade: 'none', why: null, height };
  if (loss > WEAK_LOSS) return { grade: 'weak', why: 'loss', height };
  if (roundTrip > WEAK_ROUND_TRIP_MS) return { grade: 'weak', why: 'delay', height };
  if (facts.limitedBy === 'bandwidth' && isSmaller) return { grade: 'weak', why: 'bandwidth', height };
  if (facts.limitedBy === 'cpu' && isSmaller) return { grade: 'fair', why: 'device', height };
  if (loss > FAIR_LOSS) return { grade: 'fair', why: 'loss', height };
  if (roundTrip > FAIR_ROUND_TRIP_MS) return { grade: 'fair', why: 'delay', height };
  if (facts.limitedBy === 'bandwidth') return { grade: 'fair', why: 'bandwidth', height };
  return { grade: 'good', why: null, height };
}

/** The uplink after one more period: worse after two that say so, better after four; the lines sent are always told. */
export function nextUplink(was: UplinkState, facts: UplinkFacts): UplinkState {
  const now = judgeUplink(facts);
  const step = order.indexOf(now.grade) - order.indexOf(was.uplink.grade);
  if (step === 0) {
    // The reason is told again with each period that has the same grade.
    return { uplink: now, worse: 0, better: 0 };
  }
  const worse = step < 0 ? was.worse + 1 : 0;
  const better = step > 0 ? was.better + 1 : 0;
  if (worse >= WORSE_AFTER || better >= BETTER_AFTER) return { uplink: now, worse: 0, better: 0 };
  return { uplink: { ...was.uplink, height: now.height }, worse, better };
}
