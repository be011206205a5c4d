import type { Clock } from '../../server/lib/clock.ts';

/** A clock that stands still until the test moves it; then what is due is called in time order. */
export class TestClock implements Clock {
  private timers: { atMs: number; callback: () => void }[] = [];
  private now: number;
  private life = 0;

  constructor(nowMs: number) {
    this.now = nowMs;
  }

  /** Readable on its own: whoever needs nothing but the time is given just this. */
  readonly nowMs = (): number => this.now;

  /** Every process goes evenly. */
  readonly steadyMs = (): number => this.now;

  at(atMs: number, callback: () => void): () => void {
    const timer = { atMs, callback };
    this.timers.push(timer);
    if (atMs <= this.now) setImmediate(() => this.ring());
    return () => {
      this.timers = this.timers.filter((other) => other !== timer);
    };
  }

  soon(callback: () => void): void {
    setImmediate(callback);
  }

  /** Jumps to an instant, never back. */
  passTo(ms: number): void {
    this.now = Math.max(this.now, ms);
    this.ring();
  }

  passes(ms: number): void {
    this.passTo(this.now + ms);
  }

  /** Time goes by in which the process does one thing: what is due meanwhile is called when the clock is moved again. */
  isBusyFor(ms: number): void {
    this.now += ms;
  }

  /**
   * The clock as one process has it: when that is gone, so are its timers, and it sets no new ones.
   * @param wrongMs how far it is ahead of the true time
   */
  ofProcess(wrongMs = 0): Clock {
    const { life } = this;
    return {
      nowMs: () => this.now + wrongMs,
      steadyMs: () => this.now,
      at: (atMs, callback) => (life === this.life ? this.at(atMs - wrongMs, callback) : () => {}),
      soon: (callback) => this.soon(callback),
    };
  }

  /** Every process that had this clock is gone. */
  forget(): void {
    this.life += 1;
    this.timers = [];
  }

  private ring(): void {
    const due = this.timers.filter(({ atMs }) => atMs <= this.now).sort((a, b) => a.atMs - b.atMs);
    this.timers = this.timers.filter((timer) => !due.includes(timer));
    for (const { callback } of due) callback();
  }
}
