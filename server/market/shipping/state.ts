import type { StreamShipping } from './table.ts';

/** What sending costs. */
export interface ShippingState {
  shipping: StreamShipping;
}
