import { expect, test, vi } from 'vitest';
import { orReceipt } from '../../server/application/receipt.ts';
import { verifyMarket } from '../../server/audit/verify.ts';
import type { Store } from '../../server/event-log/ports/store.ts';
import { logKinds } from '../../server/logs.ts';
import type { BuyerCommand } from '../../server/market/command-spec.ts';
import type { Ledger } from '../../server/ports/ledger.ts';
import type { Ack } from '../../shared/contract/answer.ts';
import type { LiveReply, LiveRequest } from '../../shared/protocol.ts';
import { AuditMarket, type AuditStores } from '../builders/audit-market.ts';
import type { HouseBuyer } from '../builders/engine-house.ts';
import { accepted } from '../builders/engine-house.ts';
import { gate } from '../builders/engine-store.ts';

/** Where the market lies: it is played in `open`, and its books are read in `books` once that is closed. */
export interface StillGround {
  open(): Promise<AuditStores>;
  books(): Promise<Ledger>;
}

const TAPS = 300;
const SECOND = 1_000;

/** A disk that takes nothing while it stands still: what is written to it waits. */
function still(store: Store) {
  let ice: ReturnType<typeof gate> | null = null;
  let waiting = 0;
  return {
    /** Whether something waits to be written. */
    isWaitedFor: () => waiting > 0,
    store: {
      ...store,
      async append(batch) {
        waiting += 1;
        await ice?.opened;
        waiting -= 1;
        return store.append(batch);
      },
    } satisfies Store,
    freeze() {
      ice = gate();
    },
    thaw() {
      ice?.open();
      ice = null;
    },
  };
}

/** [C39] What is promised when a store stands still over the end of a flash price. */
export function stillStoreSuite(ground: StillGround): void {
  /** A try as the front door makes it. */
  function tries<C extends BuyerCommand>(
    market: AuditMarket,
    buyer: HouseBuyer,
    command: C,
    request: LiveRequest<C>,
  ): Promise<Ack<LiveReply<C>>> {
    const readAtMs = market.clock.steadyMs();
    const { app, streamId } = market;
    const arrivedAtMs = app.application.timeOf(streamId, readAtMs);
    const tried = { actor: buyer, streamId, command, request, arrivedAtMs };
    return orReceipt(app.secrets, tried, () =>
      app.application.live(buyer, streamId, command, request, readAtMs, null),
    );
  }

  /** Lets time pass in steps, so that who waits too long is told. */
  async function waits(market: AuditMarket, ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += 250) {
      market.clock.passes(250);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  test(`[C39] [F5] of ${TAPS} taps in time each has the flash price on its second try, and the books prove it`, async () => {
    const stores = await ground.open();
    const { store, freeze, thaw, isWaitedFor } = still(stores.store);
    const market = await AuditMarket.open({ ...stores, store });
    await market.adds(4 * TAPS, 2_990);
    accepted(await market.floor('stream:go-live', {}));
    const flash = accepted(
      await market.floor('flash-sale:start', {
        itemNumber: 1,
        version: await market.version(1),
        priceMinor: 1_990,
        startsAtMs: null,
        durationSeconds: 60,
        prelaunchSeconds: 0,
        cap: TAPS,
        perBuyerCap: 1,
        afterEnd: 'list',
        fundedBy: 'shop',
      }),
    );
    const { flashId } = flash;
    const endsAtMs = market.clock.nowMs() + 60 * SECOND;
    const crowd = [];
    for (let n = 0; n < TAPS; n += 1) {
      const buyer = await market.buyer();
      const key = market.ids.next();
      crowd.push({ buyer, request: { key, itemNumber: 1, units: 1, seenPriceMinor: 1_990, flashId } });
    }

    market.clock.passTo(endsAtMs - 500);
    freeze();
    // The first is alone in the cut that stands still; the others wait for the next one.
    const first = [];
    for (const { buyer, request } of crowd) {
      first.push(tries(market, buyer, 'cart:add', request));
      if (first.length === 1) await vi.waitUntil(isWaitedFor);
    }
    // Each is looked up by a thread first: time must not pass before all of them wait, or have been turned away.
    let turnedAway = 0;
    for (const tap of first) void tap.then(() => (turnedAway += 1));
    const engine = (await market.app.engines.stream(market.streamId))!;
    await vi.waitUntil(() => engine.load.waiting + turnedAway >= TAPS - 1, { timeout: 30_000 });
    await waits(market, 12 * SECOND);
    const told = await Promise.all(first);
    const receipts = told.map((ack) => (ack.ok ? undefined : 'receipt' in ack ? ack.receipt : undefined));
    expect(told.filter((ack) => !ack.ok && (ack.code === 'UNAVAILABLE' || ack.code === 'BUSY'))).toHaveLength(
      TAPS,
    );
    expect(receipts.filter((receipt) => receipt === undefined)).toEqual([]);

    thaw();
    await market.passes(2 * SECOND);
    const second = await Promise.all(
      crowd.map(({ buyer, request }, n) =>
        tries(market, buyer, 'cart:add', { ...request, inDoubt: true, receipt: receipts[n] }),
      ),
    );
    const prices = second.map((ack) => (ack.ok ? ack.unitPriceMinor : ack.code));
    expect(prices.filter((price) => price !== 1_990)).toEqual([]);

    // Units are not fixed by it: the quota is used up, and who came in time without a place in it is told.
    const late = await market.buyer();
    const request = { key: market.ids.next(), itemNumber: 1, units: 1, seenPriceMinor: 1_990, flashId };
    expect(await tries(market, late, 'cart:add', request)).toMatchObject({ code: 'PRICE_CHANGED' });
    const state = await (await market.app.engines.stream(market.streamId))!.read(({ flashes, items }) => ({
      flash: flashes.get(flashId),
      held: items.get(1)?.held,
    }));
    expect(state).toMatchObject({ held: TAPS, flash: { held: TAPS, free: 0, lapsed: 0 } });

    await market.close();
    await stores.close();
    const ledger = await ground.books();
    const facts = await ledger.facts(market.streamId, 0, 10_000);
    const byReceipt = facts.filter(({ body }) => body.includes('"receiptAtMs"'));
    expect(byReceipt.length).toBeGreaterThan(0);
    const reports = await verifyMarket(ledger, logKinds, [market.streamId]);
    expect(reports).toMatchObject([{ finding: null }]);
    await ledger.close();
  });
}
