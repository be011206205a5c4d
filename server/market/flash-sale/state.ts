import type { Funder } from '../../../shared/market/flash-sale/contract.ts';

/** The flash sales of a stream. */
export interface FlashSaleState {
  flashes: Map<string, Flash>;
}

/** Counters of K1: `cap = free + lapsed + held + unpaid + sold`. */
export interface Flash {
  flashId: string;
  itemNumber: number;
  announcedSeq: number;
  announcedAtMs: number;
  version: number;
  phase: 'announced' | 'running' | 'over' | 'undone';
  priceMinor: number;
  listPriceMinor: number;
  startsAtMs: number;
  /** The planned end, and the actual one once it is over (F5). */
  endsAtMs: number;
  cap: number;
  perBuyerCap: number;
  prelaunchSeconds: number;
  afterEnd: 'list' | 'off';
  fundedBy: Funder;
  free: number;
  lapsed: number;
  held: number;
  unpaid: number;
  sold: number;
}

/** An announcement can be taken back (L5). */
export interface FlashSaleUndo {
  kind: 'flash';
  seq: number;
  atMs: number;
  itemNumber: number;
  flashId: string;
}
