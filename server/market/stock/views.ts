import { shownItem, shownItems } from '../kernel/shown-item.ts';
import type { Views } from '../kernel/views.ts';
import { stockEntry } from './shown-state.ts';

export const stockViews = {
  live: {
    stock: {
      keys: shownItems,
      shown: (state, itemNumber) => {
        const item = shownItem(state, itemNumber);
        return item && stockEntry(state, item);
      },
    },
  },
} satisfies Views;
