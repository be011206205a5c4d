import type { ShippingTerms } from '../../../shared/market/shipping/contract.ts';
import { secondOrigin } from '../../../shared/values/names.ts';
import type { StreamState } from '../state.ts';

/** What sending costs in a stream, as its console shows it: the origins of its goods first, in the order of the bag. */
export function shippingTerms(state: Readonly<StreamState>): ShippingTerms {
  const { version, tables, overseas, overseasTables } = state.shipping;
  const origins = new Map<string, ShippingTerms['origins'][number]>();
  const originOf = (origin: string) => {
    const known = origins.get(origin) ?? {
      ...{ origin, goods: 0, charging: 0, table: tables.get(origin) ?? null },
      overseasTable: overseasTables.get(origin) ?? null,
    };
    origins.set(origin, known);
    return known;
  };
  for (const itemNumber of state.order) {
    const item = state.items.get(itemNumber);
    if (!item) continue;
    const origin = originOf(item.origin);
    Object.assign(origin, secondOrigin(item));
    origin.goods += 1;
    if (item.shipping) origin.charging += 1;
  }
  for (const origin of [...tables.keys(), ...overseasTables.keys()]) originOf(origin);
  return { version, currency: state.currency, overseas, origins: [...origins.values()] };
}
