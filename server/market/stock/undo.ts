import { itemVersion, type TakesBackAll } from '../kernel/undone.ts';
import type { StockUndo } from './state.ts';

export const stockTakesBack: TakesBackAll<StockUndo> = {
  stop: {
    grant: 'stock',
    versionOf: itemVersion,
    inverse: (_state, last, { by }) => ({
      type: 'sale_resumed',
      itemNumber: last.itemNumber,
      undoes: last.seq,
      by,
    }),
  },
};
