import { itemVersion, type TakesBackAll } from '../kernel/undone.ts';
import { movedItem } from './moved-item.ts';
import type { LineupUndo } from './state.ts';

export const lineupTakesBack: TakesBackAll<LineupUndo> = {
  pin: {
    grant: 'pin',
    versionOf: itemVersion,
    inverse: (state, last, { by }) => {
      if (!state.pins.some((pin) => pin.seq === last.seq)) return null;
      return { type: 'pins_restored', pins: last.pins, undoes: last.seq, by };
    },
  },
  reorder: {
    grant: 'lineup',
    versionOf: (state) => state.lineupVersion,
    inverse: (state, last, { by }) => {
      const moved = movedItem(state.order, last.order);
      return {
        ...{ type: 'lineup_reordered', order: last.order, ...(moved && { moved }) },
        ...{ undoes: last.seq, by },
      };
    },
  },
  limit: {
    grant: 'lineup',
    versionOf: itemVersion,
    inverse: (state, last, { by }) => {
      const { itemNumber, buyerLimit } = last;
      const wasLimit = state.items.get(itemNumber)?.buyerLimit ?? null;
      return { type: 'buyer_limit_changed', itemNumber, wasLimit, buyerLimit, undoes: last.seq, by };
    },
  },
};
