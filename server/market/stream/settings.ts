import { DRAW_MS } from '../../../shared/market/flash-sale/bounds.ts';
import type { StreamBounds } from '../../../shared/market/newcomers/contract.ts';
import { RECEIPT_MS } from '../../../shared/values/receipt.ts';

/** `StreamBounds` may be lacking in the first fact of an older stream: then none of them is on. */
export interface StreamSettings extends StreamBounds {
  /** S10: what the stream aims at, GMV paid and length; absent: nobody said. */
  targetMinor?: number | undefined;
  plannedMs?: number | undefined;
  maxPins: number;
  holdMs: number;
  flashHoldMs: number;
  newBuyerHoldMs: number;
  /** H5: how long units that are offered from a waiting list are held. */
  offerMs: number;
  /** S3: how long after the end of the stream such offers still go out. */
  offersAfterEndMs: number;
  newBuyerUnits: number;
  /** H8: how long newcomers of one network are bounded from the first moment on, and after another one asked. */
  networkMs: number;
  maxHeldUnits: number;
  strikesToFirstPaid: number;
  payMs: number;
  flashPayMs: number;
  pendingMs: number;
  remorseMs: number;
  closeAfterMs: number;
  /** F7: how long before and after its start a flash keeps the taps on it for their draw. */
  parkMs: number;
  graceMs: number;
  /** F5: how long after an arrival its receipt is good; 0: never. */
  receiptMs: number;
  undoMs: number;
  /** O6: how long after its delivery a quality claim may be opened. */
  claimMs: number;
  /**
   * How long after the last delivery an order without a dispute is COMPLETED. Nobody sets it (S11): the longest time of a claim
   * fits into it, and what streams have forgotten is looked for by one time for all.
   */
  completeMs: number;
  shareBps: number;
  /** F1: refuse instead of warn when a flash is above the lowest price of the last 30 days. */
  strictRecentLow: boolean;
  /** Closed orders that stay in memory, so that screens still see what just happened. More than one batch closes. */
  closedOrdersKept: number;
}

/** As a fact gives them: what came after facts were first released may be lacking. */
export type GivenSettings = Omit<StreamSettings, 'networkMs'> & Partial<Pick<StreamSettings, 'networkMs'>>;

/** What a stream bounds that was made without a word about it (H3, H6). */
const defaultBounds: StreamBounds = {
  newcomerOrderUnits: 20,
  newcomerShareBps: 5_000,
  newcomerPayMs: 10 * 60_000,
  newcomerFlashPayMs: 5 * 60_000,
  newcomerOpenedMs: 3 * 60_000,
  maxUnpaidOrders: 2,
  isUnpaidStrike: true,
};

/** Every bound switched off. */
export const noBounds: StreamBounds = {
  newcomerOrderUnits: 0,
  newcomerShareBps: 0,
  newcomerPayMs: 0,
  newcomerFlashPayMs: 0,
  newcomerOpenedMs: 0,
  maxUnpaidOrders: 0,
  isUnpaidStrike: false,
};

/** The defaults of rules.md. */
export const defaultSettings: StreamSettings = {
  ...defaultBounds,
  maxPins: 1,
  holdMs: 10 * 60_000,
  flashHoldMs: 5 * 60_000,
  newBuyerHoldMs: 3 * 60_000,
  offerMs: 3 * 60_000,
  offersAfterEndMs: 30 * 60_000,
  newBuyerUnits: 4,
  networkMs: 60_000,
  maxHeldUnits: 20,
  strikesToFirstPaid: 3,
  payMs: 15 * 60_000,
  flashPayMs: 10 * 60_000,
  pendingMs: 2 * 60_000,
  remorseMs: 60 * 60_000,
  closeAfterMs: 60 * 60_000,
  parkMs: DRAW_MS,
  graceMs: 2_000,
  receiptMs: RECEIPT_MS,
  undoMs: 5_000,
  claimMs: 48 * 60 * 60_000,
  completeMs: 7 * 24 * 60 * 60_000,
  shareBps: 8_000,
  strictRecentLow: false,
  closedOrdersKept: 1_000,
};

/**
 * The settings that a stream's first fact means. One that is absent has its default; a bound that is absent is off: the
 * stream was made before there were such bounds, and goes on deciding as it did.
 */
export function settingsOf(given: Partial<StreamSettings>): StreamSettings {
  return { ...defaultSettings, ...noBounds, ...given };
}

/** Without what a stream aims at: whoever sets its terms says that anew, or not at all (S10). */
export function withoutAims<Given extends Pick<StreamSettings, 'targetMinor' | 'plannedMs'>>(
  given: Given,
): Omit<Given, 'targetMinor' | 'plannedMs'> {
  const { targetMinor: _, plannedMs: __, ...rest } = given;
  return rest;
}
