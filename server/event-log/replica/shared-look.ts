import type { Clock } from '../../lib/clock.ts';

/**
 * One look at the store for all who want to know, begun so far apart at least however many ask: what strangers can make a
 * server ask for does not grow with their number.
 */
export class SharedLook {
  private readonly clock: Pick<Clock, 'nowMs' | 'at'>;
  private readonly apartMs: number;
  private readonly look: () => Promise<void>;
  private beganAtMs = Number.NEGATIVE_INFINITY;
  /** Looks are numbered, so that whoever asks knows which began after that. */
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
   * Resolves when a look that began after this call has ended, or as soon as an earlier one has told enough; rejects if
   * the store did not answer.
   */
  async until(isEnough: () => boolean): Promise<void> {
    const { begun } = this;
    while (!isEnough() && this.ended <= begun) await (this.running ?? this.next());
  }

  /** The look that begins next, when it is time. */
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
    // By a clock that was set back nobody waits for longer.
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
