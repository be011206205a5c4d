import type { CashChoice, StreamBounds } from '../../../shared/market/newcomers/contract.ts';
import type { By } from '../kernel/by.ts';

/** What happens to the bounds on newcomers and unpaid orders. */
export interface NewcomersFacts {
  /** What newcomers and unpaid orders may keep of the stock from now on (H3, H6); what is kept already stays. */
  bounds_set: { bounds: StreamBounds; by: By };
  /** The host ended the bound on networks for an item. */
  network_bound_lifted: { itemNumber: number; by: By };
  /** Newcomers' cash of a choice was released, and is barred from now on; the first minute of these items begins anew. */
  cash_barred: { of: CashChoice; itemNumbers: number[]; by: By };
  /** The host lifted the bar that the fact at this place set. */
  cash_allowed: { bar: number; by: By };
  /** Newcomers of a network are bounded no more for an item: whoever waits for it may be offered units again (H5, H8). */
  network_bound_ended: { itemNumber: number; dueAtMs: number };
}
