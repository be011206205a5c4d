import type { Refusal } from '../../../shared/contract/refusals.ts';
import { SECOND } from '../../../shared/values/time.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Limits } from '../../ports/limits.ts';
import { mostOf } from './table.ts';

/** New guests that an address always has in a second, whatever other addresses ask for. */
const ALWAYS_PER_ADDRESS = mostOf('guestsOfAddress', {});

/** The rate of new guests is exceeded. */
export class TooManyGuests extends Error {
  readonly refusal: Refusal;
  constructor(retryAfterMs: number) {
    super('Too many newcomers in this second.');
    this.refusal = { code: 'RATE_LIMITED', retryAfterMs };
  }
}

/**
 * The rate of new guests on this server. A guest writes nothing, but its token costs a signature. An address is refused
 * only beyond its own 200 a second, and only while the server's rate is used up. Counts last one second.
 * @returns judges one newcomer of an address (its key); throws TooManyGuests
 */
export function guestRate(
  limits: Pick<Limits, 'guestsPerSecond'>,
  clock: Pick<Clock, 'nowMs'>,
): (address: string) => void {
  const perSecond = mostOf('guests', limits);
  let second = 0;
  let all = 0;
  const byAddress = new Map<string, number>();
  return (address) => {
    if (perSecond === 0) return;
    const nowMs = clock.nowMs();
    const now = Math.floor(nowMs / SECOND);
    if (now !== second) {
      second = now;
      all = 0;
      byAddress.clear();
    }
    const own = byAddress.get(address) ?? 0;
    if (own >= ALWAYS_PER_ADDRESS && all >= perSecond) throw new TooManyGuests((now + 1) * SECOND - nowMs);
    byAddress.set(address, own + 1);
    all += 1;
  };
}
