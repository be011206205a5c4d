import type { Config } from '../../../server/config.ts';
import { openStores } from '../../../server/main.ts';
import { chanceOf } from '../../../server/tools/demo/market/chance.ts';
import { clockIds } from '../../../server/tools/demo/market/past/clock-ids.ts';
import { MINUTE } from '../../../shared/values/time.ts';
import { AuditMarket } from '../../builders/audit-market.ts';
import { TestClock } from '../../builders/engine-clock.ts';
import { accepted } from '../../builders/engine-house.ts';
import { at } from '../../builders/market.ts';

const SEED = 31;

/**
 * A server that started with a clock half an hour ahead, and one after it with the right time. Version 0.3.0 then sold
 * again at a price that was over, and held units until a time that the log had passed (INV8).
 */
export async function playClockAhead(config: Config): Promise<void> {
  const stores = await openStores(config);
  try {
    const rightly = new TestClock(at('20:00'));
    const chance = chanceOf(SEED);
    const ids = clockIds(rightly, chance);
    const open = (clock: TestClock, streamId?: string) =>
      AuditMarket.open(stores, {
        config,
        clock,
        ids,
        ...(streamId ? { streamId } : { slug: 'clock-ahead' }),
      });

    const first = await open(rightly);
    const { streamId } = first;
    await first.adds(20, 2_000);
    accepted(await first.floor('stream:go-live', {}));
    const { flashId } = accepted(
      await first.floor('flash-sale:start', {
        ...{ itemNumber: 1, version: await first.version(1), priceMinor: 1_500, startsAtMs: null },
        ...{ durationSeconds: 300, prelaunchSeconds: 0, cap: 10, perBuyerCap: 2 },
        ...{ afterEnd: 'list' as const, fundedBy: 'shop' as const },
      }),
    );
    await first.passes(MINUTE);
    await first.takes(await first.buyer(), 1, 1, 1_500, flashId);
    await first.close();

    const ahead = await open(new TestClock(rightly.nowMs() + 30 * MINUTE), streamId);
    await ahead.takes(await ahead.buyer(), 1, 1, 2_000);
    await ahead.close();

    rightly.passes(MINUTE);
    const after = await open(rightly, streamId);
    // A later version may say no.
    for (let n = 0; n < 2; n += 1) {
      const seen = { itemNumber: 1, units: 1, seenPriceMinor: 1_500, flashId };
      await after.live(await after.buyer(), 'cart:add', seen);
      await after.passes(MINUTE);
    }
    await after.passes(10 * MINUTE);
    await after.close();
  } finally {
    await stores.close();
  }
}
