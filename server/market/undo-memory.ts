import { MAX_UNDO } from '../../shared/market/lineup/bounds.ts';
import type { FlashSaleUndo } from './flash-sale/state.ts';
import type { LineupUndo } from './lineup/state.ts';
import type { StockUndo } from './stock/state.ts';
import type { VoucherUndo } from './voucher/state.ts';

/** A console fact that can be taken back, and what was there before it (L5). */
export type Undo = LineupUndo | StockUndo | FlashSaleUndo | VoucherUndo;

export interface UndoState {
  /** The last console facts that can be taken back (L5), at most MAX_UNDO. */
  undo: Undo[];
}

/** Keeps how to take a console fact back; the oldest goes when there are too many. */
export function rememberUndo(state: UndoState, undo: Undo): void {
  state.undo.push(undo);
  if (state.undo.length > MAX_UNDO) state.undo.shift();
}
