import type { Ack } from '../../../../shared/contract/answer.ts';
import type { ConsoleItem } from '../../../../shared/contract/console.ts';
import type { ShippingTerms } from '../../../../shared/market/shipping/contract.ts';
import type { ConsoleReply, ConsoleRequest } from '../../../../shared/protocol.ts';
import { HOUR } from '../../../../shared/values/time.ts';
import { marketGoods } from './goods.ts';

/** What a parcel costs, from wherever it is sent, in fen. */
const PARCEL: NonNullable<ShippingTerms['origins'][number]['table']> = {
  tiers: [
    { upToGrams: 3_000, feeMinor: 500 },
    { upToGrams: 6_000, feeMinor: 800 },
  ],
  capMinor: 1_200,
  freeFromMinor: 4_900,
};
const VOUCHER = { offMinor: 500, fromMinor: 6_000, cap: 200 };
/**
 * Who heard the host say it, or was sent it, types it: three yuan more than what everybody gets. The crowd uses it all
 * evening, and whoever tries the demo later still finds it open.
 */
export const SPOKEN = { code: 'FAIRDAY8', offMinor: 800, fromMinor: 6_000, cap: 10_000 };
/** So many of the lowest-priced good together, at what the producer asks at least: no flash price can be below it. */
const BUNDLE_UNITS = 3;
/** Where no floor is told. */
const BUNDLE_SHARE = 0.7;
const HALF_DAY_MS = 12 * HOUR;

/** Whoever may make offers on a stream; null: no answer came. */
export interface OfferingFloor {
  send<C extends 'shipping:set' | 'voucher:create' | 'promotion:set'>(
    command: C,
    request: Omit<ConsoleRequest<C>, 'key'>,
  ): Promise<Ack<ConsoleReply<C>> | null>;
}

/**
 * What makes a cart grow: parcels that are free from 49 yuan on, vouchers of the shop, three of the lowest-priced for
 * less. They end half a day after it.
 * @param beginsMs when the stream begins, as planned
 */
export async function makeOffers(
  floor: OfferingFloor,
  items: readonly ConsoleItem[],
  beginsMs: number,
): Promise<void> {
  let version = 0;
  for (const origin of new Set(marketGoods.map((good) => good.origin))) {
    const set = await floor.send('shipping:set', { version, origin, table: PARCEL });
    if (!set?.ok) throw new Error(`Sending from ${origin} got no price: ${set?.code ?? 'no answer'}`);
    version = set.version;
  }
  const endsAtMs = beginsMs + HALF_DAY_MS;
  for (const { offMinor, fromMinor, cap, ...typed } of [VOUCHER, SPOKEN]) {
    const made = await floor.send('voucher:create', {
      ...typed,
      off: { kind: 'amount', offMinor },
      fromMinor,
      scope: { kind: 'shop' },
      fundedBy: 'shop',
      startsAtMs: null,
      endsAtMs,
      cap,
      perBuyerCap: 1,
    });
    if (!made?.ok) throw new Error(`The voucher was not made: ${made?.code ?? 'no answer'}`);
  }
  const lowest = items.toSorted((a, b) => a.listPriceMinor - b.listPriceMinor)[0];
  if (!lowest) return;
  const { itemNumber, listPriceMinor, floorMinor } = lowest;
  const totalMinor = BUNDLE_UNITS * (floorMinor ?? Math.floor(listPriceMinor * BUNDLE_SHARE));
  const bundled = await floor.send('promotion:set', {
    itemNumber,
    version: lowest.version,
    promotion: { units: BUNDLE_UNITS, totalMinor, fundedBy: 'producer', startsAtMs: null, endsAtMs },
  });
  if (!bundled?.ok) throw new Error(`The bundle was not made: ${bundled?.code ?? 'no answer'}`);
}
