import type { LiveRequest } from '../../shared/protocol.ts';
import type { Offer } from './stall.ts';

const LINES = 3;

/** An order of three different items, one unit each, paid in the sandbox. */
export function orderOf(
  offers: readonly Offer[],
  key: string,
  addressId: string,
  chance: () => number,
): LiveRequest<'order:place'> {
  const first = Math.floor(chance() * offers.length);
  const lines = Array.from({ length: LINES }, (_, index) => {
    const offer = offers[(first + index * 7) % offers.length]!;
    return { ...offer, units: 1 };
  });
  const expectTotalMinor = lines.reduce((sum, { unitPriceMinor }) => sum + unitPriceMinor, 0);
  return { key, lines, expectTotalMinor, addressId, payment: 'sandbox' };
}
