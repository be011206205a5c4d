import type { Clock } from '../../server/lib/clock.ts';
import type { Turnstile } from './turnstile.ts';

/** A clock that the test moves. What is to run soon waits at the turnstile like every call to the world outside. */
export class HandClock implements Clock {
  private timers: { atMs: number; callback: () => void }[] = [];
  private now: number;
  private readonly turnstile: Turnstile;

  constructor(nowMs: number, turnstile: Turnstile) {
    this.now = nowMs;
    this.turnstile = turnstile;
  }

  nowMs(): number {
    return this.now;
  }

  steadyMs(): number {
    return this.now;
  }

  at(atMs: number, callback: () => void): () => void {
    const timer = { atMs, callback };
    this.timers.push(timer);
    if (atMs <= this.now) this.soon(() => this.passTo(this.now));
    return () => {
      this.timers = this.timers.filter((other) => other !== timer);
    };
  }

  soon(callback: () => void): void {
    void this.turnstile.pass().then(callback);
  }

  passTo(ms: number): void {
    this.now = Math.max(this.now, ms);
    const due = this.timers.filter(({ atMs }) => atMs <= this.now).sort((a, b) => a.atMs - b.atMs);
    this.timers = this.timers.filter((timer) => !due.includes(timer));
    for (const { callback } of due) callback();
  }

  /** Goes to the next moment at which somebody wants to be called. @returns false if nobody does within a while */
  passToNext(withinMs: number): boolean {
    const next = Math.min(...this.timers.map(({ atMs }) => atMs));
    if (next > this.now + withinMs) return false;
    this.passTo(next);
    return true;
  }
}
