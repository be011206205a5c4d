import type { Limits } from '../../ports/limits.ts';
import { Bucket } from './bucket.ts';
import { bucketSize, mostOf } from './table.ts';

/** Bound of refused commands, in bursts. Beyond three the connection is closed as abusive. */
const REFUSED_BURSTS = 3;
/** Bound of concurrent commands of one connection. */
const MAX_IN_FLIGHT = mostOf('inFlight', {});

/** The command rate of one connection: a burst of one second's commands, then as many a second. */
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

  /** True while the connection has its full number of commands in flight. */
  get isFull(): boolean {
    return this.inFlight >= MAX_IN_FLIGHT;
  }

  /** Judges one command: taken, refused for now, or abuse that ends the connection. */
  take(nowMs: number): 'taken' | 'refused' | 'abused' {
    // A full bucket shows a quiet connection: its count of refusals starts over.
    if (this.#commands.isFull(nowMs)) this.#refused = 0;
    this.#retryAfterMs = this.#commands.take(nowMs);
    if (this.#retryAfterMs === 0) return 'taken';
    this.#refused += 1;
    return this.#refused > this.#mostRefused ? 'abused' : 'refused';
  }

  /** True if the bucket has no token for the next command. */
  isSpent(nowMs: number): boolean {
    return this.#commands.waitMs(nowMs) > 0;
  }

  /** The wait for the next command in ms, as of the last refusal. */
  get retryAfterMs(): number {
    return this.#retryAfterMs;
  }
}
