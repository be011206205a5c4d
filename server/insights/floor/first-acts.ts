import type { Fact } from '../../market/facts.ts';
import { buyerIdNow } from '../../market/kernel/buyers.ts';
import type { StreamState } from '../../market/state.ts';
import type { Refused } from './refused.ts';

/** Persons whose first act is kept: twice as many as are told, since guests among them may turn out to be one buyer. */
const MAX_KEPT = 1_000;

/** When somebody first added, ordered or was refused something. */
export interface FirstAct {
  buyerId: string;
  atMs: number;
  /** The how many-th of theirs in the shop their first order of this stream was (B12). */
  nth?: number;
}

/** Who acted in a stream, by their first act. The first ones are kept; of later ones only that there are some. */
export class FirstActs {
  readonly #state: StreamState;
  readonly #acts = new Map<string, Omit<FirstAct, 'buyerId'>>();
  #isFull = false;

  constructor(state: StreamState) {
    this.#state = state;
  }

  readonly on = {
    cart_added: ({ buyerId }: Fact<'cart_added'>, atMs: number): void => {
      this.#take(buyerId, atMs);
    },
    order_placed: ({ buyerId, nth }: Fact<'order_placed'>, atMs: number): void => {
      const act = this.#take(buyerId, atMs);
      if (act && act.nth === undefined && nth !== undefined) act.nth = nth;
    },
  };

  /**
   * Everybody under the id that they have by now (B2), the first first.
   * @param refused of the side table
   */
  tell(refused: readonly Refused[], most: number): { persons: FirstAct[]; hasMore: boolean } {
    const acts = new Map<string, FirstAct>();
    const note = (id: string, act: Omit<FirstAct, 'buyerId'>) => {
      const buyerId = buyerIdNow(this.#state, id);
      const known = acts.get(buyerId);
      const nth = known?.nth ?? act.nth;
      const atMs = Math.min(act.atMs, known?.atMs ?? act.atMs);
      acts.set(buyerId, { buyerId, atMs, ...(nth !== undefined && { nth }) });
    };
    for (const [id, act] of this.#acts) note(id, act);
    for (const { buyerId, firstAtMs } of refused) note(buyerId, { atMs: firstAtMs });
    const all = [...acts.values()].sort((a, b) => a.atMs - b.atMs || (a.buyerId < b.buyerId ? -1 : 1));
    return { persons: all.slice(0, most), hasMore: this.#isFull || all.length > most };
  }

  #take(buyerId: string, atMs: number): Omit<FirstAct, 'buyerId'> | undefined {
    const known = this.#acts.get(buyerId);
    if (known) return known;
    if (this.#acts.size >= MAX_KEPT) {
      this.#isFull = true;
      return undefined;
    }
    const act = { atMs };
    this.#acts.set(buyerId, act);
    return act;
  }
}
