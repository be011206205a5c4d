import type { By } from '../kernel/by.ts';
import type { Overseas, ShippingTable } from './table.ts';

/** What sending costs from now on. Orders that were placed before keep what they were charged. */
export interface ShippingFacts {
  /** What sending from an origin costs from now on (P2, P3); null: what its products say. */
  shipping_set: { origin: string; table: ShippingTable | null; isOverseas?: true; by: By };
  /** The stream also sells abroad, and shows its amounts in a second currency there; null: not any more. */
  overseas_set: { overseas: Overseas | null; by: By };
}
