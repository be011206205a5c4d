import type { Limits } from '../../ports/limits.ts';
import { Bucket } from './bucket.ts';
import { bucketSize, mostOf } from './table.ts';

/** Three bursts' worth of refused commands, and the connection is dropped. */
const REFUSED_BURSTS = 3;
/** Commands of one connection that may be worked on at once. */
const MAX_IN_FLIGHT = mostOf('inFlight', {});

/** How much one connection may ask: a second's worth of commands at once, then as many a second. */
export class CommandGate {
  readonly #commands: Bucket;
  readonly #mostRefused: number;
  #refused = 0;
  #retryAfterMs = 0;
  inFlight = 0;

  constructor(nowMs: number, limits: Pick<Limits, 'commandsPerSecond'>) {
    this.#commands = new Bucket(bucketSize('commands', limits), nowMs);
    this.#mostRefused = REFUSED_BURSTS * limits.commandsPerSecond;
  }

  /** True while as many of it are being worked on as may be. */
  get isFull(): boolean {
    return this.inFlight >= MAX_IN_FLIGHT;
  }

  /** Judges one command: taken, refused for now, or the one that ends the connection. */
  take(nowMs: number): 'taken' | 'refused' | 'abused' {
    // A connection that has been quiet long enough starts over.
    if (this.#commands.isFull(nowMs)) this.#refused = 0;
    this.#retryAfterMs = this.#commands.take(nowMs);
    if (this.#retryAfterMs === 0) return 'taken';
    this.#refused += 1;
    return this.#refused > this.#mostRefused ? 'abused' : 'refused';
  }

  /** True if the next command would not be taken. */
  isSpent(nowMs: number): boolean {
    return this.#commands.waitMs(nowMs) > 0;
  }

  /** When the next command may be taken, as it was when the last one was refused. */
  get retryAfterMs(): number {
    return this.#retryAfterMs;
  }
}
