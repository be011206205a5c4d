import type { RefusalOf } from '../../../shared/contract/refusals.ts';
import type { LimitReason } from '../../../shared/values/limit-reasons.ts';

/** What the shop decided about a buyer (B11), looked up before the batch over all ids that are theirs. */
export interface Restriction {
  untilMs: number;
  reason: LimitReason;
  /** Whom the buyer may ask, as the shop says it; absent: the shop says nobody. */
  contact?: string;
}

/** B11: why a buyer may take and order nothing now; null: nobody has limited them, or the time is over. */
export function whyRestricted({
  restriction,
  atMs,
}: {
  restriction?: Restriction | null;
  atMs: number;
}): RefusalOf<'BUYER_RESTRICTED'> | null {
  if (!restriction || restriction.untilMs <= atMs) return null;
  return { code: 'BUYER_RESTRICTED', ...restriction };
}
