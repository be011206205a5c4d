import { expect } from 'vitest';
import { emptyStream } from '../../server/market/market.ts';
import { writeState } from '../../server/market/snapshot.ts';
import { auditBooks } from './audit.ts';
import { replay } from './bench.ts';
import { aLiveStream, aProduct, type Market } from './market.ts';

/** A stream that sells what parcels are about: two origins, and something that does not keep. */
export function aParcelMarket(): Market {
  return aLiveStream(
    aProduct('potato', { stock: 20, price: 1_999, limit: 6 }),
    aProduct('quinoa', { stock: 20, price: 3_500 }),
    aProduct('walnut', { stock: 20, price: 4_200, origin: 'Nuodeng' }),
    aProduct('berry', { stock: 20, price: 1_000, perishable: true }),
    { settings: { closedOrdersKept: 3 } },
  );
}

/** Everything that a log has to be true of, whatever happened in it. */
export function booksOf(market: Market): void {
  const { bench } = market;
  expect(auditBooks(bench.state, bench.orders())).toEqual([]);
  expect(writeState(replay(bench.log, emptyStream(bench.state.streamId)))).toBe(writeState(bench.state));
}
