/** How often two goods were paid in one order. */
export interface Pair {
  itemNumbers: readonly [number, number];
  orders: number;
  /** Orders with both ÷ paid orders. */
  support: number;
  /** How many times more often than if baskets were mixed by chance: support ÷ (share of the one × share of the other). */
  lift: number;
}

/** A few pairs of an evening are read; the rest is chance. */
export const MAX_PAIRS_SHOWN = 20;
/** A pair that was bought fewer times is an anecdote. */
const FEWEST_ORDERS = 3;

/** Counts baskets; bounded by the pairs of a lineup of at most 500 numbers. */
export class PairCounter {
  readonly #orders = new Map<number, number>();
  readonly #pairs = new Map<number, number>();
  #baskets = 0;

  /** @param itemNumbers of one paid order; a number twice counts once */
  add(itemNumbers: Iterable<number>): void {
    const items = [...new Set(itemNumbers)].sort((a, b) => a - b);
    this.#baskets += 1;
    items.forEach((one, index) => {
      this.#orders.set(one, (this.#orders.get(one) ?? 0) + 1);
      for (const other of items.slice(index + 1)) {
        const name = one * PER_LINEUP + other;
        this.#pairs.set(name, (this.#pairs.get(name) ?? 0) + 1);
      }
    });
  }

  /** The pairs that go together most, those bought most often first among equals. */
  pairs(): Pair[] {
    const share = (item: number) => (this.#orders.get(item) ?? 0) / this.#baskets;
    return Array.from(this.#pairs, ([name, orders]): Pair => {
      const one = Math.floor(name / PER_LINEUP);
      const other = name % PER_LINEUP;
      const support = orders / this.#baskets;
      return { itemNumbers: [one, other], orders, support, lift: support / (share(one) * share(other)) };
    })
      .filter(({ orders }) => orders >= FEWEST_ORDERS)
      .sort((a, b) => b.lift - a.lift || b.orders - a.orders || a.itemNumbers[0] - b.itemNumbers[0])
      .slice(0, MAX_PAIRS_SHOWN);
  }
}

/** More than any spoken number. */
const PER_LINEUP = 100_000;
