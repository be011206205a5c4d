import type { KeyedTuple } from '../../live-view/entry.ts';

/** A flash price that is announced, running or just over. */
export interface FlashEntry {
  flashId: string;
  priceMinor: number;
  startsAtMs: number;
  /** The actual end once it is over, else the planned one. */
  endsAtMs: number;
  cap: number;
  perBuyerCap: number;
  /** The countdown before the start begins here. */
  announcedAtMs: number;
}

type FlashTuple = [
  flashId: string,
  priceMinor: number,
  startsAtMs: number,
  endsAtMs: number,
  cap: number,
  perBuyerCap: number,
  announcedAtMs: number,
];

/** Flash prices, by item. */
export const flash: KeyedTuple<'flash', number, FlashEntry, [FlashTuple]> = {
  field: 'flash',
  none: {},
  keyOf: Number,
  read: ([, , [flashId, priceMinor, startsAtMs, endsAtMs, cap, perBuyerCap, announcedAtMs]]) => ({
    flashId,
    priceMinor,
    startsAtMs,
    endsAtMs,
    cap,
    perBuyerCap,
    announcedAtMs,
  }),
};

/** A flash price as it is told. */
export function flashTold(shown: FlashEntry): [FlashTuple] {
  const { flashId, priceMinor, startsAtMs, endsAtMs, cap, perBuyerCap, announcedAtMs } = shown;
  return [[flashId, priceMinor, startsAtMs, endsAtMs, cap, perBuyerCap, announcedAtMs]];
}
