import type { CashView, HoldTimes, StreamBounds } from '../../../shared/market/newcomers/contract.ts';
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

/** Cash orders of new buyers after an attack: one network stands out, one product is paused already. */
const theCash: CashView = {
  upTo: 900,
  orders: 131,
  items: [
    { itemNumber: 1, orders: 128, brief: 119, units: 503 },
    { itemNumber: 3, orders: 3, brief: 0, units: 4 },
  ],
  networks: [
    { tag: 'a', orders: 125, brief: 119, units: 500 },
    { tag: 'b', orders: 6, brief: 0, units: 7 },
  ],
  recent: [{ minutes: 5, sinceMs: 0, orders: 131, brief: 119 }],
  bars: [{ seq: 880, of: { kind: 'item', itemNumber: 3 }, sinceMs: 0 }],
  alarms: [{ of: { kind: 'network', tag: 'a' }, sinceMs: 0 }],
  open: [3],
};

/** What newcomers and unpaid orders may keep; everything that is set is accepted. */
export function boundsDesk(): Routes {
  return {
    bounds: () => ({ version: 12, bounds: theBounds, holds }),
    setBounds: () => ({ seq: 13, version: 13, undoUntilMs: null }),
    newcomersCash: () => theCash,
    releaseCash: () => ({ seq: 13, released: 125, left: 0 }),
    allowCash: () => ({ seq: 13, version: 13, undoUntilMs: null }),
    openProduct: () => ({ seq: 13, version: 13, undoUntilMs: null }),
  };
}
