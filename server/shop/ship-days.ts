import type { OriginDays, SetShipDaysRequest } from '../../shared/contract/ship-days.ts';
import { MAX_SHIP_ORIGINS } from '../../shared/market/shipping/bounds.ts';
import { secondOrigin } from '../../shared/values/names.ts';
import type { ShipDates, ShipDays } from '../../shared/values/ship-days.ts';
import type { By } from '../market/kernel/by.ts';
import { accept, refused } from '../market/kernel/decision.ts';
import type { ShopDecision } from './decide.ts';
import { addDays, dayText, localDay } from './ledger/local-day.ts';
import { secondOrigins } from './origins.ts';
import type { ShopState } from './state.ts';

/**
 * Says how long an origin takes (P4), or that it promises nothing. It holds for orders from now on. The same again → nothing
 * happens.
 *
 * Refusals: STALE_VERSION with the present one; NOT_FOUND where no product comes from there and nothing was ever said of it;
 * BAD_REQUEST of `origin` for one more than MAX_SHIP_ORIGINS.
 */
export function setShipDays(
  state: ShopState,
  { origin, days, version }: Omit<SetShipDaysRequest, 'key'>,
  by: { by: By },
): ShopDecision<OriginDays> {
  const known = state.shipDays.get(origin);
  if (!known && !hasProduct(state, origin)) return refused({ code: 'NOT_FOUND' });
  const said = known?.version ?? 0;
  if (version !== said) return refused({ code: 'STALE_VERSION', version: said });
  if (isSame(known?.days ?? null, days)) return accept([], (after) => originDaysOf(after, origin));
  if (!known && state.shipDays.size >= MAX_SHIP_ORIGINS)
    return refused({ code: 'BAD_REQUEST', field: 'origin' });
  return accept([{ type: 'ship_days_set', origin, days, by: by.by }], (after) => originDaysOf(after, origin));
}

/** Every origin that a product of the catalogue comes from, and those that days were said of, by name. */
export function originsWithDays(state: Readonly<ShopState>): OriginDays[] {
  const products = new Map<string, number>();
  for (const origin of state.shipDays.keys()) products.set(origin, 0);
  for (const { origin } of state.products.values()) {
    if (origin !== '') products.set(origin, (products.get(origin) ?? 0) + 1);
  }
  const english = secondOrigins(state);
  return [...products]
    .map(([origin, count]) => told(state, origin, count, english.get(origin)))
    .sort((a, b) => b.products - a.products || (a.origin < b.origin ? -1 : 1))
    .slice(0, MAX_SHIP_ORIGINS);
}

/** What is promised for an order that is placed at this instant: days of the calendar, in the shop's zone (P4). */
export function datesAfter(
  { packDays, travelDays }: ShipDays,
  atMs: number,
  timeZone: string,
): Required<ShipDates> {
  const shipBy = addDays(localDay(atMs, timeZone), packDays);
  return { shipBy: dayText(shipBy), arriveBy: dayText(addDays(shipBy, travelDays)) };
}

function originDaysOf(state: Readonly<ShopState>, origin: string): OriginDays {
  const count = [...state.products.values()].filter((product) => product.origin === origin).length;
  return told(state, origin, count, secondOrigins(state).get(origin));
}

function told(
  state: Readonly<ShopState>,
  origin: string,
  products: number,
  originEn: string | undefined,
): OriginDays {
  const { days = null, version = 0 } = state.shipDays.get(origin) ?? {};
  return { origin, ...secondOrigin({ originEn }), products, days, version };
}

function hasProduct({ products }: Readonly<ShopState>, origin: string): boolean {
  for (const product of products.values()) if (product.origin === origin) return true;
  return false;
}

function isSame(one: ShipDays | null, other: ShipDays | null): boolean {
  return one?.packDays === other?.packDays && one?.travelDays === other?.travelDays;
}
