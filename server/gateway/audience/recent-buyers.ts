import { MAX_RECENT, MIN_BUYERS, RECENT_MS } from '../../../shared/market/order/bounds.ts';
import type { RecentBuyers } from '../../../shared/market/order/contract.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Readers } from '../../ports/readers.ts';

/** Time between two counts in ms; one query for each stream with viewers. */
const EVERY_MS = 10_000;

interface Deps {
  readers: Pick<Readers, 'buyersSince'>;
  clock: Clock;
  /** The streams with viewers on this node. */
  streams: () => readonly string[];
  /** The log's time of a stream, epoch ms (T7). */
  nowMs: (streamId: string) => number;
  /** Sends a count to all viewers of a stream. */
  tell: (streamId: string, recent: readonly RecentBuyers[]) => void;
  onFault: (fault: unknown) => void;
}

/** Tells the viewers of each stream how many bought what in the last RECENT_MS (B9), read from the tables of orders. */
export class RecentBuyersWatch {
  readonly #deps: Deps;
  /** The streams whose last count was not empty: their viewers hear once that there is none left. */
  #told = new Set<string>();
  #callOff: () => void = () => {};
  #isClosed = false;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#plan();
  }

  close(): void {
    this.#isClosed = true;
    this.#callOff();
  }

  #plan(): void {
    const { clock, onFault } = this.#deps;
    this.#callOff = clock.at(clock.nowMs() + EVERY_MS, () => {
      this.#count()
        .catch(onFault)
        .finally(() => {
          if (!this.#isClosed) this.#plan();
        });
    });
  }

  async #count(): Promise<void> {
    const { readers, streams, nowMs, tell } = this.#deps;
    const told = new Set<string>();
    for (const streamId of streams()) {
      const sinceMs = nowMs(streamId) - RECENT_MS;
      const recent = await readers.buyersSince(streamId, sinceMs, MIN_BUYERS, MAX_RECENT);
      if (this.#isClosed) return;
      if (recent.length > 0) told.add(streamId);
      if (recent.length > 0 || this.#told.has(streamId)) tell(streamId, recent);
    }
    this.#told = told;
  }
}
