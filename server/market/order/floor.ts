import type { FloorReport } from '../../../shared/contract/floor.ts';
import type { Chapter } from '../../insights/floor/chapter.ts';
import type { StreamState } from '../state.ts';
import { PairCounter } from './pairs.ts';

/** What was paid together. */
export function pairChapter(state: StreamState): Chapter<FloorReport['pairs']> {
  const counter = new PairCounter();
  return {
    on: {
      order_paid({ orderId }) {
        const lines = state.orders.get(orderId)?.lines ?? [];
        if (lines.length > 0) counter.add(lines.map(({ itemNumber }) => itemNumber));
      },
    },
    tell: () =>
      counter.pairs().map(({ itemNumbers, ...pair }) => ({ ...pair, itemNumbers: [...itemNumbers] })),
  };
}
