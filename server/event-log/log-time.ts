import type { Clock } from '../lib/clock.ts';

/**
 * The time of one log as this process has it (T7). Facts carry it on: a process whose clock is behind what the log says
 * goes on from there, evenly, and never back. The own clock counts only until another node says what time it is in the log;
 * from then on, also after a takeover, the log's time goes as it did there.
 */
export class LogTime {
  private readonly clock: Pick<Clock, 'nowMs' | 'steadyMs'>;
  /** Log time less this process's steady time, as the facts and the other nodes say: the largest so far, it never falls. */
  private offsetMs = Number.NEGATIVE_INFINITY;
  private isTold = false;
  /** Where the log stood when this process first had it open. */
  private foundAtMs = 0;

  constructor(clock: Pick<Clock, 'nowMs' | 'steadyMs'>) {
    this.clock = clock;
  }

  /** The log was opened, and stood there. What arrived while it was being opened arrived no earlier than its last fact. */
  found(atMs: number): void {
    this.noteFact(atMs);
    this.foundAtMs = Math.max(this.foundAtMs, atMs);
  }

  /** A fact was read or written that is dated so: it is no earlier now. */
  noteFact(atMs: number): void {
    const offsetMs = atMs - this.clock.steadyMs();
    if (offsetMs > this.offsetMs) this.offsetMs = offsetMs;
  }

  /** The node that decides the log says what time it is there; on its way the message may have become old. */
  told(nowMs: number): void {
    this.isTold = true;
    this.noteFact(nowMs);
  }

  /** Epoch ms. Dates nothing by itself: arrivals do. */
  nowMs(): number {
    return this.at(this.clock.steadyMs());
  }

  /** What time it was in the log at a steady moment of this process. */
  at(steadyMs: number): number {
    return steadyMs + this.aheadOfSteadyMs();
  }

  /** The steady moment of this process at which it is, or was, that time in the log. */
  steadyAt(atMs: number): number {
    return atMs - this.aheadOfSteadyMs();
  }

  /** When a command arrived that was read at a steady moment of this process. */
  arrivalOf(readAtMs: number): number {
    return Math.max(this.at(readAtMs), this.foundAtMs);
  }

  /** How far the log's time is ahead of this process's clock; below 0 only where another node has said so. */
  get aheadMs(): number {
    return this.nowMs() - this.clock.nowMs();
  }

  private aheadOfSteadyMs(): number {
    if (this.isTold) return this.offsetMs;
    return Math.max(this.offsetMs, this.clock.nowMs() - this.clock.steadyMs());
  }
}
