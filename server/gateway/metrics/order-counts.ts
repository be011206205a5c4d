import { type RefusalCode, refusalCodes } from '../../../shared/contract/refusals.ts';
import { Histogram } from '../../lib/histogram.ts';
import { Tally } from '../../ports/tally.ts';

const BOUNDS_MS = [2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000] as const;

/** The command that buys. */
export const ORDER = 'order:place';

/** Orders that viewers sent to this server: how many were taken, why others were not, and how long they waited. */
export class OrderCounts {
  /** Orders taken; the first answer told again under its key does not count again. */
  placed = 0;
  readonly refused = new Tally<RefusalCode>(refusalCodes);
  /** From the frame's arrival to its answer, yes and no apart: a quick no would hide a slow yes. */
  readonly accepted = new Histogram(BOUNDS_MS);
  readonly turnedDown = new Histogram(BOUNDS_MS);

  /** @param tookMs from the frame's arrival to its answer */
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
