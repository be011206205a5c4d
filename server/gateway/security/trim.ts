import { HOUR, MINUTE } from '../../../shared/values/time.ts';
import type { Config } from '../../config.ts';
import type { Clock } from '../../lib/clock.ts';
import type { SecurityLogStore, SecurityPlace } from '../../ports/security-log.ts';

/** Rows that one transaction deletes: an order behind it waits a few milliseconds. */
const STEP = 500;
const BETWEEN_STEPS_MS = 100;
/** Bound of one round's transactions; the next round continues. */
const MAX_STEPS = 2_000;
const EVERY_MS = HOUR;
const FIRST_MS = MINUTE;

/**
 * Trims the security log, by age and then by count. Anonymous entries have half of it, so that a flood from outside
 * displaces no entry of staff.
 * @returns stops it, and waits for the step in progress
 */
export function keepTrimmed(deps: {
  store: SecurityLogStore;
  clock: Clock;
  config: Pick<Config, 'securityLog'>;
  onFault(fault: unknown): void;
}): { close(): Promise<void>; look(): Promise<number> } {
  const { store, clock, config, onFault } = deps;
  const { maxRows, maxAgeMs } = config.securityLog;
  let isClosed = false;
  let looking: Promise<number> = Promise.resolve(0);
  let callOff = () => {};

  async function look(): Promise<number> {
    let steps = 0;
    let gone = 0;
    async function trim(upTo: SecurityPlace | null, onlyAnonymous: boolean): Promise<void> {
      while (upTo && !isClosed && steps < MAX_STEPS) {
        steps += 1;
        const count = await store.trim(upTo, onlyAnonymous, STEP);
        gone += count;
        if (count < STEP) return;
        await new Promise<void>((resolve) => {
          clock.at(clock.nowMs() + BETWEEN_STEPS_MS, resolve);
        });
      }
    }
    if (maxAgeMs > 0) await trim({ atMs: clock.nowMs() - maxAgeMs, entryId: '' }, false);
    if (maxRows > 0 && !isClosed) {
      await trim(await store.beyond(Math.floor(maxRows / 2), true), true);
      await trim(await store.beyond(maxRows, false), false);
    }
    return gone;
  }

  function lookIn(ms: number): void {
    callOff = clock.at(clock.nowMs() + ms, () => {
      looking = look().catch((fault: unknown) => {
        onFault(fault);
        return 0;
      });
      void looking.then(() => {
        if (!isClosed) lookIn(EVERY_MS);
      });
    });
  }
  lookIn(FIRST_MS);
  return {
    look,
    async close() {
      isClosed = true;
      callOff();
      await looking;
    },
  };
}
