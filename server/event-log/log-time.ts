import type { Clock } from '../lib/clock.ts';

/**
 * The time of one log in this process (T7). It follows the facts: it is never behind the last one, and never runs back.
 * This process's clock counts only until another node reports the log's time. From then on, also after a takeover, it
 * continues from that report.
 */
export class LogTime {
  private readonly clock: Pick<Clock, 'nowMs' | 'steadyMs'>;
  /** The log's time minus this process's steady time: the largest that facts and nodes have shown. */
  private offsetMs = Number.NEGATIVE_INFINITY;
  private isTold = false;
  /** The log's time when this process first opened it. */
  private foundAtMs = 0;

  constructor(clock: Pick<Clock, 'nowMs' | 'steadyMs'>) {
    this.clock = clock;
  }

  /** Notes the head's time at the opening. Commands that arrived meanwhile are dated no earlier. */
  found(atMs: number): void {
    this.noteFact(atMs);
    this.foundAtMs = Math.max(this.foundAtMs, atMs);
  }

  /** Notes a fact's time: it is no earlier now. */
  noteFact(atMs: number): void {
    const offsetMs = atMs - this.clock.steadyMs();
    if (offsetMs > this.offsetMs) this.offsetMs = offsetMs;
  }

  /** Notes the time that the deciding node reports; the message may be delayed. */
  told(nowMs: number): void {
    this.isTold = true;
    this.noteFact(nowMs);
  }

  /** The log's time now, epoch ms. Facts are dated by arrivals, not by this. */
  nowMs(): number {
    return this.at(this.clock.steadyMs());
  }

  /** The log's time at a steady time of this process. */
  at(steadyMs: number): number {
    return steadyMs + this.aheadOfSteadyMs();
  }

  /** The steady time of this process at a time of the log. */
  steadyAt(atMs: number): number {
    return atMs - this.aheadOfSteadyMs();
  }

  /** The arrival of a command read at a steady time of this process. */
  arrivalOf(readAtMs: number): number {
    return Math.max(this.at(readAtMs), this.foundAtMs);
  }

  /** The lead of the log's time over this process's clock, in ms; negative only after a report of another node. */
  get aheadMs(): number {
    return this.nowMs() - this.clock.nowMs();
  }

  private aheadOfSteadyMs(): number {
    if (this.isTold) return this.offsetMs;
    return Math.max(this.offsetMs, this.clock.nowMs() - this.clock.steadyMs());
  }
}
