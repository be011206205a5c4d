import type { Clock } from '../../server/ports/world.ts';

/** A clock that stands still until the test moves it; then what is due is called in time order. */
export class TestClock implements Clock {
  private timers: { atMs: number; callback: () => void }[] = [];
  private now: number;

  constructor(nowMs: number) {
    this.now = nowMs;
  }

  nowMs(): number {
    return this.now;
  }

  at(atMs: number, callback: () => void): () => void {
    const timer = { atMs, callback };
    this.timers.push(timer);
    if (atMs <= this.now) setImmediate(() => this.ring());
    return () => {
      this.timers = this.timers.filter((other) => other !== timer);
    };
  }

  /** Jumps to an instant, never back. */
  passTo(ms: number): void {
    this.now = Math.max(this.now, ms);
    this.ring();
  }

  passes(ms: number): void {
    this.passTo(this.now + ms);
  }

  /** The process that set the timers is gone. */
  forget(): void {
    this.timers = [];
  }

  private ring(): void {
    const due = this.timers.filter(({ atMs }) => atMs <= this.now).sort((a, b) => a.atMs - b.atMs);
    this.timers = this.timers.filter((timer) => !due.includes(timer));
    for (const { callback } of due) callback();
  }
}
