import type { StreamFact } from '../facts.ts';

/** The fact that units of a transfer came in (S5). */
export function transferIn(transferId: string, itemNumber: number, units: number): StreamFact {
  return { type: 'stock_transferred_in', transferId, itemNumber, units };
}
