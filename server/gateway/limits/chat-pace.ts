import type { Refusal } from '../../../shared/contract/refusals.ts';
import { BoundedMap } from '../../../shared/values/bounded-map.ts';
import type { Clock } from '../../lib/clock.ts';
import type { AttemptLimiter, Counted } from '../../ports/attempt-limiter.ts';
import { limitTable } from './table.ts';

/** Lines of a stream that are offered here in a second, and how long one person then waits between two (N2). */
const STEPS: readonly { from: number; of: Counted & keyof typeof limitTable }[] = [
  { from: 0, of: 'chatLinesOfBuyer' },
  { from: 10, of: 'chatLinesOfBuyerWhenMany' },
  { from: 50, of: 'chatLinesOfBuyerWhenCrowded' },
];
/** The span of the count of offered lines, in ms. */
const SPAN_MS = 4_000;
const MAX_STREAMS = 1_000;

interface Offered {
  sinceMs: number;
  lines: number;
  before: number;
}

/**
 * How often a person writes in a chat, and how many lines a second one takes (N2): judged over all servers before a log is
 * asked. The slow mode gets longer by what is offered here, and shorter again by itself.
 */
export class ChatPace {
  readonly #tries: AttemptLimiter;
  readonly #clock: Pick<Clock, 'nowMs' | 'steadyMs'>;
  readonly #chance: () => number;
  readonly #offered = new BoundedMap<string, Offered>(MAX_STREAMS);

  constructor({
    tries,
    clock,
    chance = Math.random,
  }: {
    tries: AttemptLimiter;
    clock: Pick<Clock, 'nowMs' | 'steadyMs'>;
    chance?: () => number;
  }) {
    this.#tries = tries;
    this.#clock = clock;
    this.#chance = chance;
  }

  /** Takes a place for a line. @returns when this person may write the next, or CHAT_SLOW until they may write this one */
  async takePlace(by: {
    streamId: string;
    buyerId: string;
    address: string;
  }): Promise<{ nextAtMs: number } | { refusal: Refusal }> {
    const { streamId, buyerId, address } = by;
    const offered = this.#count(streamId);
    const { of } = STEPS.findLast(({ from }) => offered >= from) ?? STEPS[0]!;
    const { inMs } = limitTable[of];
    const person = `${streamId} ${buyerId}`;
    const waitMs =
      (await this.#tries.count(of, person)) ||
      (await this.#tries.count('chatLinesOfAddress', `${streamId} ${address}`));
    if (waitMs > 0) return this.#slow(waitMs);
    if ((await this.#tries.count('chatLinesOfStream', streamId)) === 0) {
      return { nextAtMs: this.#clock.nowMs() + inMs };
    }
    // A person without a place has had no turn; a wait of its own keeps a crowd from returning in one moment.
    await this.#tries.uncount(of, person);
    return this.#slow(inMs * (1 / 4 + this.#chance() / 4));
  }

  #slow(waitMs: number): { refusal: Refusal } {
    return { refusal: { code: 'CHAT_SLOW', retryAtMs: this.#clock.nowMs() + Math.ceil(waitMs) } };
  }

  /** Counts a line that is offered. @returns how many there are in a second */
  #count(streamId: string): number {
    const nowMs = this.#clock.steadyMs();
    const offered = this.#offered.get(streamId) ?? { sinceMs: nowMs, lines: 0, before: 0 };
    const passed = nowMs - offered.sinceMs;
    if (passed >= SPAN_MS) {
      offered.before = passed < 2 * SPAN_MS ? offered.lines : 0;
      offered.lines = 0;
      offered.sinceMs = nowMs;
    }
    offered.lines += 1;
    this.#offered.set(streamId, offered);
    return Math.max(offered.lines, offered.before) / (SPAN_MS / 1_000);
  }
}
