import { type RefusalCode, refusalCodes } from '../../../shared/contract/refusals.ts';
import { Histogram } from '../../lib/histogram.ts';
import { Tally } from '../../ports/tally.ts';

const BOUNDS_MS = [2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000] as const;

/** The command that places an order. */
export const ORDER = 'order:place';

/** Orders of viewers on this server: accepted, refused by code, and their time to the answer. */
export class OrderCounts {
  /** Accepted orders; a replay under the same key does not count. */
  placed = 0;
  readonly refused = new Tally<RefusalCode>(refusalCodes);
  /**
   * Time from arrival to answer in ms, acceptances and refusals apart: a quick refusal would hide a slow acceptance.
   */
  readonly accepted = new Histogram(BOUNDS_MS);
  readonly turnedDown = new Histogram(BOUNDS_MS);

  /** Counts an answer. @param tookMs time from arrival to answer */
  answered(answer: { ok: true } | { ok: false; code: RefusalCode }, tookMs: number): void {
    if (answer.ok) {
      this.accepted.observe(tookMs);
      if (!('replay' in answer) || answer.replay !== true) this.placed += 1;
    } else {
      this.turnedDown.observe(tookMs);
      this.refused.add(answer.code);
    }
  }
}
