import type { ShippingTerms } from '../../../shared/market/shipping/contract.ts';
import type { Routes } from '../fake-world.ts';

const byWeight = {
  tiers: [
    { upToGrams: 1_000, feeMinor: 800 },
    { upToGrams: 5_000, feeMinor: 1_400 },
    { upToGrams: 20_000, feeMinor: 3_200 },
  ],
  capMinor: null,
  freeFromMinor: 9_900,
};
const terms: ShippingTerms = {
  version: 12,
  currency: 'CNY',
  overseas: { currency: 'USD', language: 'en', rateMicros: 138_700, countries: ['SG', 'US', 'GB'] },
  origins: [
    {
      ...{ origin: '老君山', originEn: 'Laojunshan', goods: 5, charging: 0 },
      ...{ table: byWeight, overseasTable: null },
    },
    {
      ...{ origin: '沙溪', originEn: 'Shaxi', goods: 3, charging: 2 },
      ...{ table: { tiers: null, capMinor: 1_800, freeFromMinor: null } },
      overseasTable: { tiers: [{ upToGrams: 1_000, feeMinor: 9_000 }], capMinor: null, freeFromMinor: null },
    },
    { origin: '', goods: 1, charging: 0, table: null, overseasTable: null },
  ],
};

/** What sending costs; everything that is set is accepted. */
export function shippingDesk(scene: string): Routes {
  return {
    shippingTerms: () => (scene === 'fresh' ? { ...terms, overseas: null, origins: [] } : terms),
    setShipping: () => ({ seq: 13, version: 13, undoUntilMs: null }),
    setOverseas: () => ({ seq: 13, version: 13, undoUntilMs: null }),
  };
}
