import { Spread } from '../spread.ts';

/** What became of the orders of one stretch of time. Times are ms from the moment an order was due. */
export class OrderTally {
  sent = 0;
  accepted = 0;
  replays = 0;
  readonly refused = new Map<string, number>();
  /** From due to the ack of an accepted order. */
  readonly ack = new Spread();
  /** From due to the answer BUSY or UNAVAILABLE. */
  readonly turnedAway = new Spread();
  /** From due to made: how late the generator itself was. */
  readonly late = new Spread();
  /** On the clock of `performance.now()`. */
  lastAcceptedMs = 0;
  readonly startedMs = performance.now();
  /** The longest time without an accepted order, ms: what a node that went away cost. */
  longestGapMs = 0;

  accept(nowMs: number): void {
    this.longestGapMs = Math.max(this.longestGapMs, nowMs - (this.lastAcceptedMs || this.startedMs));
    this.accepted += 1;
    this.lastAcceptedMs = nowMs;
  }

  refuse(code: string): void {
    this.refused.set(code, (this.refused.get(code) ?? 0) + 1);
  }

  refusedCount(...codes: string[]): number {
    return codes.reduce((sum, code) => sum + (this.refused.get(code) ?? 0), 0);
  }
}
