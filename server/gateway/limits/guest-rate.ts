import type { Refusal } from '../../../shared/contract/refusals.ts';
import { SECOND } from '../../../shared/values/time.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Limits } from '../../ports/limits.ts';
import { mostOf } from './table.ts';

/** What an address may always have, however many others come. */
const ALWAYS_PER_ADDRESS = mostOf('guestsOfAddress', {});

/** Nobody new is made just now. */
export class TooManyGuests extends Error {
  readonly refusal: Refusal;
  constructor(retryAfterMs: number) {
    super('Too many newcomers in this second.');
    this.refusal = { code: 'RATE_LIMITED', retryAfterMs };
  }
}

/**
 * Lets newcomers in: a guest writes nothing, but a signature is work. So many a second of everybody together, counted in
 * this process; what an address asks for is refused only once it had 200 in that second and the others have taken the rest.
 * What it keeps is forgotten with the second.
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
