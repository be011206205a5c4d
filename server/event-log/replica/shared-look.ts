import type { Clock } from '../../lib/clock.ts';

/** A shared read of the store at a bounded rate, whatever the number of requests: clients can't multiply its cost. */
export class SharedLook {
  private readonly clock: Pick<Clock, 'nowMs' | 'at'>;
  private readonly apartMs: number;
  private readonly look: () => Promise<void>;
  private beganAtMs = Number.NEGATIVE_INFINITY;
  /** Reads are numbered, so that a request knows which began after it. */
  private begun = 0;
  private ended = 0;
  private running: Promise<void> | null = null;
  private planned: Promise<void> | null = null;

  constructor(clock: Pick<Clock, 'nowMs' | 'at'>, apartMs: number, look: () => Promise<void>) {
    this.clock = clock;
    this.apartMs = apartMs;
    this.look = look;
  }

  /**
   * Resolves when a read that began after this call has ended, or an earlier one brought enough. Rejects if the store
   * did not answer.
   */
  async until(isEnough: () => boolean): Promise<void> {
    const { begun } = this;
    while (!isEnough() && this.ended <= begun) await (this.running ?? this.next());
  }

  /** The next read, once it is due. */
  private next(): Promise<void> {
    this.planned ??= this.itsTime().then(() => {
      this.planned = null;
      this.running = this.run();
      return this.running;
    });
    return this.planned;
  }

  private async itsTime(): Promise<void> {
    const { clock, beganAtMs, apartMs } = this;
    // Bounded, in case the clock was set back.
    const dueMs = Math.min(beganAtMs, clock.nowMs()) + apartMs;
    if (dueMs > clock.nowMs()) await new Promise<void>((resolve) => clock.at(dueMs, resolve));
  }

  private async run(): Promise<void> {
    this.begun += 1;
    this.beganAtMs = this.clock.nowMs();
    try {
      await this.look();
    } finally {
      this.running = null;
      this.ended = this.begun;
    }
  }
}
