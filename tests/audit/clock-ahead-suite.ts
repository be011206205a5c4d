import { expect, test } from 'vitest';
import { verifyMarket } from '../../server/audit/verify.ts';
import { logKinds } from '../../server/logs.ts';
import type { Ledger } from '../../server/ports/ledger.ts';
import { MINUTE, SECOND } from '../../shared/values/time.ts';
import { AuditMarket, type AuditStores } from '../builders/audit-market.ts';
import { accepted } from '../builders/engine-house.ts';

/** Where the market lies, and how a backup of it is made and put back in its place. */
export interface AheadGround {
  open(): Promise<AuditStores>;
  books(): Promise<Ledger>;
  /** @returns how many logs came back; throws if the backup is refused */
  backsUpAndRestores(): Promise<number>;
}

const AHEAD_MS = 10 * MINUTE;

/** [T7] A server started once with a clock that was ahead; the next one has the right time. */
export function clockAheadSuite(ground: AheadGround): void {
  test('[C48] [T7] [INV7] [INV8] after a clock that was ahead a sale that is over stays over, holds end in time, and a backup is put back', async () => {
    const stores = await ground.open();
    const market = await AuditMarket.open(stores, { wrongMs: AHEAD_MS });
    await market.adds(50, 2_990);
    accepted(await market.floor('stream:go-live', {}));
    const { flashId } = accepted(
      await market.floor('flash-sale:start', {
        itemNumber: 1,
        version: await market.version(1),
        priceMinor: 1_990,
        startsAtMs: null,
        durationSeconds: 60,
        prelaunchSeconds: 0,
        cap: 10,
        perBuyerCap: 1,
        afterEnd: 'list',
        fundedBy: 'shop',
      }),
    );
    await market.takes(await market.buyer(), 1, 1, 1_990, flashId);
    const seen = await market.buyer();
    await market.takes(seen, 1, 1, 1_990, flashId);
    await market.passes(60 * SECOND);
    await market.passes(SECOND);
    await market.restarts(0);

    // At once, and when the right clock comes to the minute in which the sale was by the wrong one.
    for (const waitMs of [0, AHEAD_MS - 30 * SECOND]) {
      await market.passes(waitMs);
      const late = await market.buyer();
      const asked = { itemNumber: 1, units: 1, seenPriceMinor: 1_990, flashId };
      expect(await market.live(late, 'cart:add', asked)).toMatchObject({ code: 'PRICE_CHANGED' });
      await market.takes(late, 1, 1, 2_990);
    }
    // A newcomer's three minutes, no more and no less.
    const engine = await market.app.engines.stream(market.streamId);
    const heldNow = () => engine!.read((state) => state.items.get(1)!.held);
    expect(await heldNow()).toBe(1);
    await market.passes(3 * MINUTE - SECOND);
    expect(await heldNow()).toBe(1);
    await market.passes(SECOND);
    expect(await heldNow()).toBe(0);
    await market.orders(await withUnit(market), [[1, 1, 2_990]], 'cash_on_delivery');
    expect(market.errors).toEqual([]);
    await market.close();
    await stores.close();

    const ledger = await ground.books();
    const facts = await ledger.facts(market.streamId, 0, 1_000);
    const flashes = facts.filter(({ type, body }) => type === 'cart_added' && body.includes(flashId));
    expect(flashes).toHaveLength(2);
    expect(await findings(ledger)).toEqual([]);
    expect(await ground.backsUpAndRestores()).toBe(2);
    expect(await findings(await ground.books())).toEqual([]);
  });
}

async function withUnit(market: AuditMarket) {
  const buyer = await market.buyer();
  await market.takes(buyer, 1, 1, 2_990);
  return buyer;
}

async function findings(ledger: Ledger) {
  const reports = await verifyMarket(ledger, logKinds, null);
  await ledger.close();
  return reports.flatMap(({ finding, late }) => finding ?? late ?? []);
}
