import type { Clock } from '../../lib/clock.ts';

const ASK_EVERY_MS = 5_000;
/** Of the last so many answers the one with the shortest way there and back counts. */
const SAMPLES = 5;
/** A clock that is found so far off is told of: nobody should rely on it. */
const ALARM_MS = 2_000;

/** A clock that goes as the store's does, so that several nodes agree on the time (T3). */
export interface FollowingClock extends Clock {
  close(): void;
}

/**
 * Follows the store's clock from this machine's: asks it for the time now and then and corrects by half of the way.
 * It never runs backwards: when it was ahead, it stands still until the time has caught up. Resolves after the first
 * answer.
 */
export async function followingClock(
  own: Clock,
  deps: { storeNowMs: () => Promise<number>; onAlarm: (offByMs: number) => void },
): Promise<FollowingClock> {
  const samples: { wayMs: number; offsetMs: number }[] = [];
  let offsetMs = 0;
  let lastMs = 0;
  let callOff = () => {};
  let isClosed = false;

  async function ask(): Promise<void> {
    const sentMs = own.nowMs();
    const storeMs = await deps.storeNowMs();
    const wayMs = own.nowMs() - sentMs;
    samples.push({ wayMs, offsetMs: storeMs - sentMs - wayMs / 2 });
    if (samples.length > SAMPLES) samples.shift();
    const best = samples.reduce((least, sample) => (sample.wayMs < least.wayMs ? sample : least));
    const found = Math.round(best.offsetMs);
    if (samples.length > 1 && Math.abs(found - offsetMs) > ALARM_MS) deps.onAlarm(found - offsetMs);
    offsetMs = found;
  }

  function plan(): void {
    if (isClosed) return;
    callOff = own.at(own.nowMs() + ASK_EVERY_MS, () => {
      // A store that can't be asked leaves the clock going as it does.
      ask().then(plan, plan);
    });
  }

  await ask();
  plan();
  const nowMs = () => {
    lastMs = Math.max(lastMs, own.nowMs() + offsetMs);
    return lastMs;
  };
  return {
    nowMs,
    steadyMs: own.steadyMs,
    at(atMs, callback) {
      let stop: () => void;
      const wait = () => {
        // The offset may have moved meanwhile; the port promises "not before".
        if (atMs <= nowMs()) callback();
        else stop = own.at(own.nowMs() + (atMs - nowMs()), wait);
      };
      stop = own.at(own.nowMs() + Math.max(0, atMs - nowMs()), wait);
      return () => stop();
    },
    soon: own.soon,
    close() {
      isClosed = true;
      callOff();
    },
  };
}
