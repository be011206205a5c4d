import { useState } from 'react';
import type { ListedProduct } from '../../../../shared/contract/catalogue.ts';

/** Products that can be chosen at once: their changes are looked over before. */
export const MOST_CHOSEN = 2_000;

/** Which products are chosen, in the order in which they were. */
export type Chosen = ReadonlyMap<string, ListedProduct>;

export interface Choosing {
  chosen: Chosen;
  choose(products: readonly ListedProduct[], isOn: boolean): void;
  clear(): void;
}

export function useChosen(): Choosing {
  const [chosen, setChosen] = useState<Chosen>(new Map());
  return {
    chosen,
    choose: (products, isOn) =>
      setChosen((before) => {
        const after = new Map(before);
        for (const product of products) {
          if (!isOn) after.delete(product.productId);
          else if (after.size < MOST_CHOSEN) after.set(product.productId, product);
        }
        return after;
      }),
    clear: () => setChosen(new Map()),
  };
}
