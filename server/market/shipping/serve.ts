import type { Refusal } from '../../../shared/contract/refusals.ts';
import type { Portion } from '../order/tally.ts';
import type { StreamState } from '../state.ts';

/**
 * Whether a stream sends these goods there: abroad it takes a country that is served, and a table of each origin.
 * @param country ISO 3166 of the address, two letters; null: at home
 */
export function whyNotServed(
  state: Readonly<StreamState>,
  portions: readonly Portion[],
  country: string | null,
): Refusal | null {
  if (country === null) return null;
  const { overseas, overseasTables } = state.shipping;
  const isServed =
    overseas?.countries.includes(country) && portions.every(({ item }) => overseasTables.has(item.origin));
  return isServed ? null : { code: 'ADDRESS_NOT_SERVED' };
}
