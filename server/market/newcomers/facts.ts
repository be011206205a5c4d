import type { StreamBounds } from '../../../shared/market/newcomers/contract.ts';
import type { By } from '../kernel/by.ts';

/** What happens to the bounds on newcomers and unpaid orders. */
export interface NewcomersFacts {
  /** What newcomers and unpaid orders may keep of the stock from now on (H3, H6); what is kept already stays. */
  bounds_set: { bounds: StreamBounds; by: By };
  /** Newcomers of a network are bounded no more for an item: whoever waits for it may be offered units again (H5, H8). */
  network_bound_ended: { itemNumber: number; dueAtMs: number };
}
