import type { Overseas, ShippingTable } from '../../../server/market/shipping/table.ts';
import type { Chance } from './chance.ts';

/** The one country abroad that worlds send to, and what an address there is called: the judge knows it by its name. */
export const ABROAD = 'SG';
const ENDING = '-abroad';

export function addressIdOf(buyerId: string, isAbroad: boolean): string {
  return `address-${buyerId}${isAbroad ? ENDING : ''}`;
}

export function isAbroad(addressId: string | null): boolean {
  return addressId?.endsWith(ENDING) ?? false;
}

export function drawOverseas(chance: Chance): Overseas {
  return { currency: 'USD', language: 'en', rateMicros: chance.whole(120_000, 160_000), countries: [ABROAD] };
}

/** Fees by weight, the lightest first; now and then with a ceiling, or free from a goods value on. */
export function drawTable(chance: Chance): ShippingTable {
  const first = 100 * chance.whole(5, 15);
  return {
    tiers: [
      { upToGrams: 500 * chance.whole(1, 3), feeMinor: first },
      { upToGrams: 500 * chance.whole(4, 8), feeMinor: first + 100 * chance.whole(0, 10) },
    ],
    capMinor: chance.happens(0.3) ? 100 * chance.whole(10, 25) : null,
    freeFromMinor: chance.happens(0.4) ? 1_000 * chance.whole(4, 9) : null,
  };
}
