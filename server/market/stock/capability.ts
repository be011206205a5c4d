import type { Fact } from '../facts.ts';
import type { Capability } from '../kernel/capability.ts';
import type { Invalidated } from '../kernel/invalidated.ts';
import { boundDeadlines } from '../newcomers/network.ts';
import type { StreamState } from '../state.ts';
import { stockCommands } from './commands.ts';
import type { StockFacts } from './facts.ts';
import { stockFolds } from './fold.ts';
import { stockViews } from './views.ts';

/** The counts of a stream, and what moves between it and the warehouse (K1–K3, L6, S5). */
export const stock = {
  fold: stockFolds,
  commands: stockCommands,
  invalidates: {
    stock_transferred_in: tellShelf,
    stock_transferred_out: tellShelf,
    stock_adjusted: tellShelf,
    sale_stopped: tellSale,
    sale_resumed: tellSale,
    transfer_voided: null,
  },
  deadlines: {
    of: {
      stock_transferred_in: (state, { itemNumber }) => boundDeadlines(state, itemNumber),
      stock_adjusted: (state, { itemNumber }) => boundDeadlines(state, itemNumber),
      sale_resumed: (state, { itemNumber }) => boundDeadlines(state, itemNumber),
    },
    // Those that stand are the bounds' own (H8).
    all: () => [],
  },
  due: {
    stock_transferred_out: () => 'behind',
  },
  records: {
    sale_stopped: (into, _state, { itemNumber }, stamp) => {
      into.stopped(itemNumber, stamp);
    },
    sale_resumed: (into, _state, { itemNumber }, { atMs }) => {
      into.resumed(itemNumber, atMs);
    },
    stock_adjusted: (into, _state, { itemNumber, delta }, stamp) => {
      if (delta > 0) into.restocked(itemNumber, stamp);
    },
  },
  on: { merge: null, streamEnds: null, itemRemoved: null },
  views: stockViews,
} satisfies Capability<StockFacts>;

function tellShelf(
  into: Invalidated,
  _state: StreamState,
  { itemNumber }: Fact<'stock_transferred_in' | 'stock_transferred_out' | 'stock_adjusted'>,
): void {
  into.stock.add(itemNumber);
}

function tellSale(
  into: Invalidated,
  _state: StreamState,
  { itemNumber }: Fact<'sale_stopped' | 'sale_resumed'>,
): void {
  into.stock.add(itemNumber);
  into.urgent = true;
}
