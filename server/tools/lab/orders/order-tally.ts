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
  /** When the last one was made, on the same clock. */
  lastSentMs = 0;
  /**
   * The longest time without an accepted order while orders were made, ms: what a node that went away cost. Answers that
   * are heard after the last order was made end no gap: nobody was waiting to order. Short by at most the time between two.
   */
  longestGapMs = 0;

  send(nowMs: number): void {
    this.sent += 1;
    this.lastSentMs = nowMs;
  }

  accept(nowMs: number): void {
    const untilMs = Math.min(nowMs, this.lastSentMs);
    this.longestGapMs = Math.max(this.longestGapMs, untilMs - (this.lastAcceptedMs || this.startedMs));
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
