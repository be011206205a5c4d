import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyPostgres } from '../../../server/adapters/sql/ledger/postgres-copies.ts';
import { copySqlite } from '../../../server/adapters/sql/ledger/sqlite-copies.ts';
import { restoreMarket } from '../../../server/cli/restore.ts';
import type { Config } from '../../../server/config.ts';
import type { Clock } from '../../../server/lib/clock.ts';
import type { AuditMarket } from '../../builders/audit-market.ts';
import { accepted } from '../../builders/engine-house.ts';

/** Backs the market up. @returns how it is put back; no server may have the market open then */
export async function backUp(config: Config): Promise<(clock: Pick<Clock, 'nowMs'>) => Promise<void>> {
  const { database } = config;
  const folder = mkdtempSync(join(tmpdir(), 'fairday-put-back-'));
  const copy = join(folder, 'market');
  if (database.kind === 'sqlite') await copySqlite(database.file, copy, () => {});
  else if (database.kind === 'postgres') await copyPostgres(database.url, copy);
  return async ({ nowMs }) => {
    // A gap ends when it is made, and the command asks the machine for that.
    const { now } = Date;
    Date.now = nowMs;
    try {
      const report = await restoreMarket(config, copy, true, async () => true);
      if (database.kind === 'sqlite') rmSync(report!.replaced!);
    } finally {
      Date.now = now;
      rmSync(folder, { recursive: true });
    }
  };
}

/** An order that no backup has, under a key that does not say of when it is (I5). */
export async function orderToLose(market: AuditMarket): Promise<void> {
  const buyer = await market.buyer();
  await market.takes(buyer, 2, 1, 4_200);
  const request = {
    ...{ key: randomUUID(), lines: [{ itemNumber: 2, units: 1, unitPriceMinor: 4_200 }] },
    ...{ expectTotalMinor: 4_200, addressId: buyer.addressId, payment: 'cash_on_delivery' as const },
  };
  const { app, streamId, clock } = market;
  accepted(await app.application.live(buyer, streamId, 'order:place', request, clock.nowMs(), null));
}
