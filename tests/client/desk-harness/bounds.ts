import type { HoldTimes, StreamBounds } from '../../../shared/market/newcomers/contract.ts';
import type { Routes } from '../fake-world.ts';

export const theBounds: StreamBounds = {
  newcomerOrderUnits: 20,
  newcomerShareBps: 5_000,
  newcomerPayMs: 600_000,
  newcomerFlashPayMs: 300_000,
  newcomerOpenedMs: 180_000,
  maxUnpaidOrders: 2,
  isUnpaidStrike: true,
};

const holds: HoldTimes = {
  holdMs: 600_000,
  flashHoldMs: 300_000,
  newcomerHoldMs: 180_000,
  newcomerUnits: 4,
};

/** What newcomers and unpaid orders may keep; everything that is set is accepted. */
export function boundsDesk(): Routes {
  return {
    bounds: () => ({ version: 12, bounds: theBounds, holds }),
    setBounds: () => ({ seq: 13, version: 13, undoUntilMs: null }),
  };
}
