import { type Blame, blameOf, GOOD_LOSS, missedShare } from './blame.ts';
import type { Facts } from './facts.ts';

/**
 * How much of the broadcast a viewer gets, from much to little: the picture as large as the line carries, its lowest
 * layer, the sound with a still now and then, words and prices alone.
 */
export const qualityLevels = ['text', 'audio', 'low', 'high'] as const;
export type QualityLevel = (typeof qualityLevels)[number];

/** Where a viewer stands on the ladder and what is remembered of the way there. */
export interface Footing {
  rung: QualityLevel;
  /** Bad and good periods in a row on this rung. */
  bad: number;
  good: number;
  /** Times that a step up did not hold; each doubles the wait for the next one. */
  slips: number;
  /** True from a step up until it has held. */
  isTrying: boolean;
  /** Whose the last bad periods were, and with them the step down. */
  blame: Blame;
}

export const SAMPLE_MS = 2_000;
/** Bad periods until a step down: two are no accident; the sound is given more time, it is the last to go. */
const BAD_TO_FALL: Record<QualityLevel, number> = {
  high: 2,
  low: 3,
  audio: 5,
  text: Number.POSITIVE_INFINITY,
};
/** Good periods until a step up is tried. */
const GOOD_TO_RISE = 8;
/** A step up holds after so many good periods; sooner down, and the next try waits twice as long. */
const GOOD_TO_HOLD = 5;
const MOST_SLIPS = 4;

const BAD_VIDEO_LOSS = 0.1;
const BAD_FROZEN = 0.3;
const BAD_AUDIO_LOSS = 0.25;
/** A device that shows less than so much of what it gets is given less to do, if there is less. */
const BAD_MISSED = 1 / 3;
const GOOD_MISSED = 0.1;

export const startFooting: Footing = {
  ...{ rung: 'high', bad: 0, good: 0, slips: 0 },
  ...{ isTrying: false, blame: null },
};

const indexOf = (rung: QualityLevel) => qualityLevels.indexOf(rung);
export const lowerOf = (a: QualityLevel, b: QualityLevel): QualityLevel => (indexOf(a) <= indexOf(b) ? a : b);

/**
 * The next footing, from the facts of one period. It steps down when what should come does not, and up when what comes
 * has come well for a while. It knows no clock: called less often, it is only slower.
 * @param ceiling the highest rung allowed, by choice or by the data that may still be spent
 */
export function nextFooting(was: Footing, facts: Facts, ceiling: QualityLevel): Footing {
  // A choice is obeyed at once. What a choice took, a choice gives back: no trial is needed.
  if (indexOf(was.rung) > indexOf(ceiling)) return { ...startFooting, rung: ceiling };
  switch (judge(was.rung, facts)) {
    case 'unknown':
      return was;
    case 'bad':
      return worse(was, facts);
    case 'good':
      return better(was, facts, ceiling);
    case 'fair':
      return { ...was, bad: 0, good: 0, blame: stillBlamed(was) };
  }
}

/** Moves to the highest rung at once, as after a choice of more or on another network; the line judges from there. */
export function lifted(ceiling: QualityLevel): Footing {
  return { ...startFooting, rung: ceiling };
}

type Verdict = 'good' | 'fair' | 'bad' | 'unknown';

function judge(rung: QualityLevel, facts: Facts): Verdict {
  const { isVideoExpected, isAudioExpected, framesDecoded, audioPackets } = facts;
  if (rung === 'text') return 'good';
  const hasPicture = rung !== 'audio' && isVideoExpected;
  if (!hasPicture && !isAudioExpected) return 'unknown';
  // Nothing at all comes: that is the host's line, or a broken one of ours that is being built again. No rung helps.
  const isSilent = framesDecoded === 0 && audioPackets === 0;
  if (isSilent && facts.layer !== null) return 'unknown';
  const audio: Verdict = !isAudioExpected ? 'good' : ofLoss(facts.audioLoss, BAD_AUDIO_LOSS, audioPackets);
  if (!hasPicture) return audio;
  if (facts.layer === null || framesDecoded === 0) return 'bad';
  const isBad = facts.videoLoss > BAD_VIDEO_LOSS || facts.frozenShare > BAD_FROZEN;
  const missed = missedShare(facts);
  // A busy device gets a smaller picture where there is one; a stuttering picture is more than none.
  if (blameOf(facts) === 'device' && (isBad || missed > BAD_MISSED)) {
    return rung === 'high' && facts.hasLayers ? 'bad' : 'fair';
  }
  if (isBad) return 'bad';
  const isFair = facts.videoLoss > GOOD_LOSS || facts.frozenShare > 0.05 || missed > GOOD_MISSED;
  return isFair ? 'fair' : 'good';
}

function ofLoss(loss: number, badAbove: number, packets: number): Verdict {
  if (packets === 0 || loss > badAbove) return 'bad';
  return loss > GOOD_LOSS ? 'fair' : 'good';
}

function worse(was: Footing, facts: Facts): Footing {
  const bad = was.bad + 1;
  const blame = blameOf(facts) ?? was.blame;
  if (bad < BAD_TO_FALL[was.rung]) return { ...was, bad, good: 0, blame };
  const slips = was.isTrying ? Math.min(MOST_SLIPS, was.slips + 1) : was.slips;
  return { rung: below(was.rung, facts), bad: 0, good: 0, slips, isTrying: false, blame };
}

function better(was: Footing, facts: Facts, ceiling: QualityLevel): Footing {
  const good = was.good + 1;
  const hasHeld = was.isTrying && good >= GOOD_TO_HOLD;
  const now: Footing = {
    ...was,
    ...{ bad: 0, good, isTrying: was.isTrying && !hasHeld, blame: stillBlamed(was) },
  };
  if (hasHeld) now.slips = Math.max(0, was.slips - 1);
  const mayRise = indexOf(was.rung) < indexOf(ceiling) && good >= GOOD_TO_RISE * 2 ** now.slips;
  return mayRise ? { ...now, rung: lowerOf(above(was.rung, facts), ceiling), good: 0, isTrying: true } : now;
}

/** At the top nothing is short that anybody could be blamed for. */
function stillBlamed({ rung, blame }: Footing): Blame {
  return rung === 'high' ? null : blame;
}

function below(rung: QualityLevel, { hasLayers, layer }: Facts): QualityLevel {
  // Where the lowest layer does not fit or there is only one, a lower picture is none.
  if (rung === 'high') return hasLayers && layer !== null ? 'low' : 'audio';
  return rung === 'low' ? 'audio' : 'text';
}

function above(rung: QualityLevel, { hasLayers }: Facts): QualityLevel {
  if (rung === 'text') return 'audio';
  return rung === 'audio' && hasLayers ? 'low' : 'high';
}
